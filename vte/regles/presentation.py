"""A verdict in lines of text, for a conversation or a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from vte.mots import ESPACE, enumerer, euros
from vte.regles.comparaison import Comparaison
from vte.regles.mots import audience
from vte.regles.phrases import CRITERES, POUR
from vte.regles.pistes import Piste
from vte.regles.source import Source
from vte.regles.statuts import A_CONFIRMER, FERMEE, INCONNU, NON_REMPLI, OUVERTE, REMPLI
from vte.regles.verdict import AideJugee, CritereJuge, Verdict

__all__ = [
    "CRITERES",
    "STATUTS",
    "STATUTS_DE_VERDICT",
    "TITRES",
    "a_lever",
    "aides",
    "autres",
    "differences",
    "en_bref",
    "les_pistes",
    "les_sources",
    "obstacles",
    "raisons",
    "raisons_sourcees",
    "resume",
    "resume_des_autres",
    "sources",
    "voisines",
]

_MARQUES = {REMPLI: "✓", NON_REMPLI: "✗", INCONNU: "?", A_CONFIRMER: "?"}
# Obstacles first, then what is met, then what is still to be known.
_RANGS = {NON_REMPLI: 0, REMPLI: 1, A_CONFIRMER: 2, INCONNU: 3}
STATUTS = {
    "rempli": "remplie",
    "non_rempli": "non remplie",
    "inconnu": "à préciser",
    "ouverte": "ouverte",
    "fermee": "fermée",
    "hors_periode": "hors période",
    "incomplet": "à préciser",
    "a_confirmer": "à confirmer",
}
# The statut of a verdict, in a word.
STATUTS_DE_VERDICT = {
    "eligible": "éligible",
    "non_eligible": "non éligible",
    "hors_periode": "hors période",
    "incomplet": "à préciser",
    "a_confirmer": "à confirmer",
}
# What heads a verdict where it is shown by itself.
TITRES = {
    "eligible": "Les conditions sont remplies",
    "non_eligible": "Les conditions ne sont pas remplies",
    "hors_periode": "Hors de la période de l'aide",
    "incomplet": "Il manque encore des éléments",
    "a_confirmer": "Possible, un point reste à confirmer",
}


def resume(verdict: Verdict) -> dict[str, Any]:
    """What of the VTE is worth a new announcement if it changes: statut, obstacles, aids (JSON)."""
    a_lever = (NON_REMPLI, A_CONFIRMER)
    return {
        "statut": verdict.statut,
        "obstacles": [c.id for c in verdict.criteres if c.statut in a_lever],
        "aides": {a.id: a.statut for a in verdict.propres},
    }


def en_bref(verdict: Verdict) -> str:
    """The barème's aids that are not closed: how much, for whom: « 4 000 € pour l'entreprise »."""
    siennes = [a for a in verdict.propres if a.statut != FERMEE]
    pour = POUR[audience(verdict.dossier)]
    return enumerer([f"{euros(a.montant or 0)} {pour[a.beneficiaire]}" for a in siennes])


def obstacles(verdict: Verdict) -> str:
    """The criteria that refuse, named: « le territoire et la durée »."""
    return enumerer([CRITERES[c.id].lower() for c in verdict.obstacles])


def aides(verdict: Verdict) -> str:
    """A line for each of the VTE's own: label, amount, statut, explanation, what others say."""
    return "\n".join(map(_aide, verdict.propres))


def autres(verdict: Verdict) -> str:
    """A line for each other scheme that is for this contract; "" where there is none."""
    return "\n".join(map(_autre, verdict.concernees))


def _autre(aide: AideJugee) -> str:
    return f"• {aide.libelle}{ESPACE}: {STATUTS[aide.statut]}. {aide.dit}"


def voisines(verdict: Verdict) -> str:
    """A line for each aid that is named and not judged."""
    return "\n".join(f"• {v.libelle}{ESPACE}: {v.dit}" for v in verdict.voisines)


def resume_des_autres(verdict: Verdict) -> dict[str, Any]:
    """What of the other schemes is worth a new announcement if it changes (JSON)."""
    return {a.id: [a.statut, a.montant] for a in verdict.concernees}


def _aide(aide: AideJugee) -> str:
    statut, suite = STATUTS[aide.statut], _suivi(aide.reserves)
    if aide.statut == OUVERTE:
        montant = euros(aide.montant or 0)
        return f"• {aide.libelle}{ESPACE}: {montant}, {statut}.{suite}"
    return f"• {aide.libelle}{ESPACE}: {statut}. {aide.explication}{suite}"


def _suivi(phrase: str | None) -> str:
    return f" {phrase}" if phrase else ""


def _critere(critere: CritereJuge) -> str:
    return f"{_MARQUES[critere.statut]} {critere.explication}"


def raisons_sourcees(verdict: Verdict) -> str:
    """A line a criterion, with its source."""
    citation = verdict.citation
    return "\n".join(f"{_critere(c)} ({citation(c.sources)})" for c in verdict.criteres)


def differences(comparaison: Comparaison) -> str:
    """A line for each criterion or aid that the change changes; "" if none does."""
    criteres = [_critere(c.apres) for c in comparaison.criteres if c.apres]
    return "\n".join(criteres + [_aide(a.apres) for a in comparaison.aides if a.apres])


def raisons(verdict: Verdict) -> str:
    """A line a criterion: obstacles first, then what is met, then what is still to be known."""
    tries = sorted(verdict.criteres, key=lambda c: _RANGS[c.statut])
    return "\n".join(_critere(c) + _suivi(c.divergence) for c in tries)


def a_lever(verdict: Verdict) -> str:
    """The same, of the criteria that are not met, or not known to be; "" where all are met."""
    tries = sorted(verdict.criteres, key=lambda c: _RANGS[c.statut])
    dits = [c for c in tries if c.statut != REMPLI or c.divergence]
    return "\n".join(_critere(c) + _suivi(c.divergence) for c in dits)


def sources(verdict: Verdict, du_vte: bool = True, des_autres: bool = False) -> str:
    """The sources of the VTE, of the other schemes, or of both, each once."""
    citees = [
        *(_du_vte(verdict) if du_vte else ()),
        *(_des_autres(verdict) if des_autres else ()),
    ]
    return verdict.citation(tuple(dict.fromkeys(citees)))


def les_sources(verdict: Verdict) -> list[dict[str, str | None]]:
    """Each source of all that the verdict says: `{"titre", "date", "lien", "texte"}`, and `dit`,
    all of it in one line.
    """
    citees = dict.fromkeys((*_du_vte(verdict), *_des_autres(verdict)))
    trouvees = [verdict.catalogue.sources[nom] for nom in citees]
    return [
        {"titre": s.titre, "date": s.date, "lien": s.lien, "texte": s.texte, "dit": _dite(s)}
        for s in trouvees
    ]


def _dite(source: Source) -> str:
    titre = f"{source.titre} ({source.date})" if source.date else source.titre
    return ", ".join(filter(None, (titre, source.texte, source.lien)))


def _du_vte(verdict: Verdict) -> Iterator[str]:
    """Of its criteria, and of its aids where they are announced."""
    propres = () if verdict.non_eligible else verdict.propres
    yield from (s for c in verdict.criteres for s in c.sources)
    yield from (s for a in propres for s in a.sources)


def _des_autres(verdict: Verdict) -> Iterator[str]:
    """Of the other schemes that are for this contract, and of what is near."""
    yield from (s for a in verdict.concernees for s in a.sources)
    yield from (v.source for v in verdict.voisines)


def les_pistes(trouvees: Sequence[Piste]) -> str:
    """A line a piste."""
    return "\n".join(f"• {p.texte}" for p in trouvees)
