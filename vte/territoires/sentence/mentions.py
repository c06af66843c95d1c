"""The places that a text names, whosever they are: names, misspelt names, codes, groups."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vte.territoires import groupes, lexique, query
from vte.territoires.misspelt import approcher
from vte.territoires.noms import ARTICLES, LIAISONS, cle_de, jetons
from vte.territoires.query import Precision
from vte.territoires.results import Trouvaille
from vte.texte import aplatir

if TYPE_CHECKING:
    from vte.territoires.search import Recherche

LONGUEUR_MAX = 1000
_SUR = frozenset(("a", "au", "aux", "sur", "vers", "pres", "commune", "ville", "cote", "secteur"))
_DE = frozenset(("de", "d", "du", "des"))
_FAIBLES = frozenset(("dans", "en", "pour", "entre", "et", "ou", "est", "chez", "depuis"))
_COLLE = re.compile(r"[\s'’\-/.]*")
_UNITE = re.compile(
    r"salari|pers|employ|mois|ans?\b|euros?|jours?|km|heures?|collab|gens|postes?|jeunes?|%|€"
)
_FINI = re.compile(r"[.!?\n;]")


@dataclass(frozen=True)
class Nomme:
    """What was named, where, by which form, and what is known of how it is written."""

    trouvaille: Trouvaille
    debut: int
    fin: int
    forme: str
    indices: tuple[str, ...] = ()


class _Texte:
    def __init__(self, base: Recherche, texte: str, question: bool) -> None:
        self.base, self.index = base, base.index
        self.texte, self.question = texte[:LONGUEUR_MAX], question
        self.plat = aplatir(self.texte)
        self.jetons = jetons(self.texte)
        self.liste = [j.mot for j in self.jetons]
        self.crie = self.texte.isupper()
        self.precisions = [p for p in query.precisions(self.index, self.liste) if self._dite(p)]
        self.court = question and len(self.liste) <= 6

    def _dite(self, p: Precision) -> bool:
        """Whether it is no count: « 45 salariés »."""
        suite = self.liste[p.fin] if p.fin < len(self.liste) else ""
        if p.postal:
            return True
        if not self.liste[p.fin - 1][:1].isdigit():
            return True
        if _UNITE.match(suite) or self.gap(p.fin)[:1] in "%€.,/":
            return self.gap(p.fin - 1).endswith("(")
        return True

    def gap(self, i: int) -> str:
        """What stands between the token before `i` and it."""
        avant = self.jetons[i - 1].fin if i else 0
        apres = self.jetons[i].debut if i < len(self.jetons) else len(self.texte)
        return self.plat[avant:apres]

    def capitale(self, i: int) -> bool:
        return not self.crie and self.texte[self.jetons[i].debut].isupper()

    def preposition(self, i: int) -> str | None:
        """The preposition just before token `i`; « au », « aux », « du » hold the article."""
        if i and _COLLE.fullmatch(self.gap(i)):
            avant = self.liste[i - 1]
            if avant in _SUR | _DE | _FAIBLES:
                return avant
        return None


def nommes(base: Recherche, texte: str, question: bool) -> list[Nomme]:
    """The places of `texte` from left to right; `question`: a commune has just been asked for."""
    t = _Texte(base, texte, question)
    trouves: list[tuple[int, int, Nomme]] = []
    libre = 0
    for i in range(len(t.jetons)):
        if i < libre:
            continue
        for lire in (_groupe, _ecrit, _mal_ecrit):
            if lu := lire(t, i):
                j, nomme = lu
                trouves.append((i, j, nomme))
                libre = j
                break
    return sorted(
        [n for _, _, n in trouves] + list(_codes(t, trouves)), key=lambda n: (n.debut, n.fin)
    )


# Well-written names


def _ecrit(t: _Texte, i: int) -> tuple[int, Nomme] | None:
    if t.liste[i] not in t.index.premiers_mots and t.liste[i] not in ARTICLES:
        return None
    for j in range(min(len(t.liste), i + t.index.longueur_max + 1), i, -1):
        if any(
            "," in t.gap(k) or _FINI.search(t.gap(k).replace(".", "", 1)) for k in range(i + 1, j)
        ):
            continue
        mots = t.liste[i:j]
        cle = cle_de(mots)
        if mots[-1] in LIAISONS or cle.isdigit() or len(cle) < 2 or not _connu(t, cle, mots):
            continue
        if not _plausible(t, i, j, cle):
            continue
        trouvaille, precise = _resoudre(t, i, j)
        if trouvaille is None:
            continue
        return j, _nomme(t, i, j, trouvaille, "nom", ["precise"] * precise)
    return None


def _connu(t: _Texte, cle: str, mots: Sequence[str]) -> bool:
    if t.index.connait(cle):
        return True
    if len(mots) > 1 and " " in cle and t.index.voisins_laches(cle):
        return True
    return len(cle) > 3 and next(t.index.commencant_par(cle + " "), None) is not None


def _plausible(t: _Texte, i: int, j: int, cle: str) -> bool:
    propres = [m for m in cle.split() if m not in LIAISONS]
    courant = all(m in lexique.mots_courants() for m in propres)
    prep = t.preposition(i)
    capitale = t.capitale(j - 1) or t.capitale(i)
    exact = t.index.connait(cle)
    pres = _precision_proche(t, i, j)
    if t.court and (len(t.liste) <= j - i + 3):
        return True
    if cle in t.index.zones and prep in ("dans", "en", "de", "du"):
        return False
    if cle in t.index.zones and t.liste[i] in ARTICLES and t.liste[i - 1] in ("dans", "en", "de"):
        return False
    if courant:
        if _autre_article(t, i, j, cle):
            return False
        return exact and (
            pres or (capitale and i > 0 and (prep in _SUR or prep == "de" or prep == "d"))
        )
    if not exact and len(propres) == 1:
        return (prep in _SUR | _DE | _FAIBLES or pres or capitale) and (
            propres[0] not in lexique.mots_frequents() or (capitale and prep in _SUR) or pres
        )
    if not capitale and len(propres) == 1 and propres[0] in lexique.mots_frequents():
        grand = max((t.index.population(n.code) for n in t.index.noms(cle)), default=0)
        return pres or prep in _SUR or (grand > 5000)
    return True


def _autre_article(t: _Texte, i: int, j: int, cle: str) -> bool:
    dit = {"au": "le", "aux": "les", "du": "le", "des": "les"}.get(t.preposition(i) or "")
    if dit is None and j - i > 1 and t.liste[i] in ARTICLES:
        dit = t.liste[i]
    if dit is None:
        return False
    return not any(n.article == dit for n in t.index.noms(cle))


def _precision_proche(t: _Texte, i: int, j: int) -> bool:
    return any(
        (p.debut == j and "." not in t.gap(j)) or (p.fin == i and p.postal is not None)
        for p in t.precisions
        if t.liste[p.fin - 1][:1].isdigit() or t.gap(p.debut).strip() == "("
    )


def _precisions_de(t: _Texte, i: int, j: int) -> list[Precision]:
    """Those that could be said of it, the nearest first."""
    hors = [p for p in t.precisions if p.fin <= i or p.debut >= j]

    def loin(p: Precision) -> int:
        return p.debut - j if p.debut >= j else i - p.fin + 1

    def amenee(p: Precision) -> bool:
        return bool(p.debut < p.fin - 1 or p.postal or p.debut == j or p.fin == i)

    return [p for p in sorted(hors, key=loin) if amenee(p)][:4]


def _resoudre(t: _Texte, i: int, j: int) -> tuple[Trouvaille | None, bool]:
    mots = t.liste[i:j]
    for p in _precisions_de(t, i, j):
        nom = t.liste[p.debut : p.fin]
        trouvee = t.base.nommer([*mots, *nom], fautes=False)
        if (
            trouvee.resultats
            and trouvee.groupe is None
            and {r.code for r in trouvee.resultats} & p.codes
        ):
            return trouvee, True
    if (article := _contracte(t, i)) and t.index.connait(cle_de(mots)):
        trouvee = t.base.nommer([article, *mots], fautes=False)
    else:
        trouvee = t.base.nommer(mots, fautes=False)
    return (trouvee, False) if trouvee.resultats and trouvee.groupe is None else (None, False)


def _contracte(t: _Texte, i: int) -> str | None:
    return {"au": "le", "aux": "les"}.get(t.preposition(i) or "")


# Misspelt names


def _mal_ecrit(t: _Texte, i: int) -> tuple[int, Nomme] | None:
    if not _place(t, i) or t.liste[i] in LIAISONS - ARTICLES:
        return None
    fin = i
    while fin < min(len(t.liste), i + 6) and (fin == i or _COLLE.fullmatch(t.gap(fin))):
        fin += 1
    for j in range(fin, i, -1):
        mots = t.liste[i:j]
        propres = [m for m in mots if m not in LIAISONS]
        if not propres or mots[-1] in LIAISONS:
            continue
        if any(len(m) < 2 or m.isdigit() for m in mots if m not in LIAISONS):
            continue
        frequents = [
            m for m in propres if m in lexique.mots_frequents() or m in lexique.mots_courants()
        ]
        if len(frequents) == len(propres):
            continue
        if len(propres) > 1 and propres[-1] in lexique.mots_courants():
            continue
        permises = next(
            (
                p.codes
                for p in _precisions_de(t, i, j)
                if p.codes and (p.debut == j or p.fin >= i - 1)
            ),
            None,
        )
        trouves = approcher(t.index, mots, permises) if permises else []
        trouves = trouves or approcher(t.index, mots)
        if trouves and trouves[0][1] <= len(propres) + 0.5:
            return j, _nomme(t, i, j, t.base._approchees(trouves), "fautes", ["fautes"])
    return None


def _place(t: _Texte, i: int) -> bool:
    """Whether a place can come here."""
    prep = t.preposition(i)
    if t.court or prep in _SUR | _DE:
        return True
    if t.capitale(i) and i and not _FINI.search(t.gap(i)):
        return True
    return any(p.fin == i or p.debut == i + 1 for p in t.precisions)


# Groups and codes


def _groupe(t: _Texte, i: int) -> tuple[int, Nomme] | None:
    if t.liste[i] in LIAISONS:
        return None
    for j in range(min(len(t.liste), i + 9), i, -1):
        morceau = t.liste[i:j]
        if morceau[-1] in LIAISONS:
            continue
        annonce = groupes.annonce(morceau)
        propre = groupes.cle_de_groupe(morceau)
        if not propre or (" " not in propre and not annonce):
            continue
        if t.index.connait(cle_de(morceau)) or lexique.est_un_autre_mot(propre.split()):
            continue
        trouvee = t.base.groupe_nomme(morceau)
        if trouvee.resultats:
            return j, _nomme(t, i, j, trouvee, "groupe", [])
    return None


def _codes(t: _Texte, trouves: Sequence[tuple[int, int, Nomme]]) -> Iterator[Nomme]:
    """The postal codes that make no name precise."""
    for p in t.precisions:
        if p.postal is None or any(
            j <= p.debut + 3 and j >= p.debut or p.fin in (i, i - 1) for i, j, _ in trouves
        ):
            continue
        k = p.fin - 1
        trouvee = t.base.nommer([t.liste[k]])
        if trouvee.resultats:
            yield _nomme(t, k, k + 1, trouvee, "code", ["code_postal"])


def _nomme(
    t: _Texte, i: int, j: int, trouvaille: Trouvaille, forme: str, indices: list[str]
) -> Nomme:
    """With the clues of its place."""
    debut = i
    if (
        j - i > 1
        and t.liste[i] in ("le", "la", "les", "l")
        and not t.capitale(i)
        and t.capitale(i + 1)
    ):
        debut = i + 1
    prep = t.preposition(i)
    dits = {
        "capitale": t.capitale(debut),
        f"preposition:{prep}": prep is not None,
        "debut": i == 0,
        "seul": j - i == len(t.liste),
        "mot_courant": all(m in lexique.mots_courants() or m in LIAISONS for m in t.liste[i:j]),
    }
    return Nomme(
        trouvaille,
        t.jetons[debut].debut,
        t.jetons[j - 1].fin,
        forme,
        (*(d for d, vrai in dits.items() if vrai), *indices),
    )
