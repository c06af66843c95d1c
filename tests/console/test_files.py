"""The queues: what waits, in which order, how it leaves; two people judge blind what is drawn."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client

from console import review
from console.models import Conversation, Correction, Jugement, Raison
from tests.console.conftest import texte
from tests.console.evenements import Suivi, abandonnee, bot, dit, eligible, pas_comprise

Projetee = Callable[..., Conversation]
Entrer = Callable[..., Client]


@pytest.fixture
def hasard(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    def faire(part: float) -> None:
        monkeypatch.setattr("console.projection.reasons.PART", part)

    faire(0.0)
    return faire


@pytest.fixture
def trois(projetee: Projetee, hasard: Callable[[float], None]) -> list[Conversation]:
    """Three conversations that were not understood, the oldest first."""
    return [projetee(pas_comprise(mot)) for mot in ("bla", "ble", "bli")]


@pytest.fixture
def tiree(projetee: Projetee, hasard: Callable[[float], None]) -> Conversation:
    hasard(1.0)
    return projetee(eligible())


def aller(client: Client, adresse: str, **champs: str) -> str:
    """Where a gesture leads."""
    reponse = client.post(adresse, champs) if champs else client.get(adresse)
    return str(reponse["Location"])


def page(client: Client, conversation: Conversation, file: str = "incompris") -> str:
    return texte(client.get(f"/conversations/{conversation.pk}/?file={file}"))


# The queues


def test_the_page_counts_each_queue_and_leads_to_the_oldest(
    entrer: Entrer, trois: list[Conversation]
):
    client = entrer("lecteur")
    accueil = texte(client.get("/relire/"))
    assert '<strong class="grand">3</strong>' in accueil
    assert "/relire/incompris/suivante/" in accueil and "/relire/avis/suivante/" not in accueil
    assert aller(client, "/relire/incompris/suivante/").startswith(
        f"/conversations/{trois[0].pk}/?file=incompris#tour-1"
    )


def test_a_queue_is_listed_the_oldest_first_each_with_all_its_reasons(
    entrer: Entrer, trois: list[Conversation], projetee: Projetee
):
    deux = projetee([*pas_comprise("blo"), dit("euh", confiance=0.3), bot("Noté")])
    liste = texte(entrer("lecteur").get("/relire/incompris/"))
    places = [liste.index(f"/conversations/{c.pk}/") for c in (*trois, deux)]
    assert places == sorted(places)
    assert "un message pas compris" in liste and "confiance faible" in liste[places[-1] :]


def test_the_list_shows_the_reasons_and_is_filtered_by_them(
    entrer: Entrer, trois: list[Conversation], projetee: Projetee
):
    autre, client = projetee(eligible()), entrer("relecteur")
    client.post(f"/conversations/{trois[0].pk}/relue/")
    listee = texte(client.get("/conversations/?raison=incompris"))
    assert [f"/conversations/{c.pk}/" in listee for c in (*trois, autre)] == [0, 1, 1, 0]
    assert 'raison">un message pas compris' in listee


def test_each_conversation_leads_to_its_neighbours_and_to_its_turns_in_doubt(
    entrer: Entrer, trois: list[Conversation]
):
    milieu = page(entrer("lecteur"), trois[1])
    assert f'rel="prev" href="/conversations/{trois[0].pk}/?file=incompris#tour-1"' in milieu
    assert f'rel="next" href="/conversations/{trois[2].pk}/?file=incompris#tour-1"' in milieu
    assert 'href="#tour-1">un message pas compris' in milieu and "data-douteux" in milieu
    assert "Relue, et suivante" not in milieu  # a reader reviews nothing
    assert 'rel="prev"' not in page(entrer("lecteur"), trois[0])


def test_a_turn_in_doubt_leads_to_the_next_one(
    entrer: Entrer, projetee: Projetee, hasard: Callable[[float], None]
):
    lue = projetee([*pas_comprise(), *eligible()[3:], *pas_comprise()[3:]])
    assert 'href="#tour-3">Tour douteux suivant (3)' in page(entrer("lecteur"), lue)


def test_reviewed_it_leaves_all_its_queues_and_the_next_comes(
    entrer: Entrer, trois: list[Conversation]
):
    client = entrer("relecteur")
    for ici, suite in zip(trois, [trois[1], trois[2], None], strict=True):
        ou = aller(client, f"/conversations/{ici.pk}/relue/", file="incompris")
        assert ou.startswith(f"/conversations/{suite.pk}/?file=" if suite else "/relire/")
        ici.refresh_from_db()
        assert ici.relue and str(ici.relue_par) == "le-relecteur"
    assert "Plus rien n'attend" in texte(client.get("/relire/"))


def test_from_the_last_of_a_queue_the_next_is_the_first_that_was_skipped(
    entrer: Entrer, trois: list[Conversation]
):
    client = entrer("relecteur")
    ou = aller(client, f"/conversations/{trois[2].pk}/relue/", file="incompris")
    assert ou.startswith(f"/conversations/{trois[0].pk}/")


def test_a_review_taken_back_brings_it_back(entrer: Entrer, trois: list[Conversation]):
    client = entrer("relecteur")
    for corps, attendent in (({"relue": "on"}, 2), ({}, 3)):
        client.post(f"/conversations/{trois[0].pk}/relecture/", corps)
        assert Raison.objects.ouvertes().count() == attendent


def test_a_flag_is_a_reason_at_the_turn_that_was_flagged_until_it_is_taken_off(
    entrer: Entrer, projetee: Projetee, hasard: Callable[[float], None]
):
    lue, client = projetee([*eligible(), dit("merci"), bot("De rien")]), entrer("relecteur")
    for rang in (2, 1):
        client.post(f"/tours/{lue.les_tours.get(rang=rang).pk}/signaler/")
    raison = lue.raisons.get()
    assert (raison.motif, raison.rangs, raison.tour.rang) == ("signalee", [1, 2], 1)
    lue.refresh_from_db()
    assert lue.signalee
    client.post(f"/conversations/{lue.pk}/relecture/", {"relue": "on", "signalee": "on"})
    assert not lue.raisons.get().ouverte
    client.post(f"/conversations/{lue.pk}/relecture/", {"relue": "on"})
    assert not lue.raisons.exists()


def test_the_flag_of_the_whole_conversation_is_a_reason_too(
    entrer: Entrer, projetee: Projetee, hasard: Callable[[float], None]
):
    lue = projetee(eligible())
    entrer("relecteur").post(f"/conversations/{lue.pk}/relecture/", {"signalee": "on"})
    assert (lue.raisons.get().motif, lue.raisons.get().ouverte) == ("signalee", True)


def test_an_open_question_is_no_abandonment_before_an_hour(
    projeter: Callable[..., int], suivi: Suivi, compte: Callable[..., User]
):
    qui = compte("relecteur")
    suivi.ecrire(abandonnee())
    suivi.heure = time.time()
    suivi.ecrire(abandonnee())
    projeter()
    assert Raison.objects.filter(motif="abandon").count() == 2
    assert review.file(qui, "abandon").count() == 1


def sans_choix(client: Client, adresse: str) -> str:
    """The page without what its filters offer."""
    return re.sub("<option.*?</option>", "", texte(client.get(adresse)), flags=re.S)


def test_a_conversation_that_goes_on_is_shown_as_abandoned_nowhere(
    entrer: Entrer, projeter: Callable[..., int], suivi: Suivi, hasard: Callable[[float], None]
):
    suivi.heure = time.time()
    suivi.ecrire([*pas_comprise(), *abandonnee()[3:]])
    projeter()
    vive, client = Conversation.objects.get(), entrer("lecteur")
    pages = ("/conversations/", "/relire/incompris/", f"/conversations/{vive.pk}/?file=abandon")
    for adresse in pages:
        vue = sans_choix(client, adresse)
        assert "un message pas compris" in vue and "en cours" in vue, adresse
        assert not re.search("abandon(née)? à une question", vue), adresse
    assert client.get("/conversations/?raison=abandon").context["page"].paginator.count == 0
    Raison.objects.update(le=vive.fin - timedelta(hours=2))
    Conversation.objects.update(fin=vive.fin - timedelta(hours=2))
    for adresse in pages:
        assert "abandonnée à une question" in sans_choix(client, adresse), adresse
    assert client.get("/conversations/?raison=abandon").context["page"].paginator.count == 1


def test_a_queue_that_does_not_exist_is_no_page(entrer: Entrer, trois: list[Conversation]):
    assert entrer("lecteur").get("/relire/inventee/").status_code == 404
    assert "File «" not in page(entrer("lecteur"), trois[0], "inventee")


# Chance, and two people


def juger(client: Client, conversation: Conversation, classe: str) -> str:
    corps = {"classe": classe, "file": "aleatoire"}
    return texte(client.post(f"/conversations/{conversation.pk}/jugement/", corps, follow=True))


def test_two_people_judge_each_without_the_other_s_judgement_notes_or_corrections(
    entrer: Entrer, tiree: Conversation
):
    alice, bob = entrer("relecteur", "alice"), entrer("relecteur", "bob")
    juger(alice, tiree, "fait")
    alice.post(f"/conversations/{tiree.pk}/notes/", {"texte": "il a lu 12 au lieu de 45"})
    tour = tiree.les_tours.get()
    corps = {"texte": "une phrase inouïe de la console", "intention": "hors_sujet"}
    alice.post(f"/tours/{tour.pk}/corriger/", corps)
    chez_bob = page(bob, tiree, "aleatoire")
    for cache in ("un fait faux</strong>", "au lieu de 45", "Correction à accepter"):
        assert cache not in chez_bob, cache
    assert "inouïe" not in texte(bob.get("/corrections/"))
    proposee = Correction.objects.get()
    refus = texte(bob.post(f"/corrections/{proposee.pk}/", {"geste": "accepter"}, follow=True))
    assert "Jugez d'abord" in refus and "inouïe" not in refus
    assert Correction.objects.get().etat == "proposee"
    assert "un fait faux</strong>" in page(alice, tiree, "aleatoire")
    juger(bob, tiree, "juste")
    assert "inouïe" in texte(bob.get("/corrections/"))
    for client in (alice, bob, entrer("lecteur")):
        vue = page(client, tiree, "aleatoire")
        assert "alice: <strong>un fait faux" in vue.replace("\u00a0:", ":")
        assert "bob: <strong>bien lue" in vue.replace("\u00a0:", ":")
        assert "au lieu de 45" in vue and "Correction à accepter" in vue


def test_one_who_has_judged_is_not_offered_it_again_and_a_third_is_refused(
    entrer: Entrer, tiree: Conversation, compte: Callable[..., User]
):
    alice, bob = entrer("relecteur", "alice"), entrer("relecteur", "bob")
    assert "Plus rien n'attend" in juger(alice, tiree, "juste")
    assert review.file(compte("relecteur", "alice"), "aleatoire").count() == 0
    assert review.file(compte("relecteur", "bob"), "aleatoire").count() == 1
    juger(alice, tiree, "verdict")  # one's own may be changed until the other has judged
    juger(bob, tiree, "verdict")
    assert "n'attend plus de jugement" in juger(entrer("relecteur", "eve"), tiree, "juste")
    assert "n'attend plus de jugement" in juger(alice, tiree, "juste")
    assert [j.classe for j in Jugement.objects.all()] == ["verdict", "verdict"]


def test_no_database_takes_three_judgements_nor_two_of_one_person(
    tiree: Conversation, compte: Callable[..., User]
):
    alice = compte("relecteur", "alice")
    Jugement.objects.create(conversation=tiree, rang=1, auteur=alice, classe="juste")
    for rang, auteur in ((3, None), (1, None), (2, alice)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Jugement.objects.create(conversation=tiree, rang=rang, auteur=auteur, classe="juste")


def test_reviewed_for_another_reason_it_still_waits_for_its_judgements(
    entrer: Entrer, tiree: Conversation
):
    entrer("relecteur").post(f"/conversations/{tiree.pk}/relue/", {"file": "incompris"})
    assert tiree.raisons.get(motif="aleatoire").ouverte
    call_command("raisons")
    assert tiree.raisons.get(motif="aleatoire").ouverte


def test_a_judgement_is_one_of_those_offered(entrer: Entrer, tiree: Conversation):
    assert "Choisissez l'un des jugements" in juger(entrer("relecteur"), tiree, "splendide")
    assert not Jugement.objects.exists()


def test_what_chance_did_not_draw_is_not_judged(entrer: Entrer, trois: list[Conversation]):
    assert "n'attend plus de jugement" in juger(entrer("relecteur"), trois[0], "juste")


def test_the_page_says_how_much_two_reviewers_agree_or_why_it_cannot(
    entrer: Entrer, projetee: Projetee, hasard: Callable[[float], None]
):
    hasard(1.0)
    alice, bob = entrer("relecteur", "alice"), entrer("relecteur", "bob")
    assert "non défini</strong>, car aucune conversation" in texte(alice.get("/relire/"))
    for une, autre in (("juste", "juste"), ("juste", "fait"), ("fait", "fait")):
        lue = projetee(eligible())
        juger(alice, lue, une)
        juger(bob, lue, autre)
    dit_la = texte(alice.get("/relire/"))
    # observed 2/3; expected (2·1 + 1·2)/9 = 4/9; kappa 0.4
    assert "<strong>0,40</strong> (n\u00a0=\u00a03)" in dit_la
    assert "<strong>2</strong> jugements identiques" in dit_la
