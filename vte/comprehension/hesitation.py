"""Between which two topics a question lies, when the likeliest is not clearly ahead.

A wrong answer is worse than a question: two that are close are both offered.
"""

from __future__ import annotations

from collections.abc import Sequence

CLAIR = 0.5  # probability from which the first topic is answered at once
ECART = 2.0  # or from so many times the second's
ENSEMBLE = 0.45  # what both must have together to be worth offering


ASSEZ = 0.35  # below, a topic by itself is a guess: one is asked to say it otherwise


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
