"""The measures, served to Prometheus on an address of their own: never on that of the public."""

from __future__ import annotations

from typing import Any

from prometheus_client import start_http_server

from vte.reglages import ADRESSE_MESURES, PORT_MESURES

_serving: list[Any] = []  # at most one, of this process


def serve() -> int | None:
    """Serves them in a thread, once a process; the port, or None where none is set.

    Error: OSError, where the port is taken.
    """
    port = PORT_MESURES.lire()
    if not port:
        return None
    if not _serving:
        server, _ = start_http_server(port, ADRESSE_MESURES.lire())
        _serving.append(server)
    return port


def stop() -> None:
    """Listens no more; nothing where it did not."""
    while _serving:
        server = _serving.pop()
        server.shutdown()
        server.server_close()
