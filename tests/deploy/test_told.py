"""What the documents tell whoever operates: alerts that there are, times that the code keeps."""

from __future__ import annotations

import re

import pytest
import yaml

from bot.channels.messengers.common.serving import LOOK_EVERY
from bot.channels.shared.patience import TURN_MAX
from tests.deploy.tools import DEPLOY, ROOT
from vte.ouvriers import DEAD_AFTER

NUMBERS = {9: "nine", 20: "twenty"}


@pytest.mark.parametrize("name", ["scale", "runbook", "deployment", "backups", "security"])
def test_an_alert_that_is_named_is_one(name: str):
    groups = yaml.safe_load((DEPLOY / "prometheus" / "alerts.yml").read_text("utf-8"))["groups"]
    known = {rule["alert"] for group in groups for rule in group["rules"]}
    text = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\bVte[A-Z]\w+", text)) <= known


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("docs/runbook.md", "after {word} it is given up"),
        ("bot/observability/metrics.py", "A turn is given up after {number};"),
        ("bot/action_endpoint.py", "under a turn's {word}"),
        ("deploy/nginx/nginx.conf.template", "a turn takes {number} s at the most"),
    ],
)
def test_a_turn_lasts_as_long_as_is_told(file: str, told: str):
    sentence = told.format(number=f"{TURN_MAX:.0f}", word=NUMBERS[int(TURN_MAX)])
    assert sentence in (ROOT / file).read_text(encoding="utf-8")


def test_a_dead_worker_is_taken_over_as_soon_as_is_told():
    seconds = NUMBERS[int(DEAD_AFTER + LOOK_EVERY)]
    text = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
    assert f"taken over within {seconds} seconds" in text
