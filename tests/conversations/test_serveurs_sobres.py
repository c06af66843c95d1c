"""What the Rasa server that really serves has in memory."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.serveurs import Conversation, Serveurs


@pytest.mark.skipif(sys.platform != "linux", reason="reads what a process has mapped")
def test_the_server_that_has_answered_has_not_loaded_tensorflow(
    serveurs: Serveurs, nouvelle: Callable[[], Conversation]
):
    assert nouvelle().dire("on est 45 à Oyonnax")["state"]["dossier"]["effectif"] == 45
    fichiers = Path(f"/proc/{serveurs.processus['rasa'].pid}/maps").read_text()
    assert "numpy" in fichiers  # what it uses is there to be seen
    assert "tensorflow" not in fichiers
