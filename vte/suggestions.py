"""What is proposed while one types a place: communes, each with the reason why it is there.

A commune whose name does not show what was typed says why, or is not proposed: a list in which
nobody sees what they wrote looks wrong.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import sqlalchemy as sa

from vte.mots import ESPACE
from vte.reglages import BASE_URL
from vte.territoires import Recherche, Resultat
from vte.territoires.connection import transaction
from vte.territoires.groupes import EPCI
from vte.territoires.levels import ABREGE, DOMINATION, EXACT
from vte.territoires.misspelt import BOURG
from vte.territoires.models import Nom
from vte.territoires.noms import cle, sans_article
from vte.texte import aplatir

LIMITE = 8
DEVANT = 3  # of the towns that come before a village of exactly this name
_CANDIDATES = 4 * LIMITE  # of which some are left out, and others come first
_CODE = re.compile(r"\b\d{5}\b")
_MOTS = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Suggestion:
    """`pourquoi`: why it is there, where its name does not show what was typed."""

    commune: Resultat
    pourquoi: str | None = None


def suggerer(recherche: Recherche, texte: str) -> list[Suggestion]:
    """The communes that `texte` begins to name, the best first, then what else is found by it.

    Error: BaseAbsente.
    """
    saisie = _Saisie(recherche, texte)
    trouvees = recherche.suggestions(texte, _CANDIDATES)
    gardees = [s for s in map(saisie.expliquer, trouvees) if s is not None]
    if saisie.abregee:  # « St » is no more « Le Saint » than another: none is the exact one
        gardees.sort(key=lambda s: (-min(round(s.commune.score, 1), ABREGE), -s.commune.population))
    devant = saisie.plus_connues(gardees)
    return [*devant, *(s for s in gardees if s not in devant)][:LIMITE]


class _Saisie:
    """What was typed: `cle`, in the form in which two spellings meet; `mots`, as they were."""

    def __init__(self, recherche: Recherche, texte: str) -> None:
        self._recherche, self._texte = recherche, texte
        self._cle, self._mots = cle(texte), _plat(sans_article(texte))
        self._tous = _plat(texte)

    @property
    def abregee(self) -> bool:
        """« St Et »: what was typed stands for longer words."""
        return self._cle != self._mots and not any(c.isdigit() for c in self._mots)

    def expliquer(self, commune: Resultat) -> Suggestion | None:
        """The commune with the reason why it is there; None where there is none to be told."""
        if self._se_voit(commune.nom):
            return Suggestion(replace(commune, ancien_nom=None))
        if self._commence(commune.nom):
            pourquoi = f"{commune.nom}, par son abréviation" if self.abregee else None
            return Suggestion(replace(commune, ancien_nom=None), pourquoi)
        raison = self._ancienne(commune) or self._code(commune) or self._usuel(commune)
        raison = raison or self._groupe(commune) or self._proche(commune)
        return Suggestion(commune, raison) if raison else None

    def plus_connues(self, gardees: Sequence[Suggestion]) -> list[Suggestion]:
        """A few towns that are better known by this short name than the villages that bear it."""
        portent = [s.commune.population for s in gardees if s.commune.score == EXACT]
        seuil = max(BOURG, DOMINATION * max(portent, default=0))
        connues = [
            s
            for s in gardees
            if s.commune.population >= seuil and self._abrege(s.commune) and portent
        ]
        return sorted(connues, key=lambda s: -s.commune.population)[:DEVANT]

    def _abrege(self, commune: Resultat) -> bool:
        """Whether the name begins with the words that were typed, and has others."""
        return bool(self._mots) and _plat(sans_article(commune.nom)).startswith(f"{self._mots} ")

    def _se_voit(self, nom: str) -> bool:
        """Whether what was typed is seen in the name, or the name in it: « Lyon 3e »."""
        plat = _plat(nom)
        return f" {self._mots}" in f" {plat}" or f" {plat} " in f" {self._tous} "

    def _commence(self, nom: str) -> bool:
        return bool(self._cle) and cle(nom).startswith(self._cle)

    def _ancienne(self, commune: Resultat) -> str | None:
        return f"ancienne commune {commune.ancien_nom}" if commune.ancien_nom else None

    def _code(self, commune: Resultat) -> str | None:
        code = next(iter(_CODE.findall(self._texte)), None)
        if code is None:
            return None
        if code in commune.codes_postaux:
            return f"code postal {code}"
        # Of an arrondissement, of a CEDEX, or a guess from its first figures: not stated as either.
        return f"code Insee {code}" if code == commune.code else f"d'après le code {code}"

    def _usuel(self, commune: Resultat) -> str | None:
        """« pour Paris La Défense »: Puteaux."""
        noms = _usuels(BASE_URL.lire()).get(commune.code, ())
        trouve = next((nom for nom in noms if self._commence(nom) or self._se_voit(nom)), None)
        return f"pour {trouve}" if trouve else None

    def _groupe(self, commune: Resultat) -> str | None:
        groupe = self._recherche.chercher(self._texte).groupe
        if groupe is None or commune.code not in groupe.communes:
            return None
        quoi = "de l'intercommunalité" if groupe.nature == EPCI else "du Territoire d'industrie"
        return f"{quoi} «{ESPACE}{groupe.nom}{ESPACE}»"

    def _proche(self, commune: Resultat) -> str | None:
        """A name that is about so (Recherche.approchees scores it below the beginning of one)."""
        return "orthographe proche" if commune.score < ABREGE else None


def _plat(texte: str) -> str:
    return " ".join(_MOTS.findall(aplatir(texte)))


@lru_cache(maxsize=4)
def _usuels(url: str) -> Mapping[str, Sequence[str]]:
    """The names that people use, as they are written, by the code of their commune; a hundred."""
    noms: dict[str, list[str]] = defaultdict(list)
    with transaction(url) as lien:
        usuels = sa.select(Nom.commune, Nom.nom).where(Nom.nature == "usuelle")
        for commune, nom in lien.execute(usuels):
            noms[commune].append(nom)
    return noms
