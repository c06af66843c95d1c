"""The reading of a message, beside its masked text: each fact at the place of its words now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from vte.donnees_personnelles.masque import Masque
from vte.lecture import Lecture, Mention


def deplacee(ecrite: Mapping[str, Any], masque: Masque) -> dict[str, Any]:
    """The same reading, without what was read in masked words, of the text of `masque`.

    `ecrite`: as `Lecture.en_json` writes it; {} for what it did not write, and where nothing of
    the text is left.
    """
    try:
        lecture = Lecture.depuis_json(ecrite)
    except (LookupError, TypeError, ValueError, AttributeError):
        return {}
    return {} if masque.entier else _deplacer(lecture, masque).en_json()


def _deplacer(lecture: Lecture, masque: Masque) -> Lecture:
    place = masque.place(*lecture.place) if lecture.place else None
    cache = lecture.place is not None and place is None
    evoque = _mentions([lecture.evoque] if lecture.evoque else [], masque)
    return replace(
        lecture,
        mentions=_mentions(lecture.mentions, masque),
        doutes=_mentions(lecture.doutes, masque),
        supposes=_mentions(lecture.supposes, masque),
        lieu=None if cache else lecture.lieu,
        place=place,
        evoque=evoque[0] if evoque else None,
    )


def _mentions(mentions: Sequence[Mention], masque: Masque) -> tuple[Mention, ...]:
    places = [(m, masque.place(m.debut, m.fin)) for m in mentions]
    return tuple(replace(m, debut=p[0], fin=p[1]) for m, p in places if p)
