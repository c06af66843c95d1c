"""Trackers as the Rasa server sends them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

Fabrique = Callable[..., Tracker]


@pytest.fixture
def suivi() -> Fabrique:
    def fabriquer(
        texte: str = "",
        intent: str = "informer",
        entites: list[dict[str, Any]] | None = None,
        **slots: Any,
    ) -> Tracker:
        message = {
            "text": texte,
            "intent": {"name": intent, "confidence": 1.0},
            "entities": entites or [],
            "intent_ranking": [],
        }
        evenements = [{"event": "user", "text": texte, "parse_data": message}]
        return Tracker(
            "personne",
            slots,
            message,
            evenements,
            False,
            None,
            {"name": "dossier_form"},
            "action_listen",
        )

    return fabriquer


@pytest.fixture
def sortie() -> CollectingDispatcher:
    return CollectingDispatcher()
