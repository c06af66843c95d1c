"""`rasa train`, timed: what both sides of a comparison go through."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from bot import lancement

RACINE = Path(__file__).parents[1]


def entrainer(nom: str, config: str, dossier: Path, *arguments: str) -> tuple[Path, float]:
    """(model `<dossier>/<nom>.tar.gz`, seconds) of `rasa train`, with an empty cache.

    Errors: CalledProcessError, whose reason is in `<dossier>/<nom>.log`.
    """
    commande = [
        str(Path(sys.executable).with_name("rasa")),
        "train",
        *arguments,
        "--config",
        config,
        "--fixed-model-name",
        nom,
        "--out",
        str(dossier),
    ]
    # Training may use what the machine has: our sparing of threads is for serving.
    libre = {c: v for c, v in lancement.environnement().items() if not c.endswith("_THREADS")}
    env = {**libre, "RASA_CACHE_DIRECTORY": str(dossier / f"cache-{nom}")}
    debut = time.monotonic()
    with (dossier / f"{nom}.log").open("w") as journal:
        subprocess.run(
            commande, cwd=RACINE, env=env, stdout=journal, stderr=subprocess.STDOUT, check=True
        )
    return dossier / f"{nom}.tar.gz", time.monotonic() - debut
