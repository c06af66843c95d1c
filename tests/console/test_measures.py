"""How far the projection is behind is told after each pass, and where a port is set served."""

from __future__ import annotations

import httpx
import pytest
from prometheus_client import REGISTRY

from console import measures
from console.projection import passes
from tests.console.evenements import Suivi, eligible
from tests.ports import free_port


@pytest.mark.django_db
def test_what_is_not_projected_yet_is_told_and_then_nothing_is(suivi: Suivi):
    suivi.ecrire(eligible(), "p")
    measures.note_pass(suivi.moteur)
    assert (REGISTRY.get_sample_value("vte_projection_lag_events") or 0) > 0
    while passes.passe(suivi.moteur, passes.LOT):
        pass
    measures.note_pass(suivi.moteur)
    assert REGISTRY.get_sample_value("vte_projection_lag_events") == 0
    assert (REGISTRY.get_sample_value("vte_projection_last_pass_timestamp_seconds") or 0) > 0


def test_they_are_served_where_a_port_is_set(monkeypatch: pytest.MonkeyPatch):
    port = free_port()
    monkeypatch.setenv("VTE_PORT_MESURES_CONSOLE", str(port))
    measures.serve()
    assert "vte_projection_lag_events" in httpx.get(f"http://127.0.0.1:{port}/metrics").text
