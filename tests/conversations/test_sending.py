"""What leaves: windows, blocks, floods and outages of the platforms, on the real servers."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator

import pytest

from tests.messageries import TOUS, Personne, SurCloud, SurTelegram, SurWhatsApp
from tests.serveurs import Serveurs

DAY = 86_400.0


@pytest.fixture(autouse=True)
def quick_platforms(serveurs: Serveurs) -> Iterator[None]:
    yield
    for platform in serveurs.plateformes.values():
        platform.regler()
        platform.partis.clear()
        platform.presses.clear()
        assert platform.refus == []


@pytest.fixture(params=TOUS, ids=lambda c: c.canal)
def person(request: pytest.FixtureRequest, serveurs: Serveurs) -> Personne:
    return request.param(serveurs)


def health(person: Personne) -> dict[str, int]:
    address = f"{person.serveurs.racine}/{person.canal}/health"
    return person.client.get(address).raise_for_status().json()


def settled(person: Personne) -> dict[str, int]:
    """The channel's health, once nothing waits any more."""
    limit = time.monotonic() + 30
    while (told := health(person))["pending"] and time.monotonic() < limit:
        time.sleep(0.1)
    return told


def test_who_blocked_us_is_counted_not_lost_and_finds_their_conversation_again(person: Personne):
    person.dire("on est 45 à Oyonnax")
    before = health(person)
    person.plateforme.partis.add(person.adresse)
    person.dire("un CDD de 18 mois", attendre=False)
    after = settled(person)
    assert after["unreachable"] == before["unreachable"] + 1 and after["lost"] == before["lost"]
    person.plateforme.partis.clear()
    said = "\n".join(person.dire("récapitule"))
    assert "Oyonnax" in said and "18\u00a0mois" in said  # nothing was erased, and all was heard


def test_a_platform_that_is_flooded_gets_the_answer_after_the_wait_that_it_asks_for(
    person: Personne,
):
    person.plateforme.presses += [1] * 4  # the courtesies are refused too
    assert "assistant automatique" in person.dire("bonjour")[0]


@pytest.mark.parametrize("kind", [SurWhatsApp, SurCloud], ids=lambda c: c.canal)
def test_an_answer_refused_after_the_window_invites_by_the_template_then_is_given(
    serveurs: Serveurs, kind: type[Personne]
):
    person = kind(serveurs)
    person.dire("on est 45 à Oyonnax")
    before = health(person)["closed"]
    late = person.message("un CDD de 18 mois")
    person.plateforme.ecrit(person.adresse)
    person.plateforme.vieillir(person.adresse, 25 * 3600)
    assert person.client.post(person.webhook, **late).status_code == 200
    assert settled(person)["closed"] == before + 1
    limit = time.monotonic() + 10
    while person.adresse not in person.plateforme.invites and time.monotonic() < limit:
        time.sleep(0.1)
    assert person.plateforme.invites.count(person.adresse) == 1
    given = person.dire("récapitule")
    assert "pardon" in given[0] and "commence" in "\n".join(given[1:])
    assert "18\u00a0mois" in "\n".join(given) and health(person)["closed"] == before


def test_whatsapp_says_the_same_by_twilio_and_by_meta(serveurs: Serveurs):
    """One text for both: first contact has the variant of WhatsApp."""
    twilio, meta = SurWhatsApp(serveurs), SurCloud(serveurs)
    by_twilio, by_meta = twilio.dire("bonjour")[0], meta.dire("bonjour")[0]
    assert by_twilio.splitlines()[0] == by_meta.splitlines()[0]
    assert "STOP" in meta.plateforme.textes(meta.adresse)[0]


def test_a_conversation_by_meta_is_known_as_such(serveurs: Serveurs):
    person = SurCloud(serveurs)
    person.dire("on est 45 à Oyonnax")
    with sqlite3.connect(os.environ["VTE_SUIVI"]) as link:
        told = "\n".join(link.iterdump())
    assert '"input_channel": "whatsapp_cloud"' in told and person.adresse not in told


def test_meta_shows_seen_and_typing_buttons_and_a_list(serveurs: Serveurs):
    person = SurCloud(serveurs)
    person.dire("Je recrute un jeune à Oyonnax")
    assert person.plateforme.recus[person.adresse][-1]["nature"] == "button"
    person.choisir("Moins de 250")
    offered = person.plateforme.recus[person.adresse][-1]
    assert offered["nature"] == "list" and offered["ouvrir"] == "Voir les choix"
    assert "commence" in "\n".join(person.choisir("CDD"))
    assert "read" in person.plateforme.appels


def test_a_failure_told_afterwards_three_times_is_counted_once(serveurs: Serveurs):
    person = SurCloud(serveurs)
    before = health(person)["closed"]
    failed = {
        "id": f"wamid.{person.adresse}",
        "status": "failed",
        "timestamp": "1790000000",
        "recipient_id": person.adresse,
        "errors": [{"code": 131047, "title": "Re-engagement message"}],
    }
    call = person.signer(person.enveloppe(statuses=[failed]))
    for _ in range(3):
        assert person.envoyer(call).status_code == 200
    assert health(person)["closed"] == before + 1
    assert person.plateforme.recus[person.adresse] == []


def test_what_waited_through_an_outage_of_more_than_a_minute_leaves_after_it(serveurs: Serveurs):
    person = SurTelegram(serveurs)
    person.dire("on est 45 à Oyonnax")
    person.plateforme.regler(pannes=1.0)
    person.dire("un CDD de 18 mois", attendre=False)
    time.sleep(3)
    assert health(person)["pending"] == 1
    serveurs.tuer_rasa()  # as if it had given up meanwhile
    serveurs.relancer_rasa()
    person.plateforme.regler()
    assert "commence" in "\n".join(person.lire(delai=60))
    assert settled(person)["pending"] == 0
