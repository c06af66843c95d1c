"""What every process that we start is given, and where it starts."""

from __future__ import annotations

import sys
from pathlib import Path

from vte.erreurs import ErreurVTE
from vte.reglages import ACTIONS_URL, ADRESSE, JETON_ACTIONS, PORT_ACTIONS, PORT_RASA, SUIVI
from vte.reglages import environment as inherited
from vte.secret import token_of_actions

ROOT = Path(__file__).parents[1]
RASA = (sys.executable, "-m", "bot.worker")  # Rasa's command, which loads what it uses


class CannotStart(ErreurVTE):
    """Something prevents the start; the message says what to do."""


def environment() -> dict[str, str]:
    """The environment of every process of ours: settings resolved, telemetry off, few threads."""
    sober = {
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "",
        "TF_NUM_INTRAOP_THREADS": "1",
        "TF_NUM_INTEROP_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
        "PYTHONWARNINGS": "ignore",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONPATH": str(ROOT),
    }
    settings = {r.nom: r.brut() for r in (ACTIONS_URL, ADRESSE, PORT_ACTIONS, PORT_RASA, SUIVI)}
    settings[JETON_ACTIONS.nom] = token_of_actions()
    return {**inherited(), **sober, **settings}
