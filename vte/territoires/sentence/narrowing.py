"""What narrows the places of a text: postal codes, départements and regions, and which name each
is said of: « 46100 Figeac », « dans le Gard, à Saint-Nazaire », « pas celle de l'Aube ».
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vte.territoires import codes, query
from vte.territoires.lexique import AUTOUR
from vte.territoires.noms import LIAISONS
from vte.territoires.sentence.words import Texte

_NUMERO = re.compile(r"\d{2}|97\d|2[ab]")
_UNITE = re.compile(
    r"salari|pers|employ|mois|ans?\b|annee|euros?\b|eur\b|e\b|k\b|ke\b|jours?|km|kilometre|heures?"
    r"|h\b|min|collab|gens|gars|postes?|jeunes?|tonnes?|m2|kg|habitant|emplois|brut|net|pour\b"
    r"|eleve|etudiant|apprenti|alternant|ouvrier|compagnon|fois|semaine|places?|lits?|[x×]\b"
    r"|janv|fev|mars|avr|mai\b|juin|juil|aout|sept|oct|nov|dec|rue|avenue|bis|boulevard|bd|impasse"
    r"|bonhommes?|mecs?|nanas?|filles?|femmes?|hommes?|bureaux|sites|points?|a\b|effectif|etp"
)
_MESURE = re.compile(r" ?[%€²$]|[.,]\d|/\d|h\d|:\d")
_ENTRE_DEUX = LIAISONS | AUTOUR["entre_deux"]
_ENTRE_MAX = 5  # words
_DEBUT_D_UN_CODE, _FIN_D_UN_CODE = re.compile(r"\d\d"), re.compile(r"\d{3}")


@dataclass(frozen=True)
class Precision:
    """The words from `debut` to `fin`, of which those from `coeur` on say which communes are meant.

    `postal`: a postal code; `annoncee`: led to by « dans », « en », « celle de »…; `niee`: said not
    to be it; `sure`: no number that could be something else.
    """

    debut: int
    coeur: int
    fin: int
    codes: frozenset[str]
    postal: str | None = None
    annoncee: bool = False
    niee: bool = False
    sure: bool = True


def precisions(t: Texte) -> list[Precision]:
    """What narrows a place in `t`, from left to right."""
    trouvees: list[Precision] = []
    place = 0
    while place < len(t.mots):
        trouvee = _code(t, place) or _numero(t, place) or _zone(t, place)
        if trouvee is not None:
            trouvees.append(_etendue(t, trouvee))
        place = trouvee.fin if trouvee else place + 1
    return trouvees


def _code(t: Texte, i: int) -> Precision | None:
    """A postal code, in one piece or two (« 46 100 »), or without its leading zero."""
    if t.mots[i][0] not in "0123456789":
        return None
    if codes.CODE.fullmatch(t.mots[i]):
        return None if _compte(t, i + 1) else _du_code(t, i, i + 1, t.mots[i], True)
    for fin, code in _ecritures(t, i):
        if t.index.du_code_postal(code) and not _compte(t, fin):
            return _du_code(t, i, fin, code, False)
    return None


def _ecritures(t: Texte, i: int) -> Iterator[tuple[int, str]]:
    mot, suivant = t.mots[i], t.mots[i + 1] if i + 1 < len(t.mots) else ""
    if _DEBUT_D_UN_CODE.fullmatch(mot) and _FIN_D_UN_CODE.fullmatch(suivant):
        if t.entre(i + 1) in (" ", "."):
            yield i + 2, mot + suivant
    elif code := codes.entier(t.index, mot):
        yield i + 1, code


def _du_code(t: Texte, i: int, fin: int, code: str, sure: bool) -> Precision | None:
    communes = frozenset(t.index.du_code_postal(code))
    if not communes and not query.departements_d_un_code(t.index, code):
        return None
    return Precision(i, i, fin, communes, code, sure=sure)


def _numero(t: Texte, i: int) -> Precision | None:
    """The number of a département: « (26) », « dans le 62 », « roye 80 »."""
    mot = t.mots[i]
    if not _NUMERO.fullmatch(mot) or mot.upper() not in t.index.departements:
        return None
    dit = {"dans", "ds", "dan", "departement"} & set(t.mots[max(0, i - 2) : i])  # « dans le 71 »
    if (not dit and _compte(t, i + 1)) or t.entre(i).endswith(("+", ",", "/", "€", ":", "-")):
        return None
    return Precision(i, i, i + 1, frozenset(t.index.par_departement[mot.upper()]), sure=False)


def _compte(t: Texte, fin: int) -> bool:
    """Whether what follows makes a count or a date of the number before it."""
    suite = t.plat[t.jetons[fin - 1].fin :][:4]
    if _MESURE.match(suite):
        return True
    return fin < len(t.mots) and t.entre(fin).strip() == "" and bool(_UNITE.match(t.mots[fin]))


def _zone(t: Texte, i: int) -> Precision | None:
    """A département or a region by its name, the longest: « Loire-Atlantique », « gwada »."""
    if t.mots[i] not in t.index.debuts_de_zones or t.dans_un_compose(i):
        return None
    if i and t.mots[i - 1] in ("sur", "sous"):  # « Romans sur Isère »
        return None
    for fin in range(min(len(t.mots), i + 6), i, -1):
        cle = " ".join(t.mots[i:fin])
        if cle in t.index.zones and t.d_un_trait(i, fin):
            if fin < len(t.mots) and t.entre(fin) == "-":
                continue
            return Precision(i, i, fin, t.index.communes_de(cle)) if _propre(t, i, fin) else None
    return None


def _propre(t: Texte, i: int, fin: int) -> bool:
    """« la somme de » names no département, « dans la Somme » and « somme » alone do."""
    if fin - i > 1 or t.mots[i] not in AUTOUR["zones_ordinaires"] or t.capitale(i) or t.reponse:
        return True
    avant = t.mots[max(0, i - 2) : i]
    return bool({"dans", "ds", "dan", "departement"} & set(avant)) or t.entre(i).endswith("(")


def _etendue(t: Texte, p: Precision) -> Precision:
    """With the small words that lead to it: « dans le », « pas celle du »."""
    debut = p.debut
    while debut and t.mots[debut - 1] in AUTOUR["amene"] and t.colle(debut):
        debut -= 1
    annoncee = any(m in AUTOUR["annonce"] for m in t.mots[debut : p.coeur]) or t.entre(
        p.coeur
    ).endswith("(")
    niee = debut > 0 and _nie(t, debut)
    return Precision(debut, p.coeur, p.fin, p.codes, p.postal, annoncee, niee, p.sure)


def _nie(t: Texte, debut: int) -> bool:
    """« pas le Gers », « et non celle du Rhône », but not « non, 73300 »."""
    avant = t.mots[debut - 1]
    if not t.colle(debut):
        return False
    return avant in AUTOUR["negations"] or (
        avant == "non" and debut > 1 and t.mots[debut - 2] in ("et", "mais")
    )


def attachees(t: Texte, toutes: list[Precision], i: int, j: int) -> list[Precision]:
    """Those said beside the name from `i` to `j`: after it first, then before it."""
    apres = [p for p in toutes if p.debut >= j and not p.niee and _relie(t, j, p.debut, p)]
    avant = [p for p in toutes if p.fin <= i and not p.niee and _relie(t, p.fin, i, p)]
    return apres[:1] + [p for p in avant if not (not p.sure and p.fin < i)][-1:]


def _relie(t: Texte, debut: int, fin: int, p: Precision) -> bool:
    """Whether only small words are between a name and `p`; a bare number must touch it."""
    if fin - debut > _ENTRE_MAX or not all(m in _ENTRE_DEUX for m in t.mots[debut:fin]):
        return False
    if not p.sure and not p.annoncee and not p.postal:
        return debut == fin and re.fullmatch(r"[ ,(\[-]{1,3}", t.entre(fin)) is not None
    return meme_phrase(t, p, debut, debut) if p.debut >= fin else meme_phrase(t, p, fin, fin)


def lointaines(toutes: list[Precision], i: int, j: int) -> list[Precision]:
    """Those that may be said of any name of the text, the nearest first."""
    hors = [p for p in toutes if (p.fin <= i or p.debut >= j) and not p.niee]
    surs = [p for p in hors if p.annoncee or (p.sure and (p.postal or _dite(p)))]
    return sorted(surs, key=lambda p: max(i - p.fin, p.debut - j))[:3]


def _dite(p: Precision) -> bool:
    """Whether it can only be a place: of several words, or led to by more than « de »."""
    return p.fin - p.coeur > 1 or p.coeur - p.debut > 1


def meme_phrase(t: Texte, p: Precision, i: int, j: int) -> bool:
    """Whether `p` and the name from `i` to `j` are of one sentence."""
    debut, fin = (j, p.debut) if p.debut >= j else (p.fin, i)
    return not any(re.search(r"[.!?;\n]", t.entre(k)) for k in range(debut, fin + 1))


def niees(toutes: list[Precision]) -> frozenset[str]:
    """The communes of the places that are said not to be it."""
    return frozenset().union(*(p.codes for p in toutes if p.niee))
