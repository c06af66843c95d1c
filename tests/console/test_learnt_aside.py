"""What staff accepted reaches the copy that `make entrainer` learns from, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from console import examples, training
from console.models import Acces, Conversation
from outils.entrainer import apart
from tests.console.evenements import bot, dit, ouverture
from tests.console.test_corrections import proposer
from tests.console.test_faits_corriges import DUREE, JUSTE, LUE, PHRASE, accepter_tout, marquer
from vte.lecture.corpus import messages

Entrer = Callable[..., Client]
AUTRE = "et sinon ça se passe comment chez vous le lundi matin"


@pytest.fixture
def copie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The copy; the console's command runs here, on the test's own database."""
    tree = tmp_path / "projet"
    monkeypatch.setattr(apart, "ASIDE", tmp_path)
    monkeypatch.setattr(apart, "TREE", tree)

    def here(command: list[str], root: Path, failed: str) -> None:
        assert command[1] == str(apart.ROOT / "console" / "manage.py") and root == apart.ROOT
        call_command(*command[2:])

    monkeypatch.setattr(apart, "_run", here)
    apart.copy()
    return tree


@pytest.fixture
def corrigees(entrer: Entrer, projetee: Callable[..., Conversation]) -> None:
    """An intent and the facts of a message, proposed."""
    lue = projetee([*ouverture(), dit(PHRASE, lue=LUE), bot("?"), dit(AUTRE), bot("?")])
    faits, intention = lue.les_tours.all()
    marquer(entrer("relecteur", "alice"), faits, **JUSTE, **DUREE)
    proposer(entrer("relecteur", "alice"), intention, intention="hors_sujet")


def du_projet() -> list[bytes]:
    fichiers = (training.FICHIER, examples.FICHIER)
    return [f.read_bytes() if f.exists() else b"" for f in fichiers]


def test_accepted_intents_and_facts_are_learnt_in_the_copy_and_not_in_the_project(
    copie: Path, corrigees: None, entrer: Entrer
):
    avant = du_projet()
    accepter_tout(entrer)
    apart.merge()
    assert (AUTRE, "hors_sujet") in training.lire(copie / "data" / "nlu" / "corrections.yml")
    appris = {m.texte: m.faits for m in messages(copie / "data" / "lecture")}
    assert appris[PHRASE]["effectif"] == 45 and appris[PHRASE]["duree_mois"] == 12
    assert apart.differs() and du_projet() == avant


def test_what_nobody_accepted_yet_is_not(copie: Path, corrigees: None):
    apart.merge()
    assert not apart.differs()


def test_the_audit_log_says_that_it_is_a_trial_and_no_export(
    copie: Path, corrigees: None, entrer: Entrer
):
    accepter_tout(entrer)
    apart.merge()
    dit_au_journal = Acces.objects.latest("id").quoi
    assert dit_au_journal.endswith("pour un essai d'entraînement à part (make entrainer)")
    assert dit_au_journal.startswith("2\u00a0corrections et 1\u00a0exemple annoté")
