"""Which turns are of another recruitment, or of a trial: what changes there contradicts nothing."""

from __future__ import annotations

from typing import Any, Protocol

# What the assistant answers when it leaves one recruitment for another, whatever intent was read.
_AUTRES = {"utter_recrutement_pris", "utter_autre_poste", "utter_recommencer"}
# What a person asks for of another recruitment, or of a trial: the fact was read as it was meant.
_INTENTIONS = {"recommencer", "autre_poste", "effacer", "garder", "comparer"}
AUTRE = "autre_recrutement"  # in a reply of the assistant: with it begins another recruitment


class LeTour(Protocol):
    """What is needed of a turn (models.Tour, records.TourLu)."""

    intention: str
    reponses: list[dict[str, Any]]


def marque(dite: str) -> dict[str, bool]:
    """What a reply of this name (« utter_… ») has besides its words."""
    return {AUTRE: True} if dite in _AUTRES else {}


def autre_recrutement(tour: LeTour) -> bool:
    """Whether another recruitment begins there. Turns of older code do not say it."""
    return any(r.get(AUTRE) for r in tour.reponses)


def autre_chose(tour: LeTour) -> bool:
    """Whether what the turn changed says nothing against what was known."""
    return tour.intention in _INTENTIONS or autre_recrutement(tour)
