"""Which communes the words of a name say, with what the text says to narrow them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vte.territoires import levels, query
from vte.territoires.index import Index
from vte.territoires.levels import Trouves
from vte.territoires.misspelt import approcher
from vte.territoires.noms import article as article_de
from vte.territoires.noms import cle_de, sans_article
from vte.territoires.query import Lecture
from vte.territoires.results import Resultat, Trouvaille
from vte.territoires.sentence.narrowing import (
    Precision,
    attachees,
    lointaines,
    meme_phrase,
    niees,
)
from vte.territoires.sentence.words import Texte

_PLUS_GRANDE = 5  # times the people
Niveau = Callable[[Index, Lecture], Trouves]
_NIVEAUX: tuple[Niveau, ...] = (levels.exactes, levels.laches, levels.abregees)


@dataclass(frozen=True)
class Resolution:
    """What was found, and what narrowed it, if something did."""

    trouvaille: Trouvaille
    par: Precision | None = None


def resoudre(t: Texte, toutes: list[Precision], i: int, j: int) -> Resolution | None:
    """The communes of the well-written name from `i` to `j`; None when there are none."""
    nom = _nom(t, i, j)
    for p in attachees(t, toutes, i, j):
        if trouves := _dans(t, nom, p, _NIVEAUX):
            suite = _ou_bien(t, toutes, nom, p)
            return Resolution(_sans(t, trouves + suite, toutes), p)
    for p in lointaines(toutes, i, j):
        if trouves := _dans(t, nom, p, _NIVEAUX if meme_phrase(t, p, i, j) else _NIVEAUX[:2]):
            suite = _ou_bien(t, toutes, nom, p)
            return Resolution(_sans(t, trouves + suite, toutes), p)
    trouvee = t.base.nom_seul(nom)
    trouvee = _du_meme_article(trouvee, t.article_dit(i, j))
    if trouvee.ambigu and t.accentue:
        trouvee = _des_memes_accents(trouvee, t.ecrit(i, j))
    return Resolution(_nie(trouvee, niees(toutes))) if trouvee.resultats else None


def _du_meme_article(trouvee: Trouvaille, dit: str | None) -> Trouvaille:
    """« à Crest » is not Le Crest, « la Seyne » not Seyne: unless that one is about as large."""
    bons = tuple(r for r in trouvee.resultats if article_de(r.nom) == dit)
    if not bons or len(bons) == len(trouvee.resultats):
        return trouvee
    autres = max(r.population for r in trouvee.resultats if r not in bons)
    if max(r.population for r in bons) < _PLUS_GRANDE * autres:
        return trouvee
    return Trouvaille(bons, len(bons) > 1)


def _des_memes_accents(trouvee: Trouvaille, ecrit: str) -> Trouvaille:
    """« Vire », from one who writes accents, is not Viré: unless that one is as large."""
    memes = tuple(r for r in trouvee.resultats if _ecrit_ainsi(r.ancien_nom or r.nom, ecrit))
    if not memes or len(memes) == len(trouvee.resultats):
        return trouvee
    if max(memes, key=_population) != max(trouvee.resultats, key=_population):
        return trouvee
    return Trouvaille(memes, len(memes) > 1)


def _ecrit_ainsi(nom: str, ecrit: str) -> bool:
    """Whether `nom` begins as it is written, accents included."""
    plat, lu = (re.sub(r"[\W_]+", " ", sans_article(x).casefold()) for x in (nom, ecrit))
    return plat.startswith(lu)


def _population(resultat: Resultat) -> int:
    return resultat.population


def _nom(t: Texte, i: int, j: int) -> tuple[str, ...]:
    """With the article that a contraction holds: « au Mans » is Le Mans, « du Creusot »."""
    article = t.article_dit(i, j)
    mots = tuple(t.mots[i:j])
    if article is None or mots[0] == article:
        return mots
    noms = t.index.noms(cle_de(mots))
    return (article, *mots) if any(n.article == article for n in noms) else mots


def _dans(t: Texte, nom: tuple[str, ...], p: Precision, niveaux: Sequence[Niveau]) -> Trouves:
    permises = [p.codes] if p.codes else []
    if p.postal:
        permises.append(query.departements_d_un_code(t.index, p.postal))
    for codes in permises:
        for niveau in niveaux:
            if trouves := niveau(t.index, Lecture(nom, codes, p.postal)):
                return trouves
    return []


def _ou_bien(t: Texte, toutes: list[Precision], nom: tuple[str, ...], p: Precision) -> Trouves:
    """« Bas-Rhin ou Vosges »: the communes of the other one too."""
    for autre in toutes:
        if autre.debut == p.fin + 1 and t.mots[p.fin] == "ou":
            return _dans(t, nom, autre, _NIVEAUX[:1])
    return []


def _sans(t: Texte, trouves: Trouves, toutes: list[Precision]) -> Trouvaille:
    return _nie(t.base.classer(trouves), niees(toutes))


def _nie(trouvee: Trouvaille, exclues: frozenset[str]) -> Trouvaille:
    """Without the communes said not to be it, unless nothing else is left."""
    restent = tuple(r for r in trouvee.resultats if r.code not in exclues)
    if not exclues or not restent or len(restent) == len(trouvee.resultats):
        return trouvee
    return Trouvaille(restent, len(restent) > 1, trouvee.groupe)


def approcher_ici(
    t: Texte, toutes: list[Precision], i: int, j: int
) -> tuple[Trouves, Precision | None]:
    """The communes whose name is about like the words from `i` to `j`, with their prices."""
    nom, ecrit = t.mots[i:j], sans_article(t.ecrit(i, j))
    for p in (*attachees(t, toutes, i, j), *lointaines(toutes, i, j)):
        if p.codes and (trouves := approcher(t.index, nom, p.codes, ecrit)):
            return trouves, p
    return approcher(t.index, nom, None, ecrit), None
