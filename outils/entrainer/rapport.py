"""What `make entrainer` says: in French for the team, in English for who keeps the code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from outils.entrainer.comparaison import Comparaison, Mesure

MONTREES = 40  # sentences of each kind of change; how many more is said
Mots = Mapping[str, str]
_FRANCAIS: Mots = {
    "titre": "Ce que les corrections acceptées changeraient",
    "servi": "Servi\u00a0: **non**. Rien de ce qui est servi n'a changé. Pour le servir, une "
    "personne lance `console/manage.py exporter_corrections`, `make setup`, puis "
    "`vte modele publier`.",
    "oui": "Recommandé\u00a0: oui. Pas plus de faits faux, pas moins de messages justes.",
    "faux": "Recommandé\u00a0: **non**. Les faits faux augmentent\u00a0: de {0} à {1} messages.",
    "baisse": "Recommandé\u00a0: **non**. Les messages justes diminuent\u00a0: de {0} à {1}.",
    "table": "| genre | jeu | phrases | justes avant | après | avec un fait faux avant | après |",
    "perdues": "De juste à faux",
    "gagnees": "De faux à juste",
    "faussees": "Un fait faux de plus",
    "aucune": "Aucune.",
    "autres": "- et {0} autres",
}
_ANGLAIS: Mots = {
    "titre": "What the accepted corrections would change",
    "servi": "Served: **no**. Nothing that is served has changed. To serve it, a person runs "
    "`console/manage.py exporter_corrections`, `make setup`, then `vte modele publier`.",
    "oui": "Recommended: yes. No more false facts, no fewer messages right.",
    "faux": "Recommended: **no**. False facts rise: from {0} to {1} messages.",
    "baisse": "Recommended: **no**. Messages right fall: from {0} to {1}.",
    "table": "| kind | set | sentences | right before | after | with a false fact before | after |",
    "perdues": "From right to wrong",
    "gagnees": "From wrong to right",
    "faussees": "One false fact more",
    "aucune": "None.",
    "autres": "- and {0} more",
}


def rapport(c: Comparaison) -> str:
    """Both languages, one after the other: the same figures."""
    return "\n".join((*_dire(c, _FRANCAIS), "", *_dire(c, _ANGLAIS), ""))


def _dire(c: Comparaison, mots: Mots) -> Iterator[str]:
    yield from (f"# {mots['titre']}", "", mots["servi"], "", *_avis(c, mots), "")
    yield from (mots["table"], "|---|---|---|---|---|---|---|")
    for x in c.lignes:
        yield (
            f"| {x.genre} | {x.jeu} | {x.n} | {x.justes[0]} | {x.justes[1]} | {x.faux[0]} | "
            f"{x.faux[1]} |"
        )
    for nom, mesures in (
        ("faussees", c.faussees),
        ("perdues", c.perdues),
        ("gagnees", c.gagnees),
    ):
        yield from ("", f"## {mots[nom]} ({len(mesures)})", "", *_phrases(mesures, mots))


def _avis(c: Comparaison, mots: Mots) -> Iterator[str]:
    if c.faux_en_hausse:
        yield mots["faux"].format(*c.faux)
    if c.justes_en_baisse:
        yield mots["baisse"].format(*c.justes)
    if c.recommandee:
        yield mots["oui"]


def _phrases(mesures: Sequence[Mesure], mots: Mots) -> Iterator[str]:
    if not mesures:
        yield mots["aucune"]
    for m in mesures[:MONTREES]:
        yield f"- {m.genre}, {m.jeu}\u00a0: {m.forme}"
    if len(mesures) > MONTREES:
        yield mots["autres"].format(len(mesures) - MONTREES)
