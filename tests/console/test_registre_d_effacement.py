"""No store of personal data is forgotten by an erasure: every table of every database is declared.

A table that is new here fails the first test until the file that makes it says how it is erased, or
why it holds nothing of a person (vte/effacement.py).
"""

from __future__ import annotations

import asyncio
import importlib
import json
import pkgutil
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
import sqlalchemy as sa
from django.apps import apps
from django.db import connection
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

import bot
import vte
from bot.channels.messengers.common.inbox import Inbox
from bot.channels.messengers.common.incoming import TEXT, Incoming
from bot.channels.messengers.whatsapp import WhatsAppChannel
from bot.channels.shared.journal import Journal
from bot.tracker_store import TrackerStore
from console.effacement import effacer_personne, purger
from console.models import Conversation, Correction, Jugement, Note, SuiviDemande
from tests.bases import BASES, contenu
from tests.console.evenements import Suivi
from vte import effacement, journal
from vte.avis import Avis, LesAvis
from vte.demandes import Demandes
from vte.journal import CLOSED_SESSIONS, TEMPLATES
from vte.pseudonymes import pseudonyme
from vte.resultats import Resultats

RACINE = Path(__file__).parents[2]
ADDRESS, OTHER_ADDRESS = "98765432", "11111111"
SECRET, OTHER = "zanzibaritude", "kilimandjarien"
# Whole databases that hold nothing of anybody, by the module of their tables.
PUBLIC = {"vte.territoires.models": "public lists, built again from data/territoires"}


def declared() -> set[str]:
    return {table for store in effacement.stores() for table in (*store.tables, *store.impersonal)}


# Every table


def modules() -> Iterator[ModuleType]:
    for room in (vte, bot):
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            if ".migrations" not in found.name:  # Alembic's, which only Alembic can run
                yield importlib.import_module(found.name)


def tables_of(module: ModuleType) -> set[str]:
    """The tables that the module defines: its own metadata's."""
    metadatas = {
        id(found): found
        for thing in vars(module).values()
        if isinstance(found := getattr(thing, "metadata", thing), sa.MetaData)
    }
    return {name for metadata in metadatas.values() for name in metadata.tables}


def test_every_table_of_the_domain_and_of_the_bot_is_erased_or_says_why_not():
    seen: set[str] = set()
    for module in modules():
        if module.__name__ not in PUBLIC:
            seen |= tables_of(module)
    assert {"events", "echanges", "recus", "demandes"} <= seen
    assert seen - declared() - tables_of(importlib.import_module(*PUBLIC)) == set()


def test_every_table_of_the_console_is_erased_or_says_why_not():
    models = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    with connection.cursor() as cursor:
        assert (models | set(connection.introspection.table_names(cursor))) - declared() == set()


def test_no_table_is_made_by_other_means_than_these():
    made = re.compile(r"\bCREATE\s+(?:VIRTUAL\s+|TEMP\w*\s+)?TABLE\b|\bimport sqlite3\b")
    makers = {
        file.relative_to(RACINE).as_posix()
        for room in ("vte", "bot", "actions", "console")
        for file in (RACINE / room).rglob("*.py")
        if made.search(file.read_text(encoding="utf-8"))
    }
    assert makers <= {"console/migrations/0002_recherche_et_journal.py"}


def test_a_table_holds_something_of_a_person_or_not_and_the_reason_is_said():
    for store in effacement.stores():
        assert store.tables.isdisjoint(store.impersonal)
        assert all(len(reason) > 10 for reason in store.impersonal.values())


# One word, in each of them, through the code that fills them


@pytest.fixture
def alice(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("VTE_SECRET", "un secret" * 4)
    return pseudonyme("telegram", ADDRESS)


@pytest.fixture
def urls(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, suivi: Suivi
) -> dict[str, str]:
    """The databases beside the console's, of its kind; the tracker's is that of `suivi`."""
    postgresql = connection.vendor == "postgresql"
    made = {
        name: request.getfixturevalue("base_postgres")()
        if postgresql
        else f"sqlite:///{tmp_path / name}.sqlite"
        for name in BASES[1:]
    }
    for name, url in made.items():
        monkeypatch.setenv(name, url)
    return {BASES[0]: suivi.moteur.url.render_as_string(hide_password=False), **made}


async def tracked(url: str, person: str, word: str) -> TrackerStore:
    store = TrackerStore(Domain.empty(), url)
    tracker = DialogueStateTracker(person, [])
    intent = {"name": "informer", "confidence": 1.0}
    for event in (
        ActionExecuted("action_session_start"),
        SessionStarted(),
        ActionExecuted("action_listen"),
        UserUttered(word, intent, parse_data={"text": word, "intent": intent}),
        ActionExecuted("action_listen"),
    ):
        tracker.update(event)
    async with store.turn(person, "m0") as turn:
        await store.save(tracker)
        await store.keep(turn, None)
    return store


def left(person: str, address: str, word: str) -> None:
    """What the channels and the request for a person keep of it."""
    answer = {"messages": [{"text": word, "buttons": [], "custom": {}}], "state": {}}
    row = {"session": person, "message_id": "m1", "le": datetime.now(UTC).isoformat()}
    with journal.ouvrir().begin() as link:
        said = {"dit": word, "reponse": json.dumps(answer)}
        link.execute(sa.insert(journal.EXCHANGES), [row | said])
    inbox = Inbox("telegram", "here:1")
    asyncio.run(inbox.deposit([Incoming(f"m-{address}", address, TEXT, word)]))
    LesAvis(journal.ouvrir()).noter(Avis(person, "m1.0", False, "other", word))
    Resultats(journal.ouvrir()).garder(person, {"dossier": {}, "suite": [word]})
    demandes = Demandes()
    demandes.noter(person, nom=word, coordonnee="a@b.fr", sujet=word)
    demandes.envoyer(person)


def reviewed(person: str, word: str) -> None:
    """What staff say of the conversation."""
    conversation = Conversation.objects.get(personne=person)
    Note.objects.create(conversation=conversation, texte=word)
    turn = conversation.les_tours.first()
    Correction.objects.create(tour=turn, texte=word, cle_texte=word, intention="informer")
    Jugement.objects.create(conversation=conversation, rang=1, classe="juste")
    SuiviDemande.objects.create(demande=Demandes().de(person)[0].id)


def rows_of_the_console() -> str:
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        found = []
        for name in names:
            cursor.execute(f'SELECT * FROM "{name}"')
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def where(word: str, urls: dict[str, str]) -> set[str]:
    there = {name for name, url in urls.items() if word.encode() in contenu(url)}
    return there | ({"console"} if word in rows_of_the_console() else set())


@pytest.mark.parametrize(
    "gesture", [effacer_personne, lambda _: purger(-1)], ids=["erased", "purged"]
)
def test_a_word_left_in_every_store_is_in_none_of_them_afterwards(
    gesture: Callable[[str], int],
    urls: dict[str, str],
    projeter: Callable[..., int],
    alice: str,
):
    memory = asyncio.run(tracked(urls["VTE_SUIVI"], alice, SECRET))
    left(alice, ADDRESS, SECRET)
    projeter()
    reviewed(alice, SECRET)
    assert where(SECRET, urls) == {*BASES, "console"} and alice in memory._kept
    gesture(alice)
    assert where(SECRET, urls) == set() and alice not in memory._kept
    assert not SuiviDemande.objects.exists()
    projeter()
    assert where(SECRET, urls) == set()


def test_erasing_a_person_takes_nothing_of_another(
    urls: dict[str, str], projeter: Callable[..., int], alice: str
):
    bob = pseudonyme("telegram", OTHER_ADDRESS)
    for person, address, word in ((alice, ADDRESS, SECRET), (bob, OTHER_ADDRESS, OTHER)):
        memory = asyncio.run(tracked(urls["VTE_SUIVI"], person, word))
        left(person, address, word)
        projeter()
        reviewed(person, word)
    effacer_personne(alice)
    assert where(SECRET, urls) == set() and where(OTHER, urls) == {*BASES, "console"}
    assert bob in memory._kept and SuiviDemande.objects.count() == 1


def test_templates_and_closed_sessions_hold_no_word_of_anybody(urls: dict[str, str], alice: str):
    left(alice, ADDRESS, SECRET)
    WhatsAppChannel()._templates.keep([{"title": SECRET, "payload": f"/{SECRET}"}], "HX1")
    asyncio.run(Journal().close(alice))
    with sa.create_engine(urls["VTE_SUIVI"]).connect() as link:
        kept = [str(link.execute(sa.select(t)).all()) for t in (CLOSED_SESSIONS, TEMPLATES)]
    assert SECRET not in "".join(kept)
