"""Whether the words at one place of a sentence name a commune there."""

from __future__ import annotations

from collections.abc import Sequence

from vte.territoires import query
from vte.territoires.lexique import mots_courants
from vte.territoires.noms import ARTICLES, cle_de
from vte.territoires.sentence import context
from vte.territoires.sentence.precision import apres
from vte.territoires.sentence.text import Texte

_CONNUE = 5000  # people: « Orange je pense » is a town


def est_un_lieu(t: Texte, i: int, j: int) -> bool:
    """Whether the tokens from `i` to `j` name a commune."""
    morceau = t.mots(i, j)
    simple = cle_de(morceau)
    if len(simple) < 2 or simple.isdigit() or not t.index.connait(simple):
        return False
    debut, fin = t.jetons[i].debut, t.jetons[j - 1].fin
    avant = t.avant(debut)
    if _nie(t, debut, fin, avant) or _autre_article(t, morceau, simple, avant):
        return False
    if context.DANS.search(avant) and simple in t.index.zones:  # « dans la Loire » is not Loiré
        return False
    if simple in mots_courants():
        return _courant_attendu(t, len(morceau) > 1, debut, fin, avant)
    if i and _dans_le_code(t, i - 1, simple):  # « 46100 Figeac »
        return True
    return _attendu(t, simple, debut, fin, avant) or (
        t.question and i == 0 and any(True for _ in apres(t, j))
    )


def _nie(t: Texte, debut: int, fin: int, avant: str) -> bool:
    """Whether it is masked, a school's, a person's or a street's name, or said not to be it."""
    return (
        "\x00" in t.plat[debut:fin]
        or t.etudes(debut)
        or bool(context.HONORIFIQUE.search(avant) or context.NEGATION.search(avant))
    )


def _dans_le_code(t: Texte, place: int, simple: str) -> bool:
    """Whether this word is a postal code of a commune of this name."""
    code = t.jetons[place].mot
    return bool(codes.CODE.fullmatch(code)) and any(
        n.code in t.index.du_code_postal(code) for n in t.index.noms(simple)
    )


def _autre_article(t: Texte, morceau: Sequence[str], simple: str, avant: str) -> bool:
    """« à la campagne » does not name Campagne, which has no article; « au Mans » is Le Mans."""
    contracte = context.CONTRACTION.search(avant)
    if contracte:
        dit = context.ARTICLE_DE[contracte.group(1)]
    elif len(morceau) > 1 and morceau[0] in ARTICLES:
        dit = morceau[0]
    else:
        return False
    if any(n.article == dit for n in t.index.noms(simple)):
        return False
    return contracte is not None or " " not in simple


def _attendu(t: Texte, simple: str, debut: int, fin: int, avant: str) -> bool:
    """Whether a place's name is expected here."""
    capitale = t.capitale(debut)
    if context.LIEU.search(avant) or _de_la_liste(t, simple, debut, fin, avant):
        return True
    if t.question or t.seul(debut, fin):
        return _repond(t, debut, fin)
    if debut == 0:  # « Oyonnax, 45 salariés »: the capital says nothing, what follows does
        return capitale and len(simple) > 3 and bool(context.APRES_LIEU.match(t.plat[fin:]))
    return (
        capitale
        and bool(context.LIEU_FAIBLE.search(avant))
        and not context.FIN_DE_PHRASE.search(avant)
    )


def _de_la_liste(t: Texte, simple: str, debut: int, fin: int, avant: str) -> bool:
    """« est-ce que Figeac fait partie de la liste ? »"""
    return (
        len(simple) > 3
        and t.capitale(debut)
        and bool(context.QUE.search(avant))
        and bool(context.EST_DE_LA_LISTE.match(t.plat[fin:]))
    )


def _repond(t: Texte, debut: int, fin: int) -> bool:
    """Whether a name answers the question: alone, a proper noun, or with nothing of weight."""
    if t.seul(debut, fin) or (t.capitale(debut) and debut > 0):
        return True
    if context.REMPLISSAGE.sub("", t.plat[:debut]):
        return False
    return bool(context.APRES_REPONSE.match(t.plat[fin:])) or t.rien_de_plus(fin)


def _courant_attendu(t: Texte, avec_article: bool, debut: int, fin: int, avant: str) -> bool:
    """An everyday word names a commune only when it was asked for, and said as a proper noun."""
    seul = t.seul(debut, fin)
    if not t.question or not (seul or t.capitale(debut)):
        return False
    if debut == 0:
        suite = bool(context.APRES_REPONSE.match(t.plat[fin:]))
        return seul or (suite and (avec_article or _grande(t, fin)))
    return bool(context.LIEU_D_UN_MOT_COURANT.search(avant)) or (
        avec_article and bool(context.LIEU.search(avant))
    )


def _grande(t: Texte, fin: int) -> bool:
    """Whether the words up to `fin` name a known town."""
    noms = t.index.noms(cle_de(j.mot for j in t.jetons if j.fin <= fin))
    return any(t.index.population(n.code) >= _CONNUE for n in noms)
