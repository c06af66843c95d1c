"""The check of growth finds what it is for, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from tests.growth import grows_like_its_square


def once(text: str) -> int:
    return sum(ord(letter) for letter in text * 40)


def each_with_each(text: str) -> int:
    return sum(one == other for one in text for other in text)


def test_work_in_proportion_to_the_text_is_let_pass():
    assert not grows_like_its_square(once, "ab ", 2000)


def is_found(read: Callable[[str], object]) -> bool:
    """In one look of three: a try that was disturbed is taken for one in proportion."""
    return any(grows_like_its_square(read, "ab ", 2400) for _ in range(3))


def test_work_that_compares_each_letter_with_each_is_found():
    assert is_found(each_with_each)


def test_it_is_found_also_where_what_was_read_is_remembered():
    assert is_found(cache(each_with_each))
