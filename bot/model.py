"""The one trained model, that `make run` serves and `make eval` and `make bench` measure."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from bot.environment import RASA, ROOT, CannotStart, environment
from vte import digest, seal
from vte.private import own_folder

MODEL = ROOT / "models" / "vte.tar.gz"
STATE = ROOT / ".vte"
MARK = STATE / "modele.empreinte"  # of what MODEL was trained from
LOG = STATE / "entrainement.log"
# Folders of examples, responses, rules and stories; Rasa takes the YAML in them.
DATA = ("data",)
CONFIG = "config.yml"
INPUTS = ("domain.yml", CONFIG, *(f"{folder}/**/*.yml" for folder in DATA))


def fingerprint(root: Path = ROOT) -> str:
    """What changes with anything that the model is trained from or read with."""
    inputs = {file for pattern in INPUTS for file in root.glob(pattern)}
    return digest.of_files(root, digest.sources(root) | inputs)


def prepare_reader() -> None:
    """The reader of facts, on which the model is trained; it shows its own progress.

    Error: CannotStart.
    """
    command = [str(Path(sys.executable).with_name("vte")), "lecture", "entrainer"]
    if subprocess.call(command, cwd=ROOT, env=environment()):
        raise CannotStart("Le lecteur n'a pas pu être entraîné : voyez les lignes ci-dessus.")


def prepare() -> None:
    """Trains what has a source that changed. Error: CannotStart."""
    prepare_reader()
    if MODEL.exists() and MARK.exists() and MARK.read_text() == fingerprint():
        try:
            seal.read(MODEL)
        except seal.ModeleAltere as error:
            print(error, file=sys.stderr, flush=True)
        else:
            print("Modèle : à jour.", flush=True)
            return
    print("Modèle : entraînement (une minute environ)…", flush=True)
    train()


def train(*options: str) -> float:
    """Seconds of `rasa train` with these options (`--force`: nothing is taken from its cache).

    The model that is served is then this one. Error: CannotStart.
    """
    current = fingerprint()
    seconds = rasa_train(MODEL, LOG, "--data", *DATA, "--config", CONFIG, *options)
    MARK.write_text(current)
    return seconds


def rasa_train(model: Path, log: Path, *arguments: str) -> float:
    """Seconds of `rasa train` with these arguments, into `model`, sealed. Error: CannotStart."""
    own_folder(log.parent)
    name, out = model.name.removesuffix(".tar.gz"), str(model.parent)
    command = [*RASA, "train", *arguments, "--fixed-model-name", name, "--out", out]
    # Training may use what the machine has: our sparing of threads is for serving.
    free = {key: v for key, v in environment().items() if not key.endswith("_THREADS")}
    start = time.monotonic()
    with log.open("w") as output:
        code = subprocess.call(command, cwd=ROOT, env=free, stdout=output, stderr=subprocess.STDOUT)
    if code or not model.exists():
        where = log.relative_to(ROOT) if log.is_relative_to(ROOT) else log
        raise CannotStart(f"L'entraînement du modèle a échoué : lisez {where}.")
    seal.seal(model)
    return time.monotonic() - start
