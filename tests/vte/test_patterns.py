"""No pattern of the domain can be made slow by what is typed: one message would stop everybody.

Every compiled pattern of every module is tried, with the longest text that a channel takes.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

import vte
from bot.channels.shared.message import TEXT_MAX

LIMIT = 0.25  # seconds for one pattern and one text; most take microseconds
TOO_LONG = 3  # seconds after which it is not waited for
PIECES = [
    *(
        "0",
        "a",
        " ",
        "\n",
        "-",
        ".",
        ",",
        "'",
        "(",
        "é",
        "\u2215",
        "@",
        "+",
        "de ",
        "un an ",
        "a.b",
    ),
    *("a ", "1 ", "0 0", "01/", "12 000 ", "et un ", "pas ", "le 1 ", "a@", ". a", "a'", "si on "),
]
TEXTS = [(p * TEXT_MAX)[:TEXT_MAX] for p in PIECES]
TEXTS += [f"/restart {'0' * 900} CDD", f"{'a' * 450} {'a' * 450} !", f"({'x ' * 450})é"]


def patterns() -> dict[str, re.Pattern[str]]:
    """Where each stands -> the pattern."""
    found: dict[str, re.Pattern[str]] = {}
    for module in pkgutil.walk_packages(vte.__path__, "vte."):
        if ".migrations" in module.name or module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for place, pattern in within(value):
                found[f"{module.name}.{name}{place}"] = pattern
    return {where: pattern for where, pattern in found.items() if isinstance(pattern.pattern, str)}


def within(value: Any, depth: int = 0) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, re.Pattern):
        yield "", value
    elif isinstance(value, Mapping) and depth < 3:
        for key, one in list(value.items()):
            yield from ((f"[{key!r}]{p}", x) for p, x in within(one, depth + 1))
    elif isinstance(value, tuple | list | frozenset) and depth < 3:
        for place, one in enumerate(value):
            yield from ((f"[{place}]{p}", x) for p, x in within(one, depth + 1))


EVERY = patterns()


class Slow(Exception):
    pass


@contextmanager
def no_longer_than(seconds: int) -> Iterator[None]:
    """`re` looks at signals while it searches."""

    def stop(*_: Any) -> None:
        raise Slow

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def taken(pattern: re.Pattern[str], text: str) -> float:
    """Seconds of the processor, of this thread alone: what else runs here is not the pattern's."""
    start = time.thread_time()
    try:
        with no_longer_than(TOO_LONG):
            for _ in pattern.finditer(text):
                pass
    except Slow:
        return float(TOO_LONG)
    return time.thread_time() - start


def slow_each_time(pattern: re.Pattern[str], text: str) -> bool:
    """A machine that pauses is slow once; a pattern that goes back on its steps, always."""
    return all(taken(pattern, text) > LIMIT for _ in range(3))


def test_the_patterns_are_found():
    assert len(EVERY) > 100
    assert "vte.comprehension.another._ANNONCE" in EVERY


@pytest.mark.parametrize("where", EVERY)
def test_no_text_makes_a_pattern_slow(where: str):
    assert [text[:20] for text in TEXTS if slow_each_time(EVERY[where], text)] == []


def test_a_pattern_that_goes_back_on_its_steps_is_seen():
    assert slow_each_time(re.compile(r"(?:a+)+b"), "a" * 60)
