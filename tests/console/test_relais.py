"""Staff answer a person: the page where they take the conversation, write, and give it back."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from sqlalchemy.exc import OperationalError

from console import relays
from console.models import Acces, Conversation, SuiviDemande
from tests.console.conftest import texte
from tests.console.evenements import Suivi, eligible
from vte.demandes import Demandes
from vte.journal import EXCHANGES
from vte.relais import LesRelais, adresses
from vte.relais.tables import ADRESSES, PAROLES, PERDUE

Entrer = Callable[..., Client]


@pytest.fixture
def conversation(suivi: Suivi, projetee: Callable[..., Conversation]) -> Conversation:
    """Somebody who has just spoken on the web."""
    une = projetee(eligible())
    une.debut = une.fin = timezone.now()
    une.save()
    dit(suivi, une.personne, "bonjour", "m1", {"messages": [], "state": {}})
    return une


def dit(suivi: Suivi, qui: str, mots: str, message: str, reponse: dict[str, Any]) -> None:
    ligne = {"session": qui, "message_id": message, "le": "2026-11-01T10:00:00+00:00", "dit": mots}
    with suivi.moteur.begin() as lien:
        lien.execute(sa.insert(EXCHANGES), [ligne | {"reponse": json.dumps(reponse)}])


def page_de(une: Conversation, geste: str = "") -> str:
    return f"/conversations/{une.pk}/relais/{geste}"


def test_staff_take_the_conversation_write_read_and_give_it_back(
    entrer: Entrer, conversation: Conversation, suivi: Suivi
):
    client = entrer("relecteur", "remi")
    assert "Prendre la main" in texte(client.get(page_de(conversation)))
    assert "Vous avez la main" in texte(client.post(page_de(conversation, "prendre/"), follow=True))
    client.post(page_de(conversation, "repondre/"), {"texte": "Bonjour,\r\nje vous lis."})
    tenue = {"messages": [], "state": {"handover": True}}
    dit(suivi, conversation.personne, "<b>merci</b> à vous", "m2", tenue)
    fil = texte(client.get(page_de(conversation, "fil/")))
    assert "Bonjour,<br>je vous lis." in fil and "remi, " in fil
    assert "&lt;b&gt;merci&lt;/b&gt; à vous" in fil and "la personne, " in fil
    assert fil.index("je vous lis") < fil.index("merci")
    rendue = texte(client.post(page_de(conversation, "rendre/"), follow=True))
    assert "La main est rendue" in rendue and "Prendre la main" in rendue


def test_each_gesture_is_in_the_audit_log_and_no_word_is(
    entrer: Entrer, conversation: Conversation
):
    client = entrer("relecteur", "remi")
    for geste in ("prendre/", "repondre/", "rendre/"):
        client.post(page_de(conversation, geste), {"texte": "un mot à vous seul"})
    lignes = Acces.objects.filter(geste="relais").order_by("id")
    assert [(a.qui, a.quoi) for a in lignes] == [
        ("remi", f"conversation {conversation.pk} : {quoi}")
        for quoi in ("main prise", "message écrit", "main rendue")
    ]


def test_a_reader_reads_and_does_not_answer(entrer: Entrer, conversation: Conversation):
    entrer("relecteur", "remi").post(page_de(conversation, "prendre/"))
    page = texte(entrer("lecteur").get(page_de(conversation)))
    assert "remi a la main" in page and "Votre message" not in page


def test_somebody_else_may_write_too_and_reads_who_holds_it(
    entrer: Entrer, conversation: Conversation
):
    entrer("relecteur", "remi").post(page_de(conversation, "prendre/"))
    rose = entrer("relecteur", "rose")
    assert "remi a déjà la main" in texte(rose.post(page_de(conversation, "prendre/"), follow=True))
    rose.post(page_de(conversation, "repondre/"), {"texte": "je prends la suite"})
    assert "rose, " in texte(rose.get(page_de(conversation)))


@pytest.mark.parametrize("mots", ["", "   ", "x" * 2001])
def test_nothing_and_too_much_are_not_sent(
    entrer: Entrer, conversation: Conversation, suivi: Suivi, mots: str
):
    client = entrer("relecteur")
    client.post(page_de(conversation, "prendre/"))
    reponse = client.post(page_de(conversation, "repondre/"), {"texte": mots}, follow=True)
    assert "de 1 à 2000 caractères" in texte(reponse)
    assert f">{mots.strip()}</textarea>" in texte(reponse)
    with suivi.moteur.connect() as lien:
        assert lien.execute(sa.select(PAROLES).where(PAROLES.c.auteur == "staff")).all() == []


def test_who_writes_after_the_hand_was_given_back_is_told_so(
    entrer: Entrer, conversation: Conversation
):
    client = entrer("relecteur")
    reponse = client.post(page_de(conversation, "repondre/"), {"texte": "trop tard"}, follow=True)
    assert "n'est plus tenue" in texte(reponse)
    assert "qui n'est pas parti" in texte(reponse) and "trop tard</textarea>" in texte(reponse)


def test_a_person_of_a_messenger_who_did_not_ask_for_anybody_is_waited_for(
    entrer: Entrer, conversation: Conversation, suivi: Suivi
):
    conversation.canal = "telegram"
    conversation.save()
    client = entrer("relecteur")
    page = texte(client.post(page_de(conversation, "prendre/"), follow=True))
    assert "quand la personne écrira de nouveau" in page and "pas encore remis" in page
    with suivi.moteur.begin() as lien:
        lien.execute(sa.update(PAROLES).values(etat=PERDUE, motif="HTTP 403, code 403"))
        adresses.garder(lien, conversation.personne, "telegram", "12345", demande=False)
    page = texte(client.get(page_de(conversation)))
    assert "non remis\u00a0: HTTP 403, code 403" in page and "écrira de nouveau" not in page


def test_past_the_window_of_a_messenger_the_person_must_write_first(
    entrer: Entrer, conversation: Conversation, suivi: Suivi
):
    conversation.canal = "whatsapp_cloud"
    conversation.save()
    client = entrer("relecteur")
    client.post(page_de(conversation, "prendre/"))
    with suivi.moteur.begin() as lien:
        adresses.garder(lien, conversation.personne, "whatsapp_cloud", "336", demande=False)
    assert "doit écrire d'abord" not in texte(client.get(page_de(conversation)))
    with suivi.moteur.begin() as lien:
        avant = (datetime.now(UTC) - timedelta(hours=25)).isoformat(timespec="seconds")
        for table in (ADRESSES, EXCHANGES):
            lien.execute(sa.update(table).values(le=avant))
        lien.execute(sa.update(PAROLES).values(etat=PERDUE, motif="injoignable (code 131026)"))
    page = texte(client.get(page_de(conversation)))
    assert "la personne doit écrire d'abord" in page and "pendant une semaine" in page
    assert "la personne nous a bloqués, ou n'a plus de compte (code 131026)" in page


def test_a_web_session_that_is_over_reads_nothing_more(
    entrer: Entrer, conversation: Conversation, monkeypatch: pytest.MonkeyPatch
):
    client = entrer("relecteur")
    page = texte(client.post(page_de(conversation, "prendre/"), follow=True))
    assert "ne lira plus" not in page
    monkeypatch.setenv("VTE_DUREE_SESSION", "1")
    conversation.debut = timezone.now() - timezone.timedelta(seconds=5)
    conversation.save()
    assert "ne lira plus" in texte(client.get(page_de(conversation)))


def test_a_second_conversation_of_an_old_session_answers_nothing(
    entrer: Entrer, conversation: Conversation, suivi: Suivi, projetee: Callable[..., Conversation]
):
    qui = conversation.personne
    Demandes().noter(qui, nom="Léa", coordonnee="a@b.fr", sujet="un dossier")
    Demandes().envoyer(qui)
    suite = projetee(eligible(), qui)
    Conversation.objects.filter(pk=suite.pk).update(debut=timezone.now())
    Conversation.objects.exclude(pk=suite.pk).update(debut=timezone.now() - timedelta(hours=25))
    client = entrer("relecteur")
    client.get("/demandes/")
    assert "ne lira plus" in texte(client.post(page_de(suite, "prendre/"), follow=True))
    page = texte(client.post(page_de(suite, "repondre/"), {"texte": "Je vous lis."}))
    assert "elle ne lirait pas ce message" in page and "Je vous lis.</textarea>" in page
    assert SuiviDemande.objects.get().etat == "nouvelle"
    with suivi.moteur.connect() as lien:
        assert lien.execute(sa.select(PAROLES).where(PAROLES.c.auteur == "staff")).all() == []


def test_looking_again_and_again_does_not_keep_somebody_logged_in(
    entrer: Entrer, conversation: Conversation
):
    client = entrer("relecteur")
    assert "console_session" in client.get(page_de(conversation)).cookies
    assert "console_session" not in client.get(page_de(conversation, "fil/")).cookies
    assert client.get(page_de(conversation)).status_code == 200


def test_whoever_follows_without_having_opened_the_page_is_in_the_log_once(
    entrer: Entrer, conversation: Conversation
):
    client, ecoute = entrer("lecteur", "alix"), Acces.objects.filter(geste="lecture")
    for _ in range(2):
        assert client.get(page_de(conversation, "fil/")).status_code == 200
    assert [(a.qui, a.quoi) for a in ecoute] == [
        ("alix", f"conversation {conversation.pk}, échange")
    ]


def test_whoever_has_opened_the_page_follows_without_another_line(
    entrer: Entrer, conversation: Conversation
):
    client = entrer("lecteur")
    for geste in ("", "fil/", "fil/"):
        client.get(page_de(conversation, geste))
    assert Acces.objects.filter(geste="lecture").count() == 1
    entrer("lecteur").get(page_de(conversation, "fil/"))  # another login
    assert Acces.objects.filter(geste="lecture").count() == 2


def test_closing_the_last_request_forgets_how_to_reach_the_person(
    entrer: Entrer, conversation: Conversation, suivi: Suivi, compte: Callable[..., User]
):
    qui = conversation.personne
    for sujet in ("un", "deux"):
        Demandes().noter(qui, nom="Léa", coordonnee="a@b.fr", sujet=sujet)
        Demandes().envoyer(qui)
    with suivi.moteur.begin() as lien:
        adresses.garder(lien, qui, "telegram", "12345", demande=True)
    client, connue = entrer("relecteur"), []
    assert "l'échange avec elle" in texte(client.get("/demandes/1/"))
    for cle in (1, 2):
        client.post(f"/demandes/{cle}/traitement/", {"etat": "close"})
        with suivi.moteur.connect() as lien:
            connue.append(adresses.connue(lien, qui))
    assert connue == [True, False]


def test_a_tracker_that_is_away_is_told_and_breaks_no_page(
    entrer: Entrer, conversation: Conversation, monkeypatch: pytest.MonkeyPatch
):
    def away() -> None:
        raise OperationalError("", {}, Exception())

    client = entrer("relecteur")
    monkeypatch.setattr(relays, "ouvert", away)
    assert "ne répond pas" in texte(client.get(page_de(conversation)))
    assert client.get(page_de(conversation, "fil/")).status_code == 503
    assert "ne répond pas" in texte(client.post(page_de(conversation, "prendre/"), follow=True))
    page = texte(client.post(page_de(conversation, "repondre/"), {"texte": "Un long message."}))
    assert page.count("ne répond pas") == 1 and "Un long message.</textarea>" in page


def test_what_was_said_goes_with_the_person(
    entrer: Entrer, conversation: Conversation, suivi: Suivi
):
    client = entrer("responsable")
    client.post(page_de(conversation, "prendre/"))
    client.post(f"/conversations/{conversation.pk}/effacer/", {"motif": "à sa demande"})
    assert LesRelais(suivi.moteur).de(conversation.personne) == []
