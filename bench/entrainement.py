"""Training, timed: ours is the launcher's own, the default pipeline's goes through the same."""

from __future__ import annotations

from pathlib import Path

from bot import model
from bot.environment import ROOT

RACINE = ROOT


def entrainer_le_notre() -> tuple[Path, float]:
    """(the model that `make run` serves, seconds of its whole training, with an empty cache)."""
    return model.MODEL, model.train("--force")


def entrainer_stock(dossier: Path, *arguments: str) -> tuple[Path, float]:
    """(`<dossier>/stock.tar.gz`, seconds) of `rasa train` with these `arguments`, no cache used.

    Errors: CannotStart, which names `<dossier>/stock.log`.
    """
    config = ("--config", "bench/stock/config.yml", "--force")
    chemin = dossier / "stock.tar.gz"
    return chemin, model.rasa_train(chemin, dossier / "stock.log", *arguments, *config)
