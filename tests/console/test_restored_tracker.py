"""A tracker that was restored is read again: new people have ids that were others'."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from django.db import connection

from console.models import Conversation, Filigrane, Note
from console.projection import passes
from tests.console.evenements import Suivi, eligible
from vte import suivi as tables
from vte.backup import bases


def go_back(suivi: Suivi, dernier: int) -> None:
    """What another tool's restore does: later events are not there, and their ids come again."""
    with suivi.moteur.begin() as link:
        link.execute(sa.delete(tables.EVENEMENTS).where(tables.EVENEMENTS.c.id > dernier))
        bases.go_on_after(link, tables.EVENEMENTS, dernier)


def people() -> set[str]:
    return set(Conversation.objects.values_list("personne", flat=True))


@pytest.fixture
def three(suivi: Suivi, projeter: Callable[..., int]) -> Suivi:
    for who in ("alice", "bob", "carl"):
        suivi.ecrire(eligible(), who)
    projeter()
    return suivi


def test_whoever_writes_after_an_older_tracker_was_restored_is_seen(
    three: Suivi, projeter: Callable[..., int]
):
    go_back(three, len(eligible()))
    three.ecrire(eligible(), "dora")  # under ids that were Bob's
    projeter()
    assert "dora" in people() and passes.dernier_lu() == 2 * len(eligible())


def test_our_own_restore_is_seen_even_when_as_many_events_have_come_since(
    three: Suivi, projeter: Callable[..., int]
):
    go_back(three, len(eligible()))
    with three.moteur.begin() as link:
        tables.changer_d_identite(link)
    for who in ("dora", "emma", "fanny"):
        three.ecrire(eligible(), who)
    assert projeter() == 4 * len(eligible())
    assert {"alice", "dora", "emma", "fanny"} <= people()


def test_what_staff_said_stays_when_all_is_read_again(three: Suivi, projeter: Callable[..., int]):
    Note.objects.create(conversation=Conversation.objects.get(personne="alice"), texte="à revoir")
    with three.moteur.begin() as link:
        tables.changer_d_identite(link)
    assert projeter() == 3 * len(eligible())
    assert Note.objects.get().conversation.personne == "alice"


def test_an_erasure_of_the_last_who_spoke_is_no_restore(three: Suivi, projeter: Callable[..., int]):
    three.effacer("carl")
    projeter()
    three.ecrire(eligible(), "dora")
    assert projeter() == len(eligible())  # and nothing again
    assert people() == {"alice", "bob", "dora"}


def test_a_watermark_of_before_this_release_goes_on_where_it_was(
    three: Suivi, projeter: Callable[..., int]
):
    Filigrane.objects.update(identite="")
    assert projeter() == 0
    assert len(Filigrane.objects.get().identite) == 32


@pytest.mark.usefixtures("three")
def test_the_search_index_is_filled_again_after_a_restore_of_the_console(
    projeter: Callable[..., int],
):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM console_recherche")
    Filigrane.objects.all().delete()  # as our restore does
    projeter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM console_recherche")
        assert cursor.fetchone()[0] == 3
