"""Staff close the assistant, or tell everybody something: read on the real servers, at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.bureau import Bureau
from tests.messageries import SurTelegram
from tests.serveurs import Conversation, Serveurs
from vte.annonces import ANNONCE, FERMETURE

TRAVAUX = "Nous mettons les règles à jour."


@pytest.fixture
def bureau(serveurs: Serveurs) -> Iterator[Bureau]:
    bureau = Bureau()
    yield bureau
    bureau.tout_retirer()


def test_a_closed_assistant_says_until_when_and_goes_on_afterwards_with_what_it_knew(
    bureau: Bureau, conversation: Conversation
):
    conversation.dire("on est 45 à Oyonnax")
    dite = bureau.publier(FERMETURE, TRAVAUX)
    renvoyee = conversation.dire("un CDI")
    assert renvoyee["messages"][0]["text"].startswith(dite)
    assert renvoyee["state"]["notice"] == dite
    assert "contrat" not in renvoyee["state"]["dossier"]
    assert renvoyee["state"]["dossier"]["effectif"] == 45
    suite = conversation.client.get("/history").json()
    assert suite["state"]["notice"] == dite
    assert [m["text"] for m in suite["messages"]][-2:] == [
        "un CDI",
        renvoyee["messages"][0]["text"],
    ]
    bureau.retirer(FERMETURE)
    apres = conversation.dire("un CDI")["state"]
    assert apres["dossier"]["contrat"] == "cdi" and "notice" not in apres


def test_whoever_has_said_nothing_yet_hears_it_too(
    bureau: Bureau, conversation: Conversation, serveurs: Serveurs
):
    assert conversation.client.get("/notice").json() == {}
    dite = bureau.publier(ANNONCE, "Le barème change le 1er janvier.")
    assert conversation.client.get("/notice").json() == {"notice": dite}


def test_a_closed_assistant_still_erases(bureau: Bureau, conversation: Conversation):
    conversation.dire("on est 45 à Oyonnax")
    bureau.publier(FERMETURE, TRAVAUX)
    assert conversation.client.delete("/sessions/current").status_code == 204


def test_a_messenger_says_a_notice_once_and_a_closure_each_time(bureau: Bureau, serveurs: Serveurs):
    personne = SurTelegram(serveurs)
    personne.dire("on est 45 à Oyonnax")
    notice = bureau.publier(ANNONCE, "Le barème change le 1er janvier.")
    premiere = personne.dire("récapitule")
    assert premiere[0] == notice and "45" in "\n".join(premiere[1:])
    assert notice not in personne.dire("récapitule")
    fermee = bureau.publier(FERMETURE, TRAVAUX)
    for _ in range(2):
        (dite,) = personne.dire("récapitule")
        assert dite.startswith(fermee) and "STOP" in dite
    assert "effac" in "\n".join(personne.dire("STOP"))
    bureau.retirer(FERMETURE)
    assert "45" not in "\n".join(personne.dire("START"))


def test_who_wrote_while_it_was_closed_still_hears_the_notice(bureau: Bureau, serveurs: Serveurs):
    personne = SurTelegram(serveurs)
    personne.dire("on est 45 à Oyonnax")
    notice = bureau.publier(ANNONCE, "Le barème change le 1er janvier.")
    bureau.publier(FERMETURE, TRAVAUX)
    (fermee,) = personne.dire("récapitule")
    assert TRAVAUX in fermee
    bureau.retirer(FERMETURE)
    assert personne.dire("récapitule")[0] == notice
    assert notice not in personne.dire("récapitule")
