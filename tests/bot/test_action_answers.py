"""The action server's answers are checked as Rasa checks them, and the schema only once."""

from __future__ import annotations

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

from bot.action_answers import compile_schema_once

BONNE = {
    "events": [{"event": "slot", "name": "effectif", "value": 45}],
    "responses": [{"response": "utter_note"}],
}


@pytest.fixture
def action(monkeypatch: pytest.MonkeyPatch) -> RemoteAction:
    monkeypatch.setattr(
        RemoteAction, "_validate_action_result", RemoteAction._validate_action_result
    )
    compile_schema_once()
    return RemoteAction("action_verdict", None)


def test_a_right_answer_passes(action: RemoteAction):
    assert action._validate_action_result(BONNE)


@pytest.mark.parametrize(
    "reponse", [{"events": [{"event": "slot"}]}, {"events": "rien"}, {"responses": [1]}, []]
)
def test_a_wrong_answer_is_refused(action: RemoteAction, reponse: object):
    with pytest.raises(ValidationError):
        action._validate_action_result(reponse)
