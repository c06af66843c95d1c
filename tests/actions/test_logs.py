"""The action server in JSON: its log has the ids that it was given, and none of what was said."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from pathlib import Path

import httpx

from tests.actions.test_guard import ROOT, TOKEN, _wait
from tests.ports import free_port
from vte.trace import REQUEST_HEADER, TURN_HEADER


def test_what_an_action_logs_has_the_ids_of_its_turn(base: str, tmp_path: Path):
    port, request, turn = free_port(), uuid.uuid4().hex, uuid.uuid4().hex
    settings = {
        "VTE_PORT_ACTIONS": str(port),
        "VTE_JETON_ACTIONS": TOKEN,
        "VTE_BASE_URL": base,
        "VTE_JOURNAUX": "json",
    }
    log = tmp_path / "journal"
    with log.open("wb") as written:
        server = subprocess.Popen(
            [sys.executable, "-m", "actions"],
            cwd=ROOT,
            env={**os.environ, **settings},
            stderr=written,
        )
        try:
            _wait(port, server)
            httpx.post(
                f"http://127.0.0.1:{port}/webhook",
                json={
                    "next_action": "action_absente",
                    "tracker": {"sender_id": "a", "latest_message": {"text": "06 12 34 56 78"}},
                },
                headers={
                    "Authorization": f"Bearer {TOKEN}",
                    REQUEST_HEADER: request,
                    TURN_HEADER: turn,
                },
            )
        finally:
            server.terminate()
            server.wait(timeout=30)
    lines = [json.loads(x) for x in log.read_text(encoding="utf-8").splitlines() if x[:1] == "{"]
    (refused,) = [line for line in lines if "action_absente" in line["message"]]
    assert (refused["request_id"], refused["turn_id"]) == (request, turn)
    assert "06 12" not in log.read_text(encoding="utf-8")
