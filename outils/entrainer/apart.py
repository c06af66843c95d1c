"""A copy of what understanding is trained from, with the accepted corrections, in a folder aside.

Nothing of the project changes: neither its data nor what it serves.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from bot import launcher, model
from bot.environment import ROOT, CannotStart, environment
from vte import digest
from vte.private import own_folder
from vte.reglages import BASE_URL, DEMANDES_URL, LECTEUR, SUIVI

ASIDE = ROOT / ".vte" / "entrainer"
TREE = ASIDE / "projet"
FOLDERS = ("vte", "bot", "actions", "bench", "data", "dispositifs", "outils")
FILES = ("domain.yml", "config.yml", "endpoints.yml", "credentials.yml", "requirements.lock")
SETS = ("bench/**/*.jsonl", "bench/**/*.yml", "data/lecture/neufs/*.jsonl")


def copy() -> None:
    """The project as it is now; what was trained in the copy of a run that stopped stays there."""
    own_folder(ASIDE)
    TREE.mkdir(exist_ok=True)
    for name in FOLDERS:
        shutil.rmtree(TREE / name, ignore_errors=True)
        shutil.copytree(ROOT / name, TREE / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy2(ROOT / name, TREE / name)


def merge() -> None:
    """Adds the accepted corrections of the console to the data of the copy. Error: CannotStart."""
    command = launcher.manage(
        "exporter_corrections",
        "--vers",
        str(TREE / "data" / "nlu" / "corrections.yml"),
        "--exemples-vers",
        str(TREE / "data" / "lecture" / "corrections.jsonl"),
        "--essai",
    )
    _run(command, ROOT, "Les corrections acceptées n'ont pas pu être lues")


def differs() -> bool:
    """Whether the copy has anything to learn that the project has not."""
    return model.fingerprint(TREE) != model.fingerprint(ROOT)


def train() -> None:
    """The reader and the model of the copy; nothing where it has both. Error: CannotStart."""
    command = [sys.executable, "-m", "bot.launcher", "preparer"]
    _run(command, TREE, "L'entraînement a échoué")


def forget() -> None:
    """Leaves none of the sentences in the copy, nor what was trained on them.

    An erasure does not know of it; what was measured of the evaluation sets stays beside it.
    """
    shutil.rmtree(TREE, ignore_errors=True)


def is_measured() -> bool:
    """Whether the copy was measured as it is now: it need not be trained for that again."""
    return _measures_of(TREE).exists()


def _measures_of(root: Path) -> Path:
    sets = [file for pattern in SETS for file in ROOT.glob(pattern)]
    of_both = f"{model.fingerprint(root)[:16]}-{digest.of_files(ROOT, sets)[:16]}"
    return ASIDE / f"mesures-{of_both}.json"


def measures(root: Path) -> Path:
    """The file of what is understood by what is trained in `root`, measured once.

    Error: CannotStart.
    """
    file = _measures_of(root)
    if not file.exists():
        command = [sys.executable, "-m", "outils.entrainer.mesures", str(file)]
        _run(command, root, "La mesure a échoué")
    return file


def _run(command: list[str], root: Path, failed: str) -> None:
    if subprocess.call(command, cwd=root, env=_environment(root)):
        raise CannotStart(f"{failed}\u00a0: voyez les lignes ci-dessus.")


def _environment(root: Path) -> dict[str, str]:
    """Of the copy: its own code, reader and databases, whatever the settings say of the project's.

    The base of territories is read by both.
    """
    if root == ROOT:
        return environment()
    base = BASE_URL.lire().replace("sqlite:///.vte", f"sqlite:///{ROOT / '.vte'}")
    own = {
        "PYTHONPATH": str(root),
        LECTEUR.nom: ".vte/lecteur.npz",
        SUIVI.nom: ".vte/suivi.sqlite",
        DEMANDES_URL.nom: "sqlite:///.vte/demandes.sqlite",
        BASE_URL.nom: base,
    }
    return environment() | own
