"""What a platform was sent, against the answers that the journal keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bench.fautes.ledger import Count, kept_answers, person, reading
from bench.fautes.run import Run
from bot.channels.messengers.common.details import short


def count(database: str, secret: str, run: Run, received: Mapping[str, list[str]]) -> Count:
    """`received`: the texts that each address was sent, in order."""
    with reading(database) as link:
        _, answers = kept_answers(link)
    found = Count()
    for session in run.sessions:
        given = answers.get(person(session, secret), [])
        expected = [m["text"].strip() for one in given for m in short(one["messages"])]
        found += compare(expected, received.get(session.address, []))
    return found


def compare(expected: Sequence[str], received: Sequence[str]) -> Count:
    """`again`: parts that were sent twice in a row, once by who was killed before it was noted
    (sending is at least once: docs/decisions/0011); any other repetition is doubled.
    """
    place = doubled = again = disordered = 0
    for text in received:
        if place < len(expected) and text == expected[place]:
            place += 1
        elif place and text == expected[place - 1]:
            again += 1
        elif text in expected[:place]:
            doubled += 1
        else:
            disordered = 1
    return Count(len(expected) - place, doubled, disordered, 0, again)
