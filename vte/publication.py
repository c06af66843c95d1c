"""Trained models that are published for several workers, and the one that they are to serve.

A publication is a folder, named after what it holds: the model of Rasa and the reader of facts,
each with its seal. `courant` names the one that is served: it is replaced at once, or not at all,
so that a worker that starts meanwhile serves the one or the other, whole.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from vte import seal
from vte.digest import ROOT
from vte.erreurs import ErreurVTE
from vte.reglages import LECTEUR, MODELES

MODEL, READER, CURRENT = "vte.tar.gz", "lecteur.npz", "courant"
TRAINED = ROOT / "models" / MODEL  # by `make setup`, on the machine that trains
KEPT = 5  # publications, the latest: what may have to be served again


class PublicationAbsente(ErreurVTE):
    """There is nothing to publish, or to serve, where it is looked for."""

    code = "publication_absente"


@dataclass(frozen=True)
class Publication:
    """`id`: a digest of its contents."""

    id: str
    model: Path
    reader: Path


def served() -> Publication:
    """The publication that a worker is to serve; what was trained here, where none is published.

    Errors: PublicationAbsente, ModeleAltere.
    """
    folder = _folder()
    if folder is None or not (folder / CURRENT).exists():
        return of(TRAINED, Path(LECTEUR.lire()))
    return _in(folder / (folder / CURRENT).read_text(encoding="utf-8").strip())


def publish() -> Publication:
    """Copies what was trained here among the publications, and makes it the one to serve.

    Errors: PublicationAbsente (nothing is trained, no folder is set), ModeleAltere.
    """
    folder = _required()
    trained = of(TRAINED, Path(LECTEUR.lire()))
    target = folder / trained.id
    if not target.exists():
        _copy(trained, target)
    _make_current(folder, trained.id)
    _forget_old(folder)
    return _in(target)


def serve_again(identifier: str) -> Publication:
    """Makes an earlier publication the one to serve. Errors: PublicationAbsente, ModeleAltere."""
    folder = _required()
    earlier = _in(folder / identifier)
    _make_current(folder, identifier)
    return earlier


def published() -> list[str]:
    """All that can be served again, the latest first."""
    folder = _folder()
    inside = folder.iterdir() if folder and folder.is_dir() else ()
    found = [f for f in inside if not f.name.startswith(".") and (f / MODEL).exists()]
    return [f.name for f in sorted(found, key=lambda f: f.stat().st_mtime, reverse=True)]


def _folder() -> Path | None:
    set_to = MODELES.lire()
    return Path(set_to) if set_to else None


def _required() -> Path:
    folder = _folder()
    if folder is None:
        raise PublicationAbsente(
            f"Dites dans {MODELES.nom} le dossier où publier, que tous les ouvriers lisent."
        )
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _in(folder: Path) -> Publication:
    return of(folder / MODEL, folder / READER)


def of(model: Path, reader: Path) -> Publication:
    """What these two files are together. Errors: PublicationAbsente, ModeleAltere."""
    digest = hashlib.sha256()
    for file in (model, reader):
        if not file.is_file():
            raise PublicationAbsente(f"{file} n'est pas là\u00a0: lancez make setup, puis publiez.")
        digest.update(hashlib.sha256(seal.read(file)).digest())
    return Publication(digest.hexdigest()[:12], model, reader)


def _copy(trained: Publication, target: Path) -> None:
    """Beside first, then under its name: a folder that is there is whole."""
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.rmtree(beside, ignore_errors=True)  # what a publication that was cut short had begun
    beside.mkdir()
    for file, name in ((trained.model, MODEL), (trained.reader, READER)):
        shutil.copy2(file, beside / name)
        shutil.copy2(file.with_name(f"{file.name}.sceau"), beside / f"{name}.sceau")
    beside.replace(target)


def _make_current(folder: Path, identifier: str) -> None:
    beside = folder / f".{CURRENT}.{os.getpid()}"
    beside.write_text(identifier, encoding="utf-8")
    beside.replace(folder / CURRENT)


def _forget_old(folder: Path) -> None:
    current = (folder / CURRENT).read_text(encoding="utf-8")
    for old in published()[KEPT:]:
        if old != current:
            shutil.rmtree(folder / old)
