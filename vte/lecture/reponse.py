"""An answer that is read as another key's: the day of signing as the first day of the contract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vte.dossier import LES_CLES
from vte.lecture.lecture import Lecture
from vte.lecture.mention import Mention


def lue_comme(question: str) -> str | None:
    """The key as whose value an answer to `question` is read; None: as its own."""
    return LES_CLES[question].lue_comme if question in LES_CLES else None


def comme_reponse(lue: Lecture, question: str) -> Lecture:
    """The reading of an answer to `question`, that was read as one of its `lue_comme`."""
    comme = lue_comme(question)

    def renommees(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        return tuple(replace(m, cle=question) if m.cle == comme else m for m in mentions)

    return replace(
        lue,
        mentions=renommees(lue.mentions),
        doutes=renommees(lue.doutes),
        supposes=renommees(lue.supposes),
        question=question,
        derniere=question if lue.derniere == comme else lue.derniere,
    )
