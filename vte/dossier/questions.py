"""The questions of a dossier: in which order, what answers them, how many are left."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from vte.dossier.cle import CANDIDAT, ENTREPRISE
from vte.dossier.dossier import LES_CLES, Dossier


def ordre_des_questions(profil: str | None) -> tuple[str, ...]:
    """The keys that are asked for, in the order for this audience; unknown, it is a company's."""
    return _ordre(CANDIDAT if profil == CANDIDAT else ENTREPRISE)


@lru_cache(maxsize=2)
def _ordre(audience: str) -> tuple[str, ...]:
    rangs = {c.nom: c.ordre[audience] for c in LES_CLES.values() if c.ordre is not None}
    return tuple(sorted(rangs, key=rangs.__getitem__))


def questions_repondues(nom: str) -> tuple[str, ...]:
    """The keys that need no question once `nom` is known: « une PME » answers for the headcount."""
    return tuple(c.nom for c in LES_CLES.values() if nom in c.repondue_par)


def question_de(nom: str) -> str | None:
    """The key to ask for so that the fact `nom` is said again; None: there is no such question."""
    return next((c for c in questions_repondues(nom) if LES_CLES[c].demandee), None)


def progression(dossier: Dossier, passees: Collection[str]) -> dict[str, int]:
    """`{"answered", "total"}` of the questions that this dossier calls for.

    `passees`: keys to which « je ne sais pas » was the answer.
    """
    connues = {*dossier.en_json(), *passees}
    comptees = [c for c in LES_CLES.values() if c.comptee(dossier)]
    repondues = [c for c in comptees if not connues.isdisjoint(c.repondue_par)]
    return {"answered": len(repondues), "total": len(comptees)}
