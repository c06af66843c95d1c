"""Which of the communes proposed: by its rank, its département, its code, its name, or not another.

« la deuxième », « celle du Pas-de-Calais », « dans le 62 », « non, 73300 », « pas celle du Rhône ».
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from vte.communes import recherche
from vte.territoires import ouvrir
from vte.territoires.noms import cle
from vte.territoires.sentence import dites, nommes
from vte.texte import aplatir

CHOIX = "commune_choix"  # the question that is open while a person chooses
_MOTS_MAX = 6  # « la deuxième s'il vous plaît »; in a longer text a number counts something else
_RANGS = tuple(
    re.compile(rf"(?<!\bpas )(?<!\bpas la )(?<!\bpas le )(?<!\bni la )\b(?:{motif})\b")
    for motif in (
        r"1(?:re|er|ere)?|premiere?|un|une",
        r"2e|2eme|2nde?|2|deuxieme|seconde?",
        r"3e|3eme|3|troisieme",
        r"4e|4eme|4|quatrieme",
        r"5e|5eme|5|cinquieme",
        r"6e|6eme|6|sixieme",
        r"7e|7eme|7|septieme",
        r"8e|8eme|8|huitieme",
    )
)
_NIE = re.compile(r"\b(?:pas|ni|et non|sauf)(?: (?:a|celle d[eu]|celui d[eu]))?\s*$")


def cle_ouverte(question: str | None) -> str | None:
    """The key that the open question is about: to choose a commune is to give it."""
    return "commune" if question == CHOIX else question


def choisir(texte: str, codes: Sequence[str]) -> str | None:
    """The INSEE code meant among `codes`; None when `texte` points at none, or at several."""
    if not codes:
        return None
    restants = _sauf(texte, codes)
    for designees in _designees(texte, codes):
        trouvees = [c for c in restants if c in designees]
        if len(trouvees) == 1:
            return trouvees[0]
        if not trouvees:  # it names another place
            return _du_meme_nom(designees, codes)
        restants = trouvees
    if 1 == len(restants) < len(codes):
        return restants[0]
    return _par_rang(aplatir(texte), codes)


def _du_meme_nom(designees: Collection[str], codes: Sequence[str]) -> str | None:
    """« celle du Pas-de-Calais », of Montreuil: Montreuil-sur-Mer, that was not proposed."""
    index = ouvrir()
    noms = [cle(f.nom) for c in codes if (f := index.fiche(c))]
    nom = min(noms, key=len, default="")
    if not nom or not all(n.startswith(nom) for n in noms):
        return None
    trouvees = recherche().nom_dans(nom.split(), frozenset(designees))
    return trouvees.certaine.code if trouvees.certaine else None


def _sauf(texte: str, codes: Sequence[str]) -> list[str]:
    """The communes that are not said not to be it: « pas celle du Rhône »."""
    exclues = set().union(*(p.codes for p in dites(recherche(), texte) if p.niee))
    plat = aplatir(texte)
    for nomme in nommes(recherche(), texte, True):
        if _NIE.search(plat[: nomme.debut]):
            exclues |= {r.code for r in nomme.trouvaille.resultats[:1]}
    return [c for c in codes if c not in exclues]


def _designees(texte: str, codes: Sequence[str]) -> Iterator[Collection[str]]:
    """The communes that each thing said points at: a place, a code, a name."""
    plat = aplatir(texte)
    yield from (p.codes for p in dites(recherche(), texte) if not p.niee and p.codes)
    if re.search(r"\bplus (?:grande|grosse|peuplee)\b", plat):
        yield [max(codes, key=ouvrir().population)]
    if siennes := [c for c in codes if re.search(rf"\b{c.lower()}\b", plat)]:
        yield siennes
    if memes := [c for c in codes if (f := ouvrir().fiche(c)) and cle(f.nom) == cle(plat)]:
        yield memes
        return
    for nomme in nommes(recherche(), texte, True):
        if nomme.forme != "code" and not _NIE.search(plat[: nomme.debut]):
            yield {r.code for r in nomme.trouvaille.resultats}


def _par_rang(plat: str, codes: Sequence[str]) -> str | None:
    if len(plat.split()) > _MOTS_MAX:
        return None
    if re.search(r"\bdern", plat):
        return codes[-1]
    return next((c for c, rang in zip(codes, _RANGS, strict=False) if rang.search(plat)), None)
