"""A reason that staff wrote: read by few, kept long, so masked by its shape alone.

Nothing needs to announce a name there: two words with a capital are one. Too much is masked
(« Action Logement ») rather than too little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vte.donnees_personnelles.lisse import Place
from vte.donnees_personnelles.masque import NOMS, masquer
from vte.donnees_personnelles.noms import est_prenom
from vte.texte import aplatir, remplacer

NOM, ADRESSE, NUMERO = "[nom]", "[adresse]", "[numéro]"
_PARTICULES = frozenset(
    ("de", "du", "des", "d", "la", "le", "les", "van", "von", "der", "den", "di", "da", "dos")
    + ("ben", "bin", "el", "al")
)
_MOT = re.compile(r"(?:[LDJMTSNCldjmtsnc]|[Qq]u)(?=['’])|[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_BLANC = re.compile(r"[ \t\u00a0\u202f]*['’]?")
_VOIES = (
    "rue|avenue|av|boulevard|bd|bld|place|pl|chemin|allees?|impasse|quai|route|cours|lotissement"
    "|square"
)
_VOIE = re.compile(rf"\b\d{{1,4}} ?(?:bis|ter|quater)?,? (?:{_VOIES})\b\.?[^,;:.!?\n()]{{0,60}}")
_DATE = r"\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})(?!\d)|\d{4}-\d{2}-\d{2}(?!\d)"
_CHIFFRES = re.compile(rf"({_DATE})|\d(?:[ .\-/\u00a0\u202f]?\d){{5,}}")
_FIN_DE_PHRASE = re.compile(r"(?:^|[.!?\n:])\s*$")


def masquer_motif(texte: str) -> str:
    """`texte` without names, addresses and long numbers. Masked twice, it is the same."""
    propre = masquer(texte)
    propre = remplacer(propre, [(m.span(), ADRESSE) for m in _VOIE.finditer(aplatir(propre))])
    propre = _CHIFFRES.sub(lambda m: m.group(1) or NUMERO, propre)
    return remplacer(propre, [(place, NOM) for place in _noms(propre)])


def _noms(texte: str) -> Iterator[Place]:
    """Words with a capital that follow each other; a known first name alone."""
    suite: list[re.Match[str]] = []
    for mot in _MOT.finditer(texte):
        if suite and not _suit(texte, suite[-1], mot):
            yield from _nom(texte, suite)
            suite = []
        if _capitale(texte, mot) or (suite and aplatir(mot.group()) in _PARTICULES):
            suite.append(mot)
        else:
            yield from _nom(texte, suite)
            suite = []
    yield from _nom(texte, suite)


def _nom(texte: str, suite: Sequence[re.Match[str]]) -> Iterator[Place]:
    mots = list(suite)
    if len(mots) > 1 and _ouvre_la_phrase(texte, mots):
        mots = mots[1:]  # « Demande de Léa Martin »
    while mots and not mots[0].group()[0].isupper():
        mots = mots[1:]
    while mots and not mots[-1].group()[0].isupper():
        mots = mots[:-1]
    grands = [mot.group() for mot in mots if mot.group()[0].isupper()]
    if len(grands) > 1 or (grands and est_prenom(grands[0])):
        yield mots[0].start(), mots[-1].end()


def _ouvre_la_phrase(texte: str, mots: Sequence[re.Match[str]]) -> bool:
    """Whether the first word has its capital from the sentence: what follows it has none."""
    return (
        not mots[1].group()[0].isupper()
        and not est_prenom(mots[0].group())
        and bool(_FIN_DE_PHRASE.search(texte[: mots[0].start()]))
    )


def _suit(texte: str, avant: re.Match[str], mot: re.Match[str]) -> bool:
    return bool(_BLANC.fullmatch(texte[avant.end() : mot.start()]))


def _capitale(texte: str, mot: re.Match[str]) -> bool:
    """A capital, outside of what stands for something masked."""
    ouvre = texte.rfind("[", 0, mot.start())
    ferme = texte.find("]", mot.end())
    return mot.group()[0].isupper() and (
        ouvre < 0 or ferme < 0 or texte[ouvre : ferme + 1] not in NOMS
    )
