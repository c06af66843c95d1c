"""A request is answered from its page, where the person can read it; elsewhere the page says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from django.test import Client
from django.utils import timezone
from sqlalchemy.exc import OperationalError

from console import requests
from console.effacement import effacer_personne
from console.models import Acces, Conversation, Etape, SuiviDemande
from tests.console.conftest import texte
from tests.console.evenements import Suivi, eligible
from vte.demandes import Demandes
from vte.journal import EXCHANGES
from vte.relais import LesRelais, adresses, fil
from vte.relais.tables import ADRESSES, PAROLES, REMISE

Entrer = Callable[..., Client]
ICI = "/demandes/1/"


@pytest.fixture
def personne(suivi: Suivi, projetee: Callable[..., Conversation]) -> Conversation:
    """Somebody who has just asked on the web to be called back."""
    une = projetee(eligible())
    une.debut = une.fin = timezone.now()
    une.save()
    ligne = {"session": une.personne, "message_id": "m1", "le": "2026-11-01T10:00:00+00:00"}
    with suivi.moteur.begin() as lien:
        lien.execute(sa.insert(EXCHANGES), [ligne | {"dit": "bonjour", "reponse": "{}"}])
    demander(une.personne)
    return une


def demander(qui: str) -> None:
    base = Demandes()
    base.noter(qui, nom="Léa Martin", coordonnee="lea@exemple.fr", sujet="un dossier")
    base.envoyer(qui)


def dits(suivi: Suivi, qui: str) -> list[tuple[str, str]]:
    return [(ligne.auteur, ligne.texte) for ligne in fil(suivi.moteur, qui)]


def repondre(client: Client, mots: str = "Votre dossier est complet.", **plus: str) -> str:
    return texte(client.post(f"{ICI}reponse/", {"texte": mots, **plus}, follow=True))


def test_an_answer_is_in_the_conversation_and_the_request_is_answered(
    entrer: Entrer, personne: Conversation, suivi: Suivi
):
    client = entrer("relecteur", "remi")
    page = texte(client.get(ICI))
    assert "cette personne la lit si elle y revient avant le" in page
    page = repondre(client, "Bonjour,\r\nvotre dossier est complet.")
    assert "Votre réponse est dans sa conversation." in page
    assert dits(suivi, personne.personne) == [("staff", "Bonjour,\nvotre dossier est complet.")]
    une = SuiviDemande.objects.get()
    assert (une.etat, une.affectee_a.username) == ("repondue", "remi")
    historique = page.split('id="historique"')[1].split("</ol>")[0]
    assert "Répondue ici" in historique and "par remi, le " in historique
    assert "Bonjour,<br>votre dossier est complet." in historique
    assert "déposé dans sa conversation, sur le site" in historique
    assert Acces.objects.get(geste="relais").quoi == "demande 1 : réponse écrite"


def test_the_assistant_goes_on_answering_unless_staff_keep_the_conversation(
    entrer: Entrer, personne: Conversation, suivi: Suivi
):
    client, relais = entrer("relecteur", "remi"), LesRelais(suivi.moteur)
    repondre(client)
    assert relais.tenu(personne.personne) is None
    repondre(client, garder="on")
    assert relais.tenu(personne.personne).ouvert_par == "remi"


def test_on_a_messenger_the_answer_waits_until_it_is_sent_and_the_page_says_so(
    entrer: Entrer, personne: Conversation, suivi: Suivi
):
    Conversation.objects.update(canal="telegram")
    with suivi.moteur.begin() as lien:
        adresses.garder(lien, personne.personne, "telegram", "98765432", demande=True)
    client = entrer("relecteur")
    assert "Votre réponse part sur Telegram" in texte(client.get(ICI))
    page = repondre(client)
    assert "pas encore remis" in page and "Votre réponse va lui être remise." in page
    with suivi.moteur.begin() as lien:
        lien.execute(sa.update(PAROLES).values(etat=REMISE))
    assert "remis sur sa messagerie" in texte(client.get(ICI))
    with suivi.moteur.begin() as lien:
        lien.execute(sa.update(PAROLES).values(etat="perdue", motif="403"))
    assert "non remis\u00a0: 403" in texte(client.get(ICI))


def test_where_nothing_would_be_read_the_page_says_so_and_nothing_is_sent(
    entrer: Entrer, personne: Conversation, suivi: Suivi
):
    client = entrer("relecteur")
    Conversation.objects.update(debut=timezone.now() - timedelta(days=3))
    page = texte(client.get(ICI))
    assert "Sa session sur le site est finie" in page and "l…@exemple.fr" in page
    assert "un responsable peut démasquer" in page and "lea@" not in page
    assert "rien n'est parti" in repondre(client)
    Conversation.objects.update(canal="telegram")
    assert "Son adresse sur Telegram n'est plus gardée" in texte(client.get(ICI))
    assert "rien n'est parti" in repondre(client)
    assert dits(suivi, personne.personne) == [] and not Etape.objects.exists()
    assert SuiviDemande.objects.get().etat == "nouvelle"


def test_the_session_on_the_site_is_as_old_as_the_first_conversation_held_in_it(
    entrer: Entrer, personne: Conversation, suivi: Suivi, projetee: Callable[..., Conversation]
):
    Conversation.objects.update(debut=timezone.now() - timedelta(hours=25))
    suite = projetee(eligible(), personne.personne)
    suite.debut = timezone.now()
    suite.save()
    assert Conversation.objects.count() == 2
    assert "Sa session sur le site est finie" in texte(entrer("relecteur").get(ICI))


def test_past_the_window_of_a_messenger_the_answer_waits_until_the_person_writes(
    entrer: Entrer, personne: Conversation, suivi: Suivi
):
    Conversation.objects.update(canal="whatsapp_cloud")
    with suivi.moteur.begin() as lien:
        adresses.garder(lien, personne.personne, "whatsapp_cloud", "336", demande=True)
        avant = (timezone.now() - timedelta(hours=25)).isoformat(timespec="seconds")
        for table in (ADRESSES, EXCHANGES):
            lien.execute(sa.update(table).values(le=avant))
    client = entrer("relecteur")
    page = texte(client.get(ICI))
    assert "elle doit écrire d'abord" in page and "n'est plus gardée" not in page
    assert "sera remise quand la personne écrira de nouveau" in repondre(client)
    assert dits(suivi, personne.personne) == [("staff", "Votre dossier est complet.")]


def test_two_who_answer_from_the_same_page_do_not_both_answer(
    entrer: Entrer, personne: Conversation, suivi: Suivi
):
    remi, rose = entrer("relecteur", "remi"), entrer("relecteur", "rose")
    vues = str(remi.get(ICI).context["reponses"])
    assert f'name="reponses" value="{vues}"' in texte(remi.get(ICI))
    repondre(rose, "C'est fait.", reponses=vues)
    page = repondre(remi, "Je regarde.", reponses=vues, garder="on")
    assert "déjà partie depuis" in page and ">Je regarde.</textarea>" in page
    assert 'name="garder" checked' in page
    assert dits(suivi, personne.personne) == [("staff", "C'est fait.")]
    assert LesRelais(suivi.moteur).tenu(personne.personne) is None
    repondre(remi, "Je regarde.", reponses="1")
    assert len(dits(suivi, personne.personne)) == 2


def test_an_answer_takes_the_request_from_nobody(entrer: Entrer, personne: Conversation):
    remi, rose = entrer("relecteur", "remi"), entrer("relecteur", "rose")
    remi.get(ICI)
    lue = SuiviDemande.objects.get()
    SuiviDemande.objects.update(affectee_a=rose.get(ICI).context["user"].pk)
    moi = remi.get(ICI).context["user"]
    requests.repondre(lue, requests.voie_de(personne.personne), moi, "Bonjour.", garder=False)
    une = SuiviDemande.objects.get()
    assert (une.etat, une.affectee_a.username) == ("repondue", "rose")


def test_an_answer_that_could_not_be_sent_is_not_lost(entrer: Entrer, personne: Conversation):
    client = entrer("relecteur")
    assert f">{'x' * 2001}</textarea>" in repondre(client, "x" * 2001)
    Conversation.objects.update(debut=timezone.now() - timedelta(days=3))
    page = repondre(client, "Un <b>mot</b>.")
    assert "qui n'est pas parti" in page and "Un &lt;b&gt;mot&lt;/b&gt;." in page


def test_a_request_whose_conversation_is_not_there_yet_can_be_read(entrer: Entrer, suivi: Suivi):
    demander("quelqu'un")
    client = entrer("relecteur")
    assert "Sa conversation n'est pas encore dans la console" in texte(client.get(ICI))
    assert "rien n'est parti" in repondre(client)


@pytest.mark.parametrize("mots", ["", "  \n ", "x" * 2001])
def test_an_answer_that_is_empty_or_too_long_is_refused(
    entrer: Entrer, personne: Conversation, suivi: Suivi, mots: str
):
    assert "Écrivez de 1 à 2000 caractères." in repondre(entrer("relecteur"), mots)
    assert dits(suivi, personne.personne) == []


def test_who_may_not_answer_reads_and_has_nowhere_to_write(entrer: Entrer, personne: Conversation):
    page = texte(entrer("lecteur").get(ICI))
    assert "L. M." in page and "<textarea" not in page and "Démasquer" not in page


def test_a_word_in_the_relay_answers_the_request_too(
    entrer: Entrer, personne: Conversation, suivi: Suivi
):
    client = entrer("relecteur", "remi")
    client.get("/demandes/")
    echange = f"/conversations/{personne.pk}/relais/"
    client.post(f"{echange}prendre/")
    client.post(f"{echange}repondre/", {"texte": "Je vous lis."})
    assert SuiviDemande.objects.get().etat == "repondue"
    assert "Je vous lis." in texte(client.get(ICI)).split('id="historique"')[1]


def test_a_person_who_erased_everything_is_written_nothing(
    entrer: Entrer, personne: Conversation, suivi: Suivi
):
    client = entrer("relecteur")
    client.post(f"{ICI}notes/", {"texte": "une note"})
    effacer_personne(personne.personne)
    assert client.post(f"{ICI}reponse/", {"texte": "bonjour"}).status_code == 404
    assert not Etape.objects.exists() and not SuiviDemande.objects.exists()


def test_what_staff_did_of_a_request_goes_when_the_person_erases_it_on_the_site(
    entrer: Entrer, personne: Conversation, suivi: Suivi, projeter: Callable[..., int]
):
    """The assistant erases the request; the projection follows."""
    autre = suivi.ecrire(eligible())
    demander(autre)
    projeter()
    client = entrer("relecteur")
    for numero in (1, 2):
        client.post(f"/demandes/{numero}/notes/", {"texte": "une note"})
    with Demandes()._moteur.begin() as lien:
        lien.execute(sa.text("delete from demandes where id = 1"))
    suivi.effacer(personne.personne)
    projeter()
    assert list(Etape.objects.values_list("demande", flat=True)) == [2]
    assert list(SuiviDemande.objects.values_list("demande", flat=True)) == [2]


def test_a_database_of_conversations_that_is_away_says_so_and_shows_the_request(
    entrer: Entrer, personne: Conversation, monkeypatch: pytest.MonkeyPatch
):
    def away(*_: object) -> None:
        raise OperationalError("", {}, Exception())

    monkeypatch.setattr(requests, "voie_de", away)
    client = entrer("relecteur")
    page = texte(client.get(ICI))
    assert "ne répond pas" in page and "L. M." in page
    page = repondre(client)
    assert page.count("ne répond pas") == 1 and "Votre dossier est complet.</textarea>" in page


def test_what_a_person_wrote_is_shown_and_never_run(entrer: Entrer, suivi: Suivi):
    base = Demandes()
    base.noter("x", nom="<b>Léa</b>", coordonnee="a@b.fr", sujet="<script>alert(1)</script>")
    base.envoyer("x")
    page = texte(entrer("relecteur").get(ICI))
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page
