"""The projection: once, whatever is run again.

Nothing lost, whatever the order in which ids become visible; nothing kept of what was erased.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User

from console.models import Conversation, Tour, Verdict
from console.projection import passes
from tests.console.evenements import (
    OYONNAX,
    Suivi,
    abandonnee,
    bot,
    dit,
    eligible,
    ouverture,
    pas_comprise,
    slot,
)

AVANT = datetime(2026, 1, 1, tzinfo=UTC)


def etat() -> list[tuple[Any, ...]]:
    """All that was projected, without the rows' own numbers."""
    return [
        (
            c.personne,
            c.premier,
            c.dernier,
            c.debut,
            c.fin,
            c.canal,
            c.issue,
            c.statut,
            c.commune,
            c.territoire,
            c.tours,
            c.incompris,
            c.dossier,
        )
        + tuple(
            (
                t.evenement,
                t.rang,
                t.texte,
                t.intention,
                t.question,
                t.posee,
                t.repondue,
                str(t.reponses),
            )
            for t in c.les_tours.all()
        )
        for c in Conversation.objects.order_by("personne", "premier")
    ]


def test_conversations_turns_and_verdicts_are_what_was_said(
    suivi: Suivi, projeter: Callable[..., int]
):
    suivi.ecrire(eligible(canal="telegram"))
    suivi.ecrire(abandonnee())
    suivi.ecrire(pas_comprise())
    projeter()
    assert sorted(
        Conversation.objects.values_list(
            "issue", "canal", "statut", "commune", "departement", "territoire", "question"
        )
    ) == [
        (
            "abandon",
            "web",
            "",
            "Oyonnax",
            "01",
            Conversation.objects.get(issue="verdict").territoire,
            "effectif",
        ),
        ("incompris", "web", "", "", "", "", ""),
        (
            "verdict",
            "telegram",
            "eligible",
            "Oyonnax",
            "01",
            Conversation.objects.get(issue="verdict").territoire,
            "",
        ),
    ]
    assert Conversation.objects.get(issue="verdict").territoire and Tour.objects.count() == 3
    assert Verdict.objects.get().tour.conversation.statut == "eligible"


def test_run_again_nothing_changes(suivi: Suivi, projeter: Callable[..., int]):
    for _ in range(3):
        suivi.ecrire(eligible())
    assert projeter() == 3 * len(eligible())
    avant = etat()
    assert projeter() == 0
    passes.tout_reprendre()
    assert projeter() == 3 * len(eligible()) and etat() == avant


@pytest.mark.parametrize("lot", [1, 3, 7, 20_000])
def test_it_is_the_same_whatever_the_size_of_a_pass(
    suivi: Suivi, projeter: Callable[..., int], lot: int
):
    """A pass may end in the middle of a turn."""
    for conversation in (eligible(), abandonnee(), pas_comprise()):
        suivi.ecrire(conversation)
    projeter(lot)
    petits = etat()
    Conversation.objects.all().delete()
    passes.tout_reprendre()
    projeter()
    assert etat() == petits


def test_a_conversation_that_goes_on_is_the_same_row(suivi: Suivi, projeter: Callable[..., int]):
    qui = suivi.ecrire(abandonnee())
    projeter()
    avant = Conversation.objects.get()
    suivi.ecrire([dit("45", effectif=45), bot("Noté"), slot("effectif", 45)], qui)
    projeter()
    apres = Conversation.objects.get()
    assert (
        apres.pk == avant.pk
        and apres.tours == 2
        and apres.dossier == {"commune": OYONNAX, "effectif": 45}
    )
    assert [t.rang for t in apres.les_tours.all()] == [1, 2]


def test_what_staff_said_stays_when_all_is_read_again(suivi: Suivi, projeter: Callable[..., int]):
    suivi.ecrire(eligible())
    projeter()
    relectrice = User.objects.create(username="camille")
    Conversation.objects.update(relue=True, relue_par=relectrice, signalee=True)
    Conversation.objects.get().notes.create(texte="à revoir")
    passes.tout_reprendre()
    projeter()
    conversation = Conversation.objects.get()
    assert (
        conversation.relue,
        conversation.relue_par,
        conversation.signalee,
        conversation.notes.count(),
    ) == (True, relectrice, True, 1)


def test_a_pass_that_fails_moves_neither_the_watermark_nor_a_row(
    suivi: Suivi, projeter: Callable[..., int], monkeypatch: pytest.MonkeyPatch
):
    suivi.ecrire(eligible())

    def echouer(*_: Any) -> None:
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(passes, "ecrire", echouer)
        with pytest.raises(RuntimeError):
            passes.passe(suivi.moteur)
    assert not Conversation.objects.exists() and passes.dernier_lu() == 0
    assert projeter() == len(eligible()) and Conversation.objects.count() == 1


def test_a_tracker_on_which_rasa_never_started_is_empty(suivi: Suivi, projeter: Callable[..., int]):
    from vte.suivi import EVENEMENTS

    EVENEMENTS.drop(suivi.moteur)
    assert projeter() == 0


def test_what_no_database_takes_is_left_out_of_what_was_said(
    suivi: Suivi, projeter: Callable[..., int]
):
    suivi.ecrire(
        [
            *ouverture(),
            dit("un\x00 mot \ud800 coupé \U0001f600", canal="x" * 300),
            bot("noté \x00"),
            slot("commune", {"code": "\x00", "nom": "x", "departement": "01"}),
        ]
    )
    projeter()
    assert Tour.objects.get().texte == "un mot ? coupé \U0001f600"


def test_a_conversation_that_cannot_be_stored_does_not_stop_the_others(
    suivi: Suivi, projeter: Callable[..., int], caplog: pytest.LogCaptureFixture
):
    suivi.ecrire([*ouverture(), dit("?"), bot("noté"), slot("effectif", float("nan"))], "bob")
    suivi.ecrire(eligible(), "alice")
    projeter()
    issues = dict(Conversation.objects.values_list("personne", "issue"))
    assert issues == {"alice": "verdict", "bob": "illisible"} and "cannot be stored" in caplog.text


def test_a_pass_reads_again_only_the_conversation_that_goes_on(
    suivi: Suivi, projeter: Callable[..., int]
):
    """A person of a messenger comes back for years.

    The earlier conversations are not read again.
    """
    qui = suivi.ecrire(eligible())
    projeter()
    suivi.ecrire([*ouverture(), dit("me revoilà", "saluer"), bot("Bonjour !")], qui)
    projeter()
    Conversation.objects.filter(issue="verdict").update(commune="Marquée")
    suivi.ecrire([dit("encore moi", "saluer"), bot("Bonjour !")], qui)
    projeter()
    assert sorted(Conversation.objects.values_list("commune", "tours")) == [("", 2), ("Marquée", 1)]
