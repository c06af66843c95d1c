"""The templates that WhatsApp's buttons need: one for each set of choices.

Each is stored at Twilio once, and its id kept here.

A template holds the titles and their digests only; the words around them go with each message.
https://www.twilio.com/docs/content/twilio-quick-reply says what one is.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from bot.channels.messengers.common.digests import digest
from bot.storage.engines import shared
from vte.journal import TEMPLATES

BUTTONS_MAX = 3
TITLE_MAX, TEXT_MAX = 20, 1024  # characters of a title, and of the words above


class Templates:
    """`url`: SQLAlchemy URL, that of the journal by default."""

    def __init__(self, url: str | None = None) -> None:
        self._engine = shared(url)

    def sid(self, buttons: Sequence[dict[str, str]]) -> str | None:
        """The template of these choices, None if there is none yet."""
        with self._engine.connect() as connection:
            query = sa.select(TEMPLATES.c.sid).where(TEMPLATES.c.choix == _key(buttons))
            sid: str | None = connection.execute(query).scalar()
        return sid

    def keep(self, buttons: Sequence[dict[str, str]], sid: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(sa.delete(TEMPLATES).where(TEMPLATES.c.choix == _key(buttons)))
            connection.execute(sa.insert(TEMPLATES), [{"choix": _key(buttons), "sid": sid}])


def fit(buttons: Sequence[dict[str, str]]) -> bool:
    """Whether these choices can be buttons as they are: few, and none to be shortened."""
    return 0 < len(buttons) <= BUTTONS_MAX and all(len(b["title"]) <= TITLE_MAX for b in buttons)


def describe(buttons: Sequence[dict[str, str]]) -> dict[str, Any]:
    """The body that creates the template; `{{1}}` stands for the words above the buttons."""
    actions = [
        {"type": "QUICK_REPLY", "title": b["title"], "id": digest(b["payload"])} for b in buttons
    ]
    return {
        "friendly_name": f"vte-{_key(buttons)}",
        "language": "fr",
        "variables": {"1": "Votre choix ?"},
        "types": {"twilio/quick-reply": {"body": "{{1}}", "actions": actions}},
    }


def _key(buttons: Sequence[dict[str, str]]) -> str:
    return digest(json.dumps([[b["title"], b["payload"]] for b in buttons], ensure_ascii=False))
