"""Between which two topics a question lies, when the likeliest is not clearly ahead.

A wrong answer is worse than a question: two that are close are both offered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vte.comprehension.sujets import A_SUJETS

REPLI = "nlu_fallback"

CLAIR = 0.5  # probability from which the first topic is answered at once
ECART = 2.0  # or from so many times the second's
ENSEMBLE = 0.45  # what both must have together to be worth offering


ASSEZ = 0.35  # below, a topic by itself is a guess: one is asked to say it otherwise


def des_reponses(selecteur: Mapping[str, Any]) -> list[tuple[str, float]]:
    """The topics of what Rasa's response selector wrote, the likeliest first, with how likely."""
    notes = [
        (note["intent_response_key"], float(note["confidence"]))
        for intent in A_SUJETS
        for note in (selecteur.get(intent) or {}).get("ranking") or []
    ]
    return sorted(notes, key=lambda note: -note[1])


def trancher(intent: str, classement: Sequence[tuple[str, float]]) -> tuple[str, tuple[str, ...]]:
    """(the intent, two topics to choose between or none), of what the model took a message for.

    A question of which no topic is likely is not understood. `classement`: as above.
    """
    if intent not in A_SUJETS:
        return intent, ()
    return (intent, hesitation(classement)) if assez_sur(classement) else (REPLI, ())


def assez_sur(classement: Sequence[tuple[str, float]]) -> bool:
    """Whether the first topic is likely enough to be answered, or offered with the second.

    `classement`: topics with their probabilities, the likeliest first; none are known of a button.
    """
    return not classement or classement[0][1] >= ASSEZ or bool(hesitation(classement))


def hesitation(classement: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    """The two topics to choose between, or ().

    `classement`: topics with their probabilities, the likeliest first.
    """
    if len(classement) < 2:
        return ()
    (premier, p), (second, q) = classement[:2]
    proches = p < CLAIR and p < ECART * q
    return (premier, second) if proches and p + q >= ENSEMBLE else ()
