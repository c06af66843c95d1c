"""The report on the attack says what was reached and what was not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bench.security import rapport
from bench.security.rapport import Findings


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(rapport, "RAPPORT", tmp_path / "RAPPORT.md")


def found(**changed: object) -> Findings:
    memory = [{"rasa": 500}, {"rasa": 700}, {"rasa": 707}]
    good = {"statuses": Counter({400: 9, 200: 1}), "waits": [0.2], "soak_waits": [0.3, 0.4]}
    return Findings(20, **{"memory": memory, **good, **changed})


def test_a_good_run_reaches_all_that_is_asked():
    told = rapport.write(found())
    assert "not reached" not in told and "707 MiB, +1% in the second half" in told
    assert rapport.RAPPORT.read_text(encoding="utf-8") == told


@pytest.mark.parametrize(
    "changed",
    [
        {"statuses": Counter({503: 1})},
        {"failures": ["no answer"]},
        {"ended": ["rasa"]},
        {"waits": [1.2]},
        {"soak_waits": [0.1, 1.1]},
        {"memory": [{"rasa": 500}, {"rasa": 700}, {"rasa": 800}]},
    ],
    ids=str,
)
def test_each_thing_that_is_not_reached_is_told(changed: dict[str, object]):
    assert rapport.write(found(**changed)).count("not reached") == 1
