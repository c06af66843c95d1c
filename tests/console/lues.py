"""Events read into conversations, without a database."""

from __future__ import annotations

import json
from typing import Any

from console.projection.reading import conversations
from console.projection.records import ConversationLue
from console.projection.source import Evenement
from tests.console.evenements import MIDI


def lire(*evenements: dict[str, Any]) -> list[ConversationLue]:
    lignes = [
        Evenement(i, "p", e["event"], MIDI + i, e.get("name"), json.dumps(e))
        for i, e in enumerate(evenements, 1)
    ]
    return list(conversations(lignes))


def une(*evenements: dict[str, Any]) -> ConversationLue:
    (lue,) = lire(*evenements)
    return lue
