"""A relay: who holds a conversation, what is said there in which order, and how it ends."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from tests.vte.resultats.conftest import moteur, parler
from vte import effacement
from vte.erreurs import ConversationClose, PasDeRelais
from vte.journal import EXCHANGES
from vte.relais import DELAI, EQUIPE, PERSONNE, TEMPS, LesRelais, fil
from vte.relais.phrases import OUVERTURE, RENDU, RETOUR, reprend
from vte.relais.relais import entendre, reprendre, rien_d_ancien
from vte.relais.tables import (
    ADRESSES,
    EN_ATTENTE,
    PAROLES,
    PERDUE,
    RELAIS,
    REMISE,
    STAFF,
    TARDIVE,
)

__all__ = ["moteur"]
LATER = datetime.now(UTC) + DELAI + timedelta(hours=1)


def says(engine: Engine, person: str, text: str, message_id: str) -> None:
    """What a channel stores of a person whose conversation is held."""
    answer = {"messages": [], "state": {"handover": True}}
    row = {"session": person, "message_id": message_id, "le": "2026-11-01T10:00:00+00:00"}
    with engine.begin() as link:
        said = {"dit": text, "reponse": json.dumps(answer)}
        link.execute(sa.insert(EXCHANGES), [row | said])
        entendre(link, person)


def states(engine: Engine) -> list[str]:
    with engine.connect() as link:
        return list(link.execute(sa.select(PAROLES.c.etat).order_by(PAROLES.c.id)).scalars())


def test_what_staff_and_the_person_say_is_read_in_its_order(moteur: Engine):
    relays = LesRelais(moteur)
    relays.prendre("alice", "web", "remi")
    relays.dire("alice", "remi", "Bonjour, je regarde votre dossier.")
    says(moteur, "alice", "merci beaucoup", "m2")
    relays.dire("alice", "rose", "C'est bon.")
    relays.rendre("alice")
    assert [(line.auteur, line.texte, line.qui) for line in fil(moteur, "alice")] == [
        ("bot", OUVERTURE, None),
        ("staff", "Bonjour, je regarde votre dossier.", "remi"),
        ("user", "merci beaucoup", None),
        ("staff", "C'est bon.", "rose"),
        ("bot", RENDU, None),
    ]
    assert relays.de("alice")[0].clos_par == EQUIPE and relays.tenu("alice") is None
    assert fil(moteur, "bob") == []


def test_a_conversation_is_held_once_whoever_asks_again(moteur: Engine):
    relays = LesRelais(moteur)
    first = relays.prendre("alice", "web", "remi")
    assert relays.prendre("alice", "web", "rose") == first and first.ouvert_par == "remi"
    assert len(fil(moteur, "alice")) == 1


def test_nobody_speaks_where_nobody_holds_and_nothing_is_opened_for_who_is_erased(moteur: Engine):
    relays = LesRelais(moteur)
    with pytest.raises(PasDeRelais):
        relays.dire("alice", "remi", "bonjour")
    relays.rendre("alice")
    assert fil(moteur, "alice") == []
    with pytest.raises(ConversationClose):
        relays.prendre("personne", "web", "remi")


def test_a_day_after_the_last_word_of_either_the_assistant_is_back_and_says_so(moteur: Engine):
    relays = LesRelais(moteur)
    for person in ("alice", "bob"):
        relays.prendre(person, "web", "remi")
    with moteur.begin() as link:
        old = (datetime.now(UTC) - DELAI - timedelta(minutes=1)).isoformat(timespec="seconds")
        link.execute(sa.update(RELAIS).values(le=old))
    says(moteur, "bob", "je suis toujours là", "m2")
    assert relays.clore_les_echus() == 1
    assert [r.session for r in relays.tenus()] == ["bob"]
    assert relays.de("alice")[0].clos_par == TEMPS
    assert fil(moteur, "alice")[-1].texte == RETOUR
    assert relays.clore_les_echus(LATER) == 1 and relays.clore_les_echus(LATER) == 0


def test_the_person_ends_it_too_and_only_one_sentence_says_so(moteur: Engine):
    relays = LesRelais(moteur)
    relays.prendre("alice", "web", "remi")
    with moteur.begin() as link:
        reprendre(link, "alice")
        reprendre(link, "alice")
    assert relays.de("alice")[0].clos_par == PERSONNE
    assert [line.texte for line in fil(moteur, "alice")] == [OUVERTURE]  # the turn says the rest


def test_on_the_web_a_word_waits_for_nobody_on_a_messenger_it_is_to_be_sent(moteur: Engine):
    relays = LesRelais(moteur)
    relays.prendre("alice", "web", "remi")
    assert states(moteur) == [REMISE]
    parler(moteur, "telegram-0")
    relays.prendre("telegram-0", "telegram", "remi")
    assert states(moteur) == [REMISE, EN_ATTENTE]


def test_one_word_is_said_where_nobody_holds_the_conversation_and_opens_nothing(moteur: Engine):
    relays = LesRelais(moteur)
    number = relays.repondre("alice", "web", "remi", "Votre dossier est complet.")
    assert relays.tenu("alice") is None
    assert [(w.auteur, w.qui, w.texte) for w in fil(moteur, "alice")] == [
        (STAFF, "remi", "Votre dossier est complet.")
    ]
    parler(moteur, "telegram-0")
    other = relays.repondre("telegram-0", "telegram", "rose", "Bonjour.")
    words = relays.mots([number, other, 99])
    assert {n: (w.texte, w.etat) for n, w in words.items()} == {
        number: ("Votre dossier est complet.", REMISE),
        other: ("Bonjour.", EN_ATTENTE),
    }
    with pytest.raises(ConversationClose):
        relays.repondre("personne", "web", "remi", "bonjour")


def test_one_word_where_somebody_holds_it_is_a_word_of_that_relay(moteur: Engine):
    relays = LesRelais(moteur)
    relays.prendre("alice", "web", "remi")
    says(moteur, "alice", "vous êtes là ?", "m2")
    assert relays.tenu("alice").prevenu
    relays.repondre("alice", "web", "rose", "Oui.")
    assert not relays.tenu("alice").prevenu  # their next words are passed on, and they are told


def test_what_reached_nobody_when_the_relay_ends_waits_for_them_to_write(moteur: Engine):
    relays = LesRelais(moteur)
    parler(moteur, "telegram-0")
    relays.prendre("telegram-0", "telegram", "remi")
    relays.clore_les_echus(LATER)
    assert states(moteur) == [TARDIVE, TARDIVE]


def test_a_restore_sends_nothing_old_and_holds_no_conversation(moteur: Engine):
    relays = LesRelais(moteur)
    parler(moteur, "telegram-0")
    relays.prendre("telegram-0", "telegram", "remi")
    with moteur.begin() as link:
        rien_d_ancien(link)
    assert states(moteur) == [PERDUE] and relays.tenus() == []


def test_an_erasure_and_a_purge_take_the_relay_and_its_words(moteur: Engine):
    for person in ("alice", "bob"):
        LesRelais(moteur).prendre(person, "web", "remi")
    effacement.effacer(["alice"])
    with moteur.connect() as link:
        for table in (RELAIS, PAROLES):
            assert list(link.execute(sa.select(table.c.session)).scalars()) == ["bob"]
    effacement.purger(LATER)
    with moteur.connect() as link:
        assert not any(link.execute(sa.select(t)).all() for t in (RELAIS, PAROLES, ADRESSES))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Retour à l'assistant", True),
        ("Reprendre avec l'assistant", True),
        ("reprendre avec l’assistant !", True),
        ("je voudrais reprendre avec l'assistant", True),
        ("reprendre", False),
        ("puis-je reprendre mon dossier avec l'assistant de direction ?", False),
    ],
)
def test_the_words_of_the_button_end_a_relay_and_no_others(said: str, meant: bool):
    assert reprend(said) is meant
