"""Models that are published: whole, sealed, served by name, and served again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vte import publication, seal, secret
from vte.publication import PublicationAbsente


@pytest.fixture
def trained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a machine has trained; its model can be written anew."""
    monkeypatch.setattr(secret, "MODELS_FILE", tmp_path / "cle")
    model, reader = tmp_path / "vte.tar.gz", tmp_path / "lecteur.npz"
    monkeypatch.setattr(publication, "TRAINED", model)
    monkeypatch.setenv("VTE_LECTEUR", str(reader))
    train(model, "un")
    train(reader, "lecteur")
    return model


def train(file: Path, contents: str) -> None:
    file.write_text(contents)
    seal.seal(file)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VTE_MODELES", str(tmp_path / "publies"))
    return tmp_path / "publies"


def test_without_publications_what_is_trained_here_is_served(trained: Path):
    assert publication.served().model == trained


def test_what_is_published_is_served_until_something_else_is(trained: Path, folder: Path):
    assert publication.served().model == trained
    first = publication.publish()
    assert publication.served() == first and first.model.parent.parent == folder
    train(trained, "deux")
    assert publication.served() == first  # trained, and not published
    second = publication.publish()
    assert publication.served() == second and second.model.read_text() == "deux"
    assert publication.serve_again(first.id) == publication.served() == first
    assert set(publication.published()) == {first.id, second.id}


def test_published_twice_it_is_one_publication(trained: Path, folder: Path):
    assert publication.publish() == publication.publish()
    assert len(publication.published()) == 1


def test_one_that_was_cut_short_is_in_nobody_s_way_and_counts_for_nothing(
    trained: Path, folder: Path
):
    first = publication.publish()
    train(trained, "deux")
    second = publication.of(trained, first.reader).id
    cut = folder / f".{second}.{os.getpid()}"
    cut.mkdir()
    (cut / publication.MODEL).write_text("la moitié")
    assert publication.published() == [first.id]
    assert publication.publish().model.read_text() == "deux"


def test_old_publications_are_forgotten_but_for_the_one_that_is_served(trained: Path, folder: Path):
    for n in range(publication.KEPT + 3):
        train(trained, f"modèle {n}")
        publication.publish()
    assert len(publication.published()) == publication.KEPT
    assert publication.served().id in publication.published()


def test_a_file_that_somebody_changed_is_neither_published_nor_served(trained: Path, folder: Path):
    published = publication.publish()
    published.model.write_text("d'un autre")
    with pytest.raises(seal.ModeleAltere):
        publication.served()
    trained.write_text("d'un autre")
    with pytest.raises(seal.ModeleAltere):
        publication.publish()


def test_without_a_folder_or_a_model_it_is_said_what_to_do(
    trained: Path, monkeypatch: pytest.MonkeyPatch
):
    with pytest.raises(PublicationAbsente, match="VTE_MODELES"):
        publication.publish()
    trained.unlink()
    with pytest.raises(PublicationAbsente, match="make setup"):
        publication.served()
