"""When a question lies between two topics."""

from __future__ import annotations

import pytest

from vte.comprehension.hesitation import assez_sur, hesitation


def test_a_clear_topic_is_answered():
    assert hesitation([("faq/a", 0.8), ("faq/b", 0.15)]) == ()


def test_two_close_ones_are_both_offered():
    assert hesitation([("faq/a", 0.4), ("faq/b", 0.3), ("faq/c", 0.1)]) == ("faq/a", "faq/b")


def test_the_first_is_answered_where_it_is_far_ahead_of_the_second():
    assert hesitation([("faq/a", 0.45), ("faq/b", 0.1)]) == ()


def test_two_that_are_both_unlikely_are_not_offered():
    assert hesitation([("faq/a", 0.2), ("faq/b", 0.15)]) == ()


@pytest.mark.parametrize(
    ("classement", "sur"),
    [
        ([("faq/a", 0.4), ("faq/b", 0.1)], True),
        ([("faq/a", 0.3), ("faq/b", 0.2)], True),
        ([("faq/a", 0.3), ("faq/b", 0.1)], False),
        ([], True),
    ],
    ids=["likely", "offered with the second", "a guess", "a button"],
)
def test_a_topic_that_is_a_guess_is_not_answered(classement: list[tuple[str, float]], sur: bool):
    assert assez_sur(classement) is sur


def test_one_topic_alone_leaves_no_choice():
    assert hesitation([("faq/a", 0.3)]) == ()
