"""Alerts and dashboard: what they ask for is measured, and each alert has its page."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

RACINE = Path(__file__).parents[1]
PROMETHEUS = RACINE / "deploy" / "prometheus"
DASHBOARD = RACINE / "deploy" / "grafana" / "vte.json"
ALERTS: list[dict[str, Any]] = [
    rule
    for group in yaml.safe_load((PROMETHEUS / "alerts.yml").read_text(encoding="utf-8"))["groups"]
    for rule in group["rules"]
]
NAME = re.compile(r"\b(?:vte|process)_\w+")
MATCHER = re.compile(r"(vte_\w+)\{([^}]*)\}")
LABEL = re.compile(r"(\w+)(?:=~|!~|!=|=)")
STAGE, OUTCOME = re.compile(r'stage!?="(\w+)"'), re.compile(r'outcome=~"([\w|]+)"')


def asked() -> Iterator[str]:
    yield from (rule["expr"] for rule in ALERTS)
    for panel in json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]:
        yield from (target["expr"] for target in panel["targets"])


@pytest.fixture(scope="module")
def measured() -> dict[str, set[str]]:
    """The labels of each series, by its name: of the code's own metrics."""
    from prometheus_client import metrics as kinds
    from prometheus_client.metrics_core import Metric

    from bot.observability import gauges, inbox, metrics

    ours = [m for m in vars(metrics).values() if isinstance(m, kinds.MetricWrapperBase)]
    found = {n: set(m._labelnames) for m in ours for n in _series(m._name, m._type)}
    families: list[Metric] = [*gauges.GAUGES.describe(), *inbox._families()]
    found |= {f.name: set(f._labelnames) for f in families}  # type: ignore[attr-defined]
    # The console's own (console/measures.py), which needs Django to be loaded.
    text = (RACINE / "console" / "measures.py").read_text(encoding="utf-8")
    found |= {name: set() for name in re.findall(r'"(vte_\w+)"', text)}
    return found | {"process_resident_memory_bytes": set()}


def _series(name: str, kind: str) -> list[str]:
    suffixes = {"counter": ["_total"], "histogram": ["_bucket", "_sum", "_count"]}
    return [name + suffix for suffix in suffixes.get(kind, [""])]


def test_every_metric_asked_for_is_measured(measured: dict[str, set[str]]):
    names = {name for expression in asked() for name in NAME.findall(expression)}
    assert len(names) > 15 and names <= set(measured)


def test_every_label_asked_for_is_one_of_its_metric(measured: dict[str, set[str]]):
    pairs = {
        (name, label)
        for expression in asked()
        for name, matched in MATCHER.findall(expression)
        for label in LABEL.findall(matched)
    }
    assert pairs and all(label in measured[name] for name, label in pairs)


def test_every_stage_and_outcome_asked_for_exists():
    from bot.observability.metrics import STAGES
    from bot.observability.turns import OUTCOMES

    expressions = list(asked())
    assert {s for e in expressions for s in STAGE.findall(e)} <= set(STAGES)
    told = {word for e in expressions for words in OUTCOME.findall(e) for word in words.split("|")}
    assert told and told <= set(OUTCOMES)


def test_every_metric_of_ours_is_looked_at_somewhere(measured: dict[str, set[str]]):
    text = " ".join(asked())
    bases = {re.sub(r"_(total|bucket|sum|count)$", "", name) for name in measured}
    assert [name for name in sorted(bases) if name not in text] == []


@pytest.mark.parametrize("alert", ALERTS, ids=lambda rule: rule["alert"])
def test_every_alert_has_its_page_and_its_story(alert: dict[str, Any]):
    name = alert["alert"]
    pages = (RACINE / "docs" / "runbook.md").read_text(encoding="utf-8")
    page = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", pages, re.M | re.S)
    assert page is not None
    assert all(part in page.group(1) for part in ("**Means**", "**People see**"))
    assert alert["annotations"]["runbook"] == f"docs/runbook.md#{name.lower()}"
    assert alert["labels"]["severity"] in ("page", "ticket")
    stories = yaml.safe_load((PROMETHEUS / "alerts.test.yml").read_text(encoding="utf-8"))["tests"]
    fires = [a for s in stories for a in s["alert_rule_test"] if a["exp_alerts"]]
    assert name in {a["alertname"] for a in fires}


def test_no_page_is_left_of_an_alert_that_is_gone():
    pages = re.findall(r"^## (\w+)$", (RACINE / "docs/runbook.md").read_text("utf-8"), re.M)
    assert sorted(pages) == sorted(rule["alert"] for rule in ALERTS)


@pytest.fixture
def promtool() -> str:
    """Without it: skipped, but never on CI."""
    if found := shutil.which("promtool"):
        return found
    reason = "promtool is not installed (Debian: apt install prometheus)"
    if os.environ.get("CI"):
        pytest.fail(f"{reason}: CI never skips these tests")
    pytest.skip(reason)


@pytest.mark.parametrize(
    "command",
    [
        ("check", "rules", "alerts.yml"),
        ("check", "config", "prometheus.yml"),
        ("test", "rules", "alerts.test.yml"),
    ],
    ids=" ".join,
)
def test_promtool_agrees(command: tuple[str, ...], promtool: str):
    told = subprocess.run([promtool, *command], cwd=PROMETHEUS, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout + told.stderr


def test_promtool_takes_what_a_worker_exposes(promtool: str):
    """Names, types and help: promtool says what is badly named."""
    from prometheus_client import generate_latest

    from bot.observability import gauges, metrics, turns  # noqa: F401

    ours = b"\n".join(x for x in generate_latest().split(b"\n") if b"vte_" in x) + b"\n"
    told = subprocess.run([promtool, "check", "metrics"], input=ours, capture_output=True)
    assert told.returncode == 0, told.stdout + told.stderr
