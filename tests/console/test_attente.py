"""What waits: counted for whoever looks, shown in the bar, taken one after the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from console import waiting, waiting_sources
from console.access import SUIT
from console.models import Acces, Conversation, Correction, Etape, SuiviDemande, Tour
from console.projection.queues import avis_negatifs
from tests.console.conftest import texte
from tests.console.evenements import Suivi, eligible, pas_comprise
from vte.demandes import Demandes
from vte.journal import EXCHANGES
from vte.relais import LesRelais
from vte.relais.relais import entendre
from vte.relais.tables import PAROLES

Entrer = Callable[..., Client]
Suivante = Callable[[Client], str]


def demander(demandes: Demandes, qui: str, le: str = "") -> int:
    demandes.noter(qui, nom="Léa Martin", coordonnee="lea@exemple.fr", sujet="un dossier")
    demandes.envoyer(qui)
    (une,) = demandes.de(qui)
    if le:
        with demandes._moteur.begin() as lien:
            change = sa.text("update demandes set le = :le where id = :id")
            lien.execute(change, {"le": le, "id": une.id})
    return une.id


@pytest.fixture
def demandes(suivi: Suivi) -> Demandes:
    return Demandes()


@pytest.fixture
def conversation(suivi: Suivi, projetee: Callable[..., Conversation]) -> Conversation:
    """Somebody who spoke on the web, and may be answered there."""
    une = projetee(eligible())
    une.debut = une.fin = timezone.now()
    une.save()
    ligne = {"session": une.personne, "message_id": "m1", "le": "2026-11-01T10:00:00+00:00"}
    with suivi.moteur.begin() as lien:
        lien.execute(sa.insert(EXCHANGES), [ligne | {"dit": "bonjour", "reponse": "{}"}])
    return une


def corriger(tour: Tour, auteur: User) -> Correction:
    return Correction.objects.create(
        tour=tour, texte="bla", cle_texte="bla", intention="hors_sujet", auteur=auteur
    )


def mal_aviser(conversation: Conversation) -> None:
    """As the projection writes what somebody said of the last answer."""
    avis_negatifs([conversation], {conversation.pk: {None: timezone.now()}})


def compte_de(page: str) -> dict[str, int]:
    """What the home page says of each source, by its title."""
    liste = page.split('id="attente"')[1].split("</ul>")[0]
    lignes = re.findall(r'class="combien[^"]*">(\d+)</span> <\w+[^>]*>([^<]+)', liste)
    return {titre: int(n) for n, titre in lignes}


def badges(page: str) -> dict[str, str]:
    return dict(re.findall(r'data-page="(\w+)"[^>]*>[^<]+<span[^>]+data-attend="([^"]+)"', page))


def suivante(client: Client) -> str:
    return str(client.post("/suivante/")["Location"])


def test_the_home_page_says_what_waits_how_many_and_since_when(
    entrer: Entrer,
    compte: Callable[..., User],
    demandes: Demandes,
    conversation: Conversation,
    suivi: Suivi,
):
    demander(demandes, "en retard", "2026-01-05T09:00:00+00:00")
    demander(demandes, "neuve")
    LesRelais(suivi.moteur).prendre(conversation.personne, "web", "remi")
    mal_aviser(conversation)
    corriger(Tour.objects.first(), compte("relecteur", "alice"))
    page = texte(entrer("relecteur").get("/"))
    assert compte_de(page) == {
        "Demandes en retard": 1,
        "Échanges ouverts avec une personne": 1,
        "Demandes nouvelles": 1,
        "Demandes qui vous sont affectées": 0,
        "Réponses non remises": 0,
        "Conversations où une réponse n'a pas servi": 1,
        "Corrections à juger": 1,
        "Conversations à relire, dans les files": 0,
    }
    assert "5 janvier à 10:00" in page
    assert badges(page) == {"demandes": "2", "conversations": "2", "corrections": "1"}


def test_each_count_leads_to_the_list_of_what_it_counts(
    entrer: Entrer, demandes: Demandes, conversation: Conversation, suivi: Suivi
):
    demander(demandes, "en retard", "2026-01-05T09:00:00+00:00")
    LesRelais(suivi.moteur).prendre(conversation.personne, "web", "remi")
    mal_aviser(conversation)
    suivi.ecrire(pas_comprise())
    client = entrer("relecteur")
    page = texte(client.get("/"))
    for adresse in ("/demandes/?etat=retard", "/conversations/?echange=oui"):
        assert adresse in page
        assert client.get(adresse).context["page"].paginator.count == 1
    assert client.get("/conversations/?echange=non").context["page"].paginator.count == 0
    adresse = "/conversations/?raison=avis"
    assert adresse in page and "1 conversation" in texte(client.get(adresse))


def test_the_count_of_each_kind_of_request_is_that_of_its_list(
    entrer: Entrer, compte: Callable[..., User], demandes: Demandes, suivi: Suivi
):
    moi = compte("relecteur", "remi")
    etats = [("nouvelle", None), ("affectee", None), ("affectee", moi), ("repondue", moi)]
    jours = (timedelta(days=-1), timedelta(days=1))
    combien = 0
    for etat, qui in etats:
        for ecart in jours:
            combien += 1
            une = SuiviDemande(demande=combien, etat=etat, affectee_a=qui)
            une.echeance, une.recue_le = timezone.now() + ecart, timezone.now() - timedelta(days=9)
            une.save()
    client = entrer("relecteur", "remi")
    attendues = {"retard": 3, "nouvelles": 2, "affectees": 1, "non_remises": 0}
    lues = {x.source.nom: x for x in client.get("/").context["attente"].lignes}
    for nom, n in attendues.items():
        adresse = lues[nom].source.adresse()
        assert lues[nom].attendu.combien == n, nom
        assert client.get(adresse).context["page"].paginator.count == n, nom
    page = client.get("/demandes/?etat=nouvelle&retard=non")
    assert "Sans celles qui sont en retard" in texte(page)
    assert client.get("/demandes/?etat=nouvelle").context["page"].paginator.count == 4


def test_an_answer_that_the_person_never_got_waits_until_it_is_given_otherwise(
    entrer: Entrer, demandes: Demandes, conversation: Conversation, suivi: Suivi
):
    demander(demandes, conversation.personne)
    client = entrer("relecteur", "remi")

    def attendent() -> int:
        adresse = "/demandes/?etat=non_remises"
        listees = client.get(adresse).context["page"].paginator.count
        waiting.oublier()
        assert compte_de(texte(client.get("/")))["Réponses non remises"] == listees
        return int(listees)

    def devient(**valeurs: str) -> None:
        with suivi.moteur.begin() as lien:
            lien.execute(sa.update(PAROLES).values(**valeurs))

    client.post("/demandes/1/reponse/", {"texte": "Bonjour."})
    assert attendent() == 0
    devient(etat="tardive")
    assert attendent() == 0  # a day is left to the person to write
    devient(le="2026-01-05T09:00:00+00:00")
    assert attendent() == 1
    devient(etat="perdue", motif="refus")
    assert attendent() == 1 and suivante(client) == "/demandes/1/"
    client.post("/demandes/1/reponse/", {"texte": "Bonjour encore."})
    assert attendent() == 0
    devient(etat="perdue")
    assert attendent() == 1
    client.post("/demandes/1/traitement/", {"etat": "close"})
    assert attendent() == 0


def test_one_sees_only_what_one_may(entrer: Entrer, demandes: Demandes):
    assert set(compte_de(texte(entrer("lecteur").get("/")))) == {
        "Demandes en retard",
        "Demandes nouvelles",
    }
    page = texte(entrer("lecteur").get("/"))
    assert "Prendre la suivante" not in page
    assert "Prendre la suivante" in texte(entrer("relecteur").get("/"))


def test_what_one_proposed_is_not_one_s_own_to_judge(
    entrer: Entrer, compte: Callable[..., User], conversation: Conversation
):
    corriger(Tour.objects.first(), compte("relecteur", "alice"))
    assert compte_de(texte(entrer("relecteur", "alice").get("/")))["Corrections à juger"] == 0
    assert compte_de(texte(entrer("relecteur", "bob").get("/")))["Corrections à juger"] == 1


# One after the other


def test_the_next_is_the_most_pressing_and_a_new_request_is_given_to_who_takes_it(
    entrer: Entrer, demandes: Demandes
):
    neuve, tardive = (
        demander(demandes, "neuve"),
        demander(demandes, "tard", "2026-01-05T09:00:00+00:00"),
    )
    client = entrer("relecteur", "remi")
    assert suivante(client) == f"/demandes/{tardive}/"
    suivi = SuiviDemande.objects.get(demande=tardive)
    assert (suivi.etat, suivi.affectee_a.username) == ("affectee", "remi")
    assert [(e.qui, e.geste, e.texte) for e in Etape.objects.all()] == [
        ("remi", "affectation", "à remi")
    ]
    ligne = Acces.objects.get(geste="demande")
    assert (ligne.qui, ligne.quoi) == ("remi", f"demande {tardive} : prise, à remi")
    assert suivante(client) == f"/demandes/{neuve}/"
    # All was shown: the one that was shown longest ago comes again.
    assert suivante(client) == f"/demandes/{tardive}/"
    assert Etape.objects.count() == 2


def test_what_somebody_has_taken_is_not_taken_by_another(entrer: Entrer, demandes: Demandes):
    demander(demandes, "neuve")
    assert suivante(entrer("relecteur", "remi")) == "/demandes/1/"
    rose = entrer("relecteur", "rose")
    assert suivante(rose) == "/"
    assert "Plus rien ne vous attend." in texte(rose.get("/"))


def test_two_who_take_the_same_request_at_once_do_not_both_get_it(
    compte: Callable[..., User], demandes: Demandes
):
    demander(demandes, "neuve")
    chacun = [waiting.suivantes(compte("relecteur", nom)) for nom in ("remi", "rose")]
    remi, rose = (next(choses) for choses in chacun)
    assert (rose.prendre(), remi.prendre()) == (True, False)
    assert SuiviDemande.objects.get().affectee_a.username == "rose"


def test_after_requests_come_people_who_wait_then_reviews_and_corrections(
    entrer: Entrer, compte: Callable[..., User], conversation: Conversation, suivi: Suivi
):
    relais = LesRelais(suivi.moteur)
    relais.prendre(conversation.personne, "web", "remi")
    mal_aviser(conversation)
    correction = corriger(Tour.objects.first(), compte("relecteur", "alice"))
    client = entrer("relecteur", "remi")
    # Nobody waits in that relay: staff wrote last, or nobody.
    assert suivante(client) == f"/conversations/{conversation.pk}/?file=avis#tour-1"
    assert suivante(client) == f"/corrections/#correction-{correction.pk}"
    with suivi.moteur.begin() as lien:
        entendre(lien, conversation.personne)
    assert suivante(client) == f"/conversations/{conversation.pk}/relais/"
    assert f'id="correction-{correction.pk}"' in texte(client.get("/corrections/"))


# What is counted, and how often


def test_what_waits_is_counted_again_once_somebody_has_done_something(
    entrer: Entrer, demandes: Demandes
):
    demander(demandes, "une")
    remi, rose = entrer("relecteur", "remi"), entrer("relecteur", "rose")
    for client in (remi, rose):
        assert badges(texte(client.get("/chiffres/"))) == {"demandes": "1"}
    remi.post("/demandes/1/traitement/", {"etat": "close"})
    for client in (remi, rose):
        assert badges(texte(client.get("/chiffres/"))) == {}


def test_what_waits_is_counted_once_for_some_seconds(entrer: Entrer, demandes: Demandes):
    client = entrer("lecteur")
    client.get("/")
    demander(demandes, "une")
    assert badges(texte(client.get("/"))) == {}
    waiting.oublier()
    assert badges(texte(client.get("/"))) == {"demandes": "1"}


def test_more_than_ninety_nine_are_said_so(entrer: Entrer, suivi: Suivi):
    SuiviDemande.objects.bulk_create(
        [SuiviDemande(demande=n, recue_le=timezone.now()) for n in range(1, 121)]
    )
    assert badges(texte(entrer("lecteur").get("/"))) == {"demandes": "99+"}


def test_a_database_that_is_away_hides_nothing_else(
    entrer: Entrer, monkeypatch: pytest.MonkeyPatch, demandes: Demandes
):
    def away() -> Iterator[None]:
        raise sa.exc.OperationalError("", {}, Exception())

    demander(demandes, "une")
    monkeypatch.setattr(waiting_sources, "les_relais", away)
    page = texte(entrer("relecteur").get("/"))
    assert "leur base ne répond pas" in page and compte_de(page)["Demandes nouvelles"] == 1
    assert suivante(entrer("relecteur")) == "/demandes/1/"


def test_a_new_source_is_one_more_registration(
    entrer: Entrer, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(waiting, "_sources", dict(waiting._sources))
    hier = timezone.now() - timedelta(days=1)
    waiting.register(
        waiting.Source(
            "boites",
            "Boîtes à ouvrir",
            "console.relire",
            "chiffres",
            lambda: "/chiffres/",
            lambda compte: waiting.Attendu(3, hier),
            lambda compte: [waiting.Chose("/chiffres/")],
        )
    )
    page = texte(entrer("relecteur").get("/"))
    assert compte_de(page)["Boîtes à ouvrir"] == 3 and badges(page) == {"chiffres": "3"}
    assert suivante(entrer("relecteur")) == "/chiffres/"
    assert "Boîtes" not in texte(entrer("lecteur").get("/"))


# What an open page asks for by itself


def test_what_a_page_asks_for_by_itself_prolongs_no_login_and_takes_no_message(
    entrer: Entrer, demandes: Demandes
):
    demander(demandes, "une")
    client = entrer("relecteur")
    client.post("/demandes/1/traitement/", {"etat": "close"})
    lue = client.get("/", headers={SUIT: "1"})
    assert not {"console_session", "messages"} & set(lue.cookies)
    assert "close." not in texte(lue)
    assert "close." in texte(client.get("/"))
    assert client.get("/").cookies["console_session"]


def test_whoever_is_not_logged_in_any_more_is_sent_away_from_there_too(suivi: Suivi):
    assert Client().get("/", headers={SUIT: "1"}).status_code == 302
