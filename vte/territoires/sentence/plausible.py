"""Whether the words of a name can be a place where they stand.

« à Sens », « la mure », « Ambert, 45 salariés », but not « un non-sens », « 12 ponts », « dans la
Meuse » nor « Montréal, Québec ».
"""

from __future__ import annotations

from functools import cached_property

from vte.territoires import lexique
from vte.territoires.noms import ARTICLES, cle_de
from vte.territoires.sentence.narrowing import Precision, attachees, lointaines
from vte.territoires.sentence.words import DE, Texte, a_double_sens, courants, propres

EXACT = "exact"
_BOURG, _VILLE, _GRANDE_VILLE = 2000, 5000, 20_000  # people


class Nom:
    """The words from `i` to `j` of a text, as a name; `exact`: the base knows exactly this one."""

    def __init__(self, t: Texte, toutes: list[Precision], i: int, j: int, exact: bool) -> None:
        self.t, self.toutes, self.i, self.j, self.exact = t, toutes, i, j, exact
        self.cle = cle_de(t.mots[i:j])
        self.siens = propres(t.mots[i:j]) or t.mots[i:j]
        self.capitale = t.capitale(j - 1)
        # « à la montagne »: the article before the name is said of it, whether it has one or not.
        debut = i - 1 if i and t.mots[i - 1] in ARTICLES and t.colle(i) else i
        self.preposition = t.preposition(debut)
        self.article = t.article_dit(i, j)
        self.noms = t.index.noms(self.cle)

    @cached_property
    def courant(self) -> bool:
        return courants(self.siens)

    @cached_property
    def a_double_sens(self) -> bool:
        return a_double_sens(self.siens)

    @cached_property
    def population(self) -> int:
        return max((self.t.index.population(n.code) for n in self.noms), default=0)

    @cached_property
    def precise(self) -> bool:
        """Whether what is said beside it allows a commune of this name, whole or shortened."""
        dites = attachees(self.t, self.toutes, self.i, self.j)
        if not dites:
            return False
        cles = (self.cle, *self.t.index.commencant_par(f"{self.cle} "))
        codes = {n.code for c in cles for n in self.t.index.noms(c)}
        return any(codes & p.codes for p in dites)

    @property
    def precise_de_loin(self) -> bool:
        codes = {n.code for n in self.noms}
        return any(codes & p.codes for p in lointaines(self.toutes, self.i, self.j))

    @cached_property
    def article_juste(self) -> bool:
        """« à la campagne » does not name Campagne, which has none; « au Mans » is Le Mans."""
        return any(n.article == self.article for n in self.noms)

    @property
    def etranger(self) -> bool:
        """« Montréal », that is also a village; « Valence, Espagne »."""
        suite = self.t.mots[self.j : self.j + 2]
        if any(m in lexique.pays_etrangers() for m in suite):
            return True
        return self.population < _VILLE and self.cle in lexique.lieux_etrangers()


def plausible(t: Texte, toutes: list[Precision], i: int, j: int, exact: bool, abrege: bool) -> bool:
    """Whether the words from `i` to `j` can be a place; `abrege`: they begin a longer name."""
    nom = Nom(t, toutes, i, j, exact)
    if _zone_dite(nom) or (nom.etranger and not nom.precise):
        return False
    if _ouvre_une_tournure(nom):
        return False
    if t.presque_seul(i, j):
        return _repond(nom)
    if t.dans_un_compose(i) or (t.apres_un_nombre(i) and not nom.precise):
        return False
    if nom.courant:
        return exact and _mot_courant(nom)
    if len(nom.siens) > 1:
        return True
    if abrege:
        return nom.precise or _amene(nom)
    if nom.a_double_sens and not nom.capitale:
        return nom.precise or _propre(nom) or _attendu(nom)
    return nom.precise or nom.preposition is not None or not _prenom(nom)


def _zone_dite(nom: Nom) -> bool:
    """« dans la Meuse », « Deux-Sèvres »: a département, or a part of its name."""
    return any(_est_zone(nom, p) for p in nom.toutes if p.coeur < nom.j and nom.i < p.fin)


def _est_zone(nom: Nom, p: Precision) -> bool:
    mots = nom.t.mots
    debut = nom.i + (mots[nom.i] in ARTICLES and nom.j - nom.i > 1)
    if (debut, nom.j) != (p.coeur, p.fin):  # « Pont-d'Ain » is a name; in Deux-Sèvres, Sèvres none
        return not (debut <= p.coeur and p.fin <= nom.j)
    if p.annoncee or any(m in ARTICLES for m in mots[p.debut : p.coeur]) or nom.i < debut:
        return True
    return nom.preposition is None and nom.population < _VILLE


def _ouvre_une_tournure(nom: Nom) -> bool:
    """« Tours de magie », « tours de passe-passe »."""
    suivi = nom.j < len(nom.t.mots) and nom.t.mots[nom.j] in DE and nom.t.colle(nom.j)
    return (
        suivi
        and nom.a_double_sens
        and not nom.precise
        and nom.preposition is None
        and (nom.t.debute(nom.i) or not nom.capitale)
    )


def _repond(nom: Nom) -> bool:
    """Whether it answers « dans quelle commune ? »: even an everyday word may, alone."""
    if not nom.courant or nom.precise:
        return True
    if nom.article and not nom.article_juste:
        return False
    if not nom.capitale and not lexique.AUTOUR["vagues"].isdisjoint(nom.t.mots):
        return False
    if nom.preposition in (None, "est", ":"):
        return True
    if nom.preposition not in ("a", "au", "aux"):
        return False
    return nom.capitale or nom.article is None or nom.population >= _GRANDE_VILLE


def _mot_courant(nom: Nom) -> bool:
    """An everyday word names a commune after « à », with its article, or as a proper noun."""
    if not nom.article_juste:
        return False
    t, i, plusieurs = nom.t, nom.i, nom.j - nom.i > 1
    if nom.precise or (len(nom.siens) > 1 and nom.preposition and nom.population >= _BOURG):
        return True
    if nom.capitale and not t.debute(i):
        return (plusieurs and t.capitale(i)) or t.attendu(i) or nom.preposition in DE
    if nom.capitale:  # « Port, 45 salariés »
        return t.entre(nom.j)[:1] in ",:(" and nom.population >= _VILLE
    if nom.preposition not in ("a", "au", "aux") or not t.attendu(i):
        return False
    assez = _GRANDE_VILLE if nom.article else _BOURG
    return nom.population >= assez or nom.precise_de_loin


def _propre(nom: Nom) -> bool:
    """« la mure »: with the article that the name has."""
    return nom.j - nom.i > 1 and nom.t.mots[nom.i] in ARTICLES and nom.article_juste


def _attendu(nom: Nom) -> bool:
    if nom.article and not nom.article_juste:
        return False
    if nom.t.attendu(nom.i) or nom.t.chez_qui_est(nom.i):
        return True
    return nom.preposition == "de" and nom.population >= _GRANDE_VILLE


def _amene(nom: Nom) -> bool:
    """Whether something leads to a shortened name, or a capital says that it is one."""
    if nom.capitale and not nom.t.debute(nom.i):
        return True
    return nom.preposition is not None and (nom.t.attendu(nom.i) or not nom.a_double_sens)


def _prenom(nom: Nom) -> bool:
    """« Bernard m'a dit »: a village whose name is rather a person's."""
    return nom.a_double_sens and nom.population < _VILLE
