"""How far the projection is behind the tracker, for Prometheus (docs/decisions/0023)."""

from __future__ import annotations

from prometheus_client import Gauge, start_http_server
from sqlalchemy.engine import Engine

from console.projection import passes
from console.projection.source import Source
from vte.reglages import ADRESSE_MESURES, PORT_MESURES_CONSOLE

LAG = Gauge("vte_projection_lag_events", "About how many events are not projected yet.")
LAST_PASS = Gauge(
    "vte_projection_last_pass_timestamp_seconds", "When the projection last ended a pass."
)


def serve() -> None:
    """Serves them in a thread, where a port is set. Error: OSError, where it is taken."""
    if port := PORT_MESURES_CONSOLE.lire():
        start_http_server(port, ADRESSE_MESURES.lire())


def note_pass(tracker: Engine) -> None:
    """A pass has ended. Errors: those of both databases."""
    LAG.set(Source(tracker).restants(passes.dernier_lu()))
    LAST_PASS.set_to_current_time()
