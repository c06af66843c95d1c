"""Every engine there is, of ours or made by Rasa, tells nobody what it was given."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from sqlalchemy.engine import Engine

from bot.channels.messengers.common.inbox import Inbox
from bot.channels.shared.journal import Journal
from bot.tracker_store import TrackerStore
from vte import journal, suivi
from vte.demandes import Demandes
from vte.territoires.connection import engine_of

OPENERS: dict[str, Callable[[Path], object]] = {
    "the tracker's": lambda folder: TrackerStore(Domain.empty(), str(folder / "t.sqlite")),
    "the tracker's, read by others": lambda _: suivi.ouvrir(),
    "the channels' log": lambda _: Journal(),
    "the inbox": lambda _: Inbox("telegram", "here:1"),
    "the log, read by others": lambda _: journal.ouvrir(),
    "the requests": lambda _: Demandes(),
    "the territories": lambda folder: engine_of(f"sqlite:///{folder / 'b.sqlite'}"),
}


@pytest.mark.parametrize("opener", OPENERS.values(), ids=OPENERS)
def test_an_error_of_a_database_does_not_hold_what_people_said(
    opener: Callable[[Path], object], stores_elsewhere: dict[str, str], tmp_path: Path
):
    opened = opener(tmp_path)
    engine = opened if isinstance(opened, Engine) else _engine(opened)
    with engine.connect() as link, pytest.raises(sa.exc.OperationalError) as error:
        link.execute(sa.text("SELECT * FROM nothing WHERE said = :said"), {"said": "06 12 34"})
    assert "06 12 34" not in str(error.value)


def _engine(store: object) -> Engine:
    return next(value for value in vars(store).values() if isinstance(value, Engine))
