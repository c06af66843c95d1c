"""A member of staff answers in the conversation, on the real servers: the web and the messengers.

What the console does of it is in tests/console_servie.
"""

from __future__ import annotations

import concurrent.futures
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from bot.channels.web.sessions import Sessions
from tests.messageries import Personne, SurCloud, SurMessenger, SurTelegram, SurWhatsApp
from tests.serveurs import Conversation, Serveurs
from vte import journal
from vte.pseudonymes import pseudonyme
from vte.relais import DELAI, REPRENDRE, TITRE, LesRelais, adresses, fil
from vte.relais.phrases import OUVERTURE, RENDU, REPRIS, RETOUR, TRANSMIS

STAFF = "Un conseiller\u00a0: "
LATER = datetime.now(UTC) + DELAI + timedelta(hours=1)


@pytest.fixture
def moteur(serveurs: Serveurs) -> Engine:
    return journal.ouvrir()


@pytest.fixture
def relais(moteur: Engine) -> LesRelais:
    return LesRelais(moteur)


def session(conversation: Conversation) -> str:
    return Sessions().read(conversation.client.headers["Authorization"])


def updates(conversation: Conversation, after: str = "") -> dict[str, Any]:
    answer = conversation.client.get("/updates", params={"after": after}, timeout=30)
    assert answer.status_code == 200
    return answer.json()


def history(conversation: Conversation) -> dict[str, Any]:
    return conversation.client.get("/history").raise_for_status().json()


# The web


def test_staff_take_the_conversation_and_the_assistant_is_silent_until_they_give_it_back(
    conversation: Conversation, relais: LesRelais
):
    who = session(conversation)
    assert "handover" not in conversation.dire("on est 45 à Oyonnax")["state"]
    relais.prendre(who, "web", "remi")
    first = conversation.dire("bonjour, il y a quelqu'un ?")
    assert [m["text"] for m in first["messages"]] == [TRANSMIS] and first["state"]["handover"]
    assert first["state"]["dossier"]["effectif"] == 45
    assert conversation.dire("nous sommes 60 en fait")["messages"] == []
    relais.dire(who, "remi", "Oui, je vous lis.")
    assert [m["text"] for m in conversation.dire("ah, merci")["messages"]] == [TRANSMIS]
    relais.rendre(who)
    again = conversation.dire("récapitule")
    assert "handover" not in again["state"] and "45" in again["messages"][0]["text"]
    assert again["state"]["dossier"]["effectif"] == 45  # what staff were told is no fact


def test_the_history_has_the_words_of_staff_where_they_were_said(
    conversation: Conversation, relais: LesRelais
):
    who = session(conversation)
    conversation.dire("bonjour")
    relais.prendre(who, "web", "remi")
    relais.dire(who, "remi", "Appelez-moi au 06 12 34 56 78.")
    conversation.dire("mon numéro est le 06 98 76 54 32")
    relais.rendre(who)
    conversation.dire("merci")
    told = history(conversation)
    said = [(m["from"], m["text"]) for m in told["messages"]]
    assert said[0] == ("user", "bonjour") and "handover" not in told["state"]
    start = said.index(("bot", OUVERTURE))
    assert said[start + 1] == ("staff", "Appelez-moi au 06 12 34 56 78.")  # as it was written
    assert said[start + 2][0] == "user" and "98 76" not in said[start + 2][1]  # masked as ever
    assert said[start + 3 : start + 6] == [("bot", TRANSMIS), ("bot", RENDU), ("user", "merci")]
    assert len({m["id"] for m in told["messages"]}) == len(told["messages"])


@pytest.mark.parametrize("how", ["payload", "words"])
def test_the_person_goes_on_with_the_assistant_by_the_button_or_its_words(
    conversation: Conversation, relais: LesRelais, how: str
):
    conversation.dire("on est 45")
    relais.prendre(session(conversation), "web", "remi")
    offered = conversation.dire("bonjour")["messages"][0]["buttons"][0]
    assert offered["payload"] == REPRENDRE
    back = (
        conversation.choisir(offered["payload"])
        if how == "payload"
        else conversation.dire(f"{offered['title']} !")
    )
    assert [m["text"] for m in back["messages"]] == [REPRIS] and "handover" not in back["state"]
    assert history(conversation)["messages"][-2]["text"].startswith(offered["title"])
    assert "Oyonnax" in str(conversation.dire("à Oyonnax")["state"]["dossier"])


def test_a_message_sent_twice_to_staff_is_one(conversation: Conversation, relais: LesRelais):
    conversation.dire("bonjour")
    relais.prendre(session(conversation), "web", "remi")
    body = {"message_id": str(uuid.uuid4()), "text": "vous êtes là ?"}
    answers = [conversation.client.post("/messages", json=body).json() for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert [m["text"] for m in history(conversation)["messages"]].count("vous êtes là ?") == 1


def test_updates_wait_for_a_word_of_staff_and_tell_what_came_since(
    conversation: Conversation, relais: LesRelais
):
    who = session(conversation)
    conversation.dire("bonjour")
    relais.prendre(who, "web", "remi")
    seen = history(conversation)["messages"][-1]["id"]
    with concurrent.futures.ThreadPoolExecutor() as elsewhere:
        waiting = elsewhere.submit(updates, conversation, seen)
        time.sleep(1.5)
        assert not waiting.done()
        relais.dire(who, "remi", "Me voici.")
        came = waiting.result(timeout=10)
    assert [(m["from"], m["text"]) for m in came["messages"]] == [("staff", "Me voici.")]
    assert came["state"]["handover"] is True
    assert [m["text"] for m in updates(conversation, seen)["messages"]] == ["Me voici."]
    assert updates(conversation)["messages"] == history(conversation)["messages"]


def test_updates_are_for_who_has_the_session(conversation: Conversation, serveurs: Serveurs):
    assert (
        conversation.client.get("/updates", headers={"Authorization": "Bearer faux"}).status_code
        == 401
    )
    conversation.dire("bonjour")
    conversation.client.delete("/sessions/current")
    assert conversation.client.get("/updates").status_code == 401


def test_after_a_day_without_a_word_the_assistant_is_back_and_says_so(
    conversation: Conversation, relais: LesRelais
):
    conversation.dire("on est 45 à Oyonnax")
    relais.prendre(session(conversation), "web", "remi")
    relais.clore_les_echus(LATER)
    assert history(conversation)["messages"][-1]["text"] == RETOUR
    assert "45" in conversation.dire("récapitule")["messages"][0]["text"]


def test_what_was_said_to_staff_is_erased_with_the_conversation(
    conversation: Conversation, relais: LesRelais, moteur: Engine
):
    who = session(conversation)
    conversation.dire("bonjour")
    relais.prendre(who, "web", "remi")
    relais.dire(who, "remi", "un mot à vous seul")
    assert conversation.client.delete("/sessions/current").status_code == 204
    assert fil(moteur, who) == [] and relais.de(who) == []


# Messengers


MESSENGERS = pytest.mark.parametrize(
    "on", [SurMessenger, SurTelegram, SurWhatsApp, SurCloud], ids=lambda c: c.canal
)


def until(true: Callable[[], bool], seconds: float = 15.0) -> None:
    limit = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < limit
        time.sleep(0.1)


def asks_for_somebody(personne: Personne) -> str:
    """Who they are for the staff, once their request is sent."""
    for said in ("bonjour", "rappelez-moi", "Léa Martin", "lea@exemple.fr"):
        personne.dire(said)
    personne.dire("savoir où en est mon dossier")
    assert "C'est envoyé" in "\n".join(personne.dire("oui"))
    return pseudonyme(personne.canal, personne.adresse)


@MESSENGERS
def test_one_answer_is_brought_where_nobody_holds_the_conversation(
    on: Callable[[Serveurs], Personne], serveurs: Serveurs, relais: LesRelais
):
    """And the assistant answers what is said next."""
    personne = on(serveurs)
    who = asks_for_somebody(personne)
    relais.repondre(who, personne.canal, "remi", "Votre dossier est complet.")
    assert personne.lire() == [f"{STAFF}Votre dossier est complet."]
    assert "Oyonnax" in "\n".join(personne.dire("on est 45 à Oyonnax, récapitule"))


@MESSENGERS
def test_staff_answer_on_the_messenger_and_the_assistant_is_silent(
    on: Callable[[Serveurs], Personne], serveurs: Serveurs, relais: LesRelais, moteur: Engine
):
    personne = on(serveurs)
    who = asks_for_somebody(personne)
    relais.prendre(who, personne.canal, "remi")
    relais.dire(who, "remi", "Bonjour, votre dossier est complet.")
    told = "\n".join(personne.lire())
    assert OUVERTURE[:30] in told and f"{STAFF}Bonjour, votre dossier est complet." in told
    assert TRANSMIS[:25] in "\n".join(personne.dire("merci, et le paiement ?"))
    personne.dire("vous êtes là ?", attendre=False)
    until(lambda: fil(moteur, who)[-1].texte == "vous êtes là ?")
    relais.dire(who, "remi", "Sous un mois.")
    assert personne.lire() == [f"{STAFF}Sous un mois."]
    said = [(line.auteur, line.texte) for line in fil(moteur, who)]
    assert ("user", "merci, et le paiement ?") in said and ("user", "vous êtes là ?") in said
    relais.rendre(who)
    assert "l'assistant automatique" in "\n".join(personne.lire())
    assert "45" in "\n".join(personne.dire("on est 45 à Oyonnax, récapitule"))


@MESSENGERS
def test_the_person_takes_the_assistant_back_on_the_messenger(
    on: Callable[[Serveurs], Personne], serveurs: Serveurs, relais: LesRelais
):
    personne = on(serveurs)
    who = asks_for_somebody(personne)
    relais.prendre(who, personne.canal, "remi")
    personne.lire()
    assert REPRIS[:30] in "\n".join(personne.choisir(TITRE))
    assert relais.tenu(who) is None
    assert "Oyonnax" in "\n".join(personne.dire("on est 45 à Oyonnax, récapitule"))


def test_staff_wait_for_who_did_not_ask_for_them_and_are_heard_when_they_write(
    serveurs: Serveurs, relais: LesRelais, moteur: Engine
):
    personne = SurTelegram(serveurs)
    personne.dire("bonjour")
    who = pseudonyme(personne.canal, personne.adresse)
    taken = relais.prendre(who, personne.canal, "remi")
    assert not relais.joignable(taken)  # nothing keeps how to reach them
    relais.dire(who, "remi", "Je peux vous aider.")
    told = personne.dire("il me manque une date")
    assert told[0] == OUVERTURE and told[1] == f"{STAFF}Je peux vous aider."
    assert told[2] == TRANSMIS and relais.joignable(taken)
    relais.rendre(who)
    personne.lire()
    with moteur.connect() as link:
        assert not adresses.connue(link, who)


def test_stop_erases_what_staff_said_and_how_to_reach_the_person(
    serveurs: Serveurs, relais: LesRelais, moteur: Engine
):
    personne = SurWhatsApp(serveurs)
    who = asks_for_somebody(personne)
    relais.prendre(who, personne.canal, "remi")
    personne.lire()
    personne.dire("STOP")
    assert relais.de(who) == [] and fil(moteur, who) == []
    with moteur.connect() as link:
        assert not adresses.connue(link, who)
