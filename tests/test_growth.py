"""The check of growth finds what it is for, and nothing else."""

from __future__ import annotations

from functools import cache

from tests.growth import grows_like_its_square


def once(text: str) -> int:
    return sum(ord(letter) for letter in text * 40)


def each_with_each(text: str) -> int:
    return sum(one == other for one in text for other in text)


def test_work_in_proportion_to_the_text_is_let_pass():
    assert not grows_like_its_square(once, "ab ", 2000)


def test_work_that_compares_each_letter_with_each_is_found():
    assert grows_like_its_square(each_with_each, "ab ", 1200)


def test_it_is_found_also_where_what_was_read_is_remembered():
    assert grows_like_its_square(cache(each_with_each), "ab ", 1200)


def test_what_is_remembered_of_one_try_is_not_taken_for_growth_in_another():
    assert not grows_like_its_square(cache(once), "ab ", 2000)
