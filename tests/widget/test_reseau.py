"""When the network or the server fails.

It is said, what was typed is kept, the same message is sent again, once.
"""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from tests.serveurs import Serveurs
from tests.widget.conftest import Ouvrir, Visite

ERREURS = {
    429: {
        "error": {
            "code": "trop_de_demandes",
            "message": "Vous allez trop vite pour moi\u00a0: réessayez dans 1 s.",
        }
    },
    503: {
        "error": {
            "code": "pas_pret",
            "message": "L'assistant démarre\u00a0: réessayez dans quelques secondes.",
        }
    },
}


def echouer(visite: Visite, fois: int, statut: int, **entetes: str) -> list[str]:
    """The next `fois` messages get this status; all message ids that left the browser, in order."""
    partis: list[str] = []

    def repondre(route: Route) -> None:
        partis.append(json.loads(route.request.post_data or "{}")["message_id"])
        if len(partis) > fois:
            return route.continue_()
        cors = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Retry-After"}
        route.fulfill(status=statut, headers=cors | entetes, json=ERREURS.get(statut, {}))

    visite.page.route("**/messages", repondre)
    return partis


def dits(visite: Visite) -> list[str]:
    """What the visitor said, according to the server."""
    return visite.page.evaluate("""async () => {
      const headers = { Authorization: `Bearer ${localStorage.getItem('assistant-vte')}` };
      const serveur = document.querySelector('assistant-vte').getAttribute('server');
      const histoire = await (await fetch(`${serveur}/history`, { headers })).json();
      return histoire.messages.filter((m) => m.from === 'user').map((m) => m.text);
    }""")


def test_too_fast_is_said_in_the_server_s_words_and_the_same_message_goes_when_it_may(
    visite: Visite,
):
    partis = echouer(visite, 1, 429, **{"Retry-After": "1"})
    visite.dire("on est 45 à Oyonnax")
    expect(visite.alerte).to_have_text(
        "Vous allez trop vite pour moi\u00a0: réessayez dans 1 s. "
        "Votre message est gardé. Nouvel essai dans 1\u00a0s."
    )
    expect(visite.fil).to_contain_text("C'est noté")
    expect(visite.alerte).to_be_empty()
    assert len(partis) == 2 and len(set(partis)) == 1
    assert dits(visite) == ["on est 45 à Oyonnax"]


@pytest.mark.parametrize("statut", [500, 502, 503, 504])
def test_a_server_in_trouble_is_said_and_tried_again(visite: Visite, statut: int):
    partis = echouer(visite, 1, statut)
    visite.dire("on est 45 à Oyonnax")
    expect(visite.alerte).to_contain_text(
        ERREURS[503]["error"]["message"] if statut == 503 else "momentanément indisponible"
    )
    expect(visite.fil).to_contain_text("C'est noté")
    assert len(set(partis)) == 1 and dits(visite) == ["on est 45 à Oyonnax"]


def test_after_several_tries_the_visitor_decides(visite: Visite):
    visite.page.clock.install()
    partis = echouer(visite, 7, 503)
    visite.dire("on est 45 à Oyonnax")
    expect(visite.alerte).to_contain_text("Nouvel essai dans 1\u00a0s.")
    while "Nouvel essai" in visite.alerte.inner_text():
        visite.page.clock.run_for(2_000)
    expect(visite.alerte).to_contain_text("quand vous voulez")
    assert len(partis) == 7  # the first time, then after 1, 2, 4, 8, 15 and 15 seconds
    visite.bouton("Réessayer").click()
    expect(visite.fil).to_contain_text("C'est noté")
    assert len(partis) == 8 and len(set(partis)) == 1


def test_a_cut_connection_is_said_and_the_message_leaves_when_it_is_back(
    contexte: BrowserContext, visite: Visite
):
    visite.dire("bonjour")
    expect(visite.fil).to_contain_text("assistant automatique")
    contexte.set_offline(True)
    visite.dire("on est 45 à Oyonnax")
    expect(visite.alerte).to_contain_text("La connexion est coupée. Votre message est gardé")
    expect(visite.fil).to_contain_text("on est 45 à Oyonnax")
    visite.dire("un CDD")
    contexte.set_offline(False)
    expect(visite.fil).to_contain_text("Quand le contrat commence-t-il")
    assert dits(visite) == ["bonjour", "on est 45 à Oyonnax", "un CDD"]


def test_an_opening_without_network_is_said_and_works_once_it_is_back(
    contexte: BrowserContext, visiter: Ouvrir
):
    visite = visiter()
    contexte.set_offline(True)
    visite.bouton("Une question sur le VTE").click()
    expect(visite.bouton("La connexion est coupée\u00a0: réessayez")).to_be_visible()
    contexte.set_offline(False)
    visite.bouton("La connexion est coupée\u00a0: réessayez").click()
    expect(visite.champ).to_be_focused()


def test_an_answer_that_is_lost_on_the_way_is_not_a_second_turn(visite: Visite):
    """The server heard the message, and the connection broke before its answer."""
    perdues: list[int] = []

    def perdre(route: Route) -> None:
        reponse = route.fetch()
        if perdues:
            return route.fulfill(response=reponse)
        perdues.append(reponse.status)
        route.abort("connectionreset")

    visite.page.route("**/messages", perdre)
    visite.dire("on est 45 à Oyonnax")
    expect(visite.fil).to_contain_text("C'est noté")
    assert perdues == [200] and dits(visite) == ["on est 45 à Oyonnax"]
    assert visite.fil.inner_text().count("C'est noté") == 1


def test_messages_written_in_trouble_leave_in_their_order(visite: Visite):
    echouer(visite, 1, 503)
    for texte in ("on est 45", "à Oyonnax", "un CDD"):
        visite.dire(texte)
    expect(visite.fil).to_contain_text("Quand le contrat commence-t-il")
    assert dits(visite) == ["on est 45", "à Oyonnax", "un CDD"]


def test_a_session_that_ended_is_said_and_the_message_opens_a_new_one(visite: Visite):
    visite.dire("on est 45 à Oyonnax, un CDD")
    expect(visite.fil).to_contain_text("C'est noté")
    visite.page.evaluate("localStorage.setItem('assistant-vte', 'perime')")
    visite.dire("on recrute à Lyon, nous sommes 12")
    expect(visite.fil).to_contain_text("une nouvelle commence")
    expect(visite.carte).to_contain_text("Lyon (69)")
    assert dits(visite) == ["on recrute à Lyon, nous sommes 12"]


def test_a_choice_of_a_session_that_ended_is_said_with_its_words(visite: Visite):
    visite.dire("on est 45 à Oyonnax")
    expect(visite.bouton("CDI", exact=True)).to_be_visible()
    visite.page.evaluate("localStorage.setItem('assistant-vte', 'perime')")
    visite.choisir("CDI")
    expect(visite.fil).to_contain_text("C'est noté\u00a0: CDI.")
    assert dits(visite) == ["CDI"]


def test_a_message_that_is_too_long_stays_in_the_field(visite: Visite):
    visite.dire("a" * 1200)
    expect(visite.alerte).to_contain_text("1200 caractères, 1000 au plus")
    expect(visite.champ).to_have_value("a" * 1200)
    expect(visite.page.get_by_text("1200 caractères sur 1000", exact=True)).to_be_visible()
    visite.dire("bonjour")
    expect(visite.fil).to_contain_text("assistant automatique")
    expect(visite.alerte).to_be_empty()


def test_a_message_that_the_server_refuses_comes_back_to_the_field(visite: Visite):
    visite.page.route(
        "**/messages",
        lambda route: route.fulfill(
            status=422,
            headers={"Access-Control-Allow-Origin": "*"},
            json={"error": {"code": "texte_refuse", "message": "Votre message est vide."}},
        ),
    )
    visite.dire("???")
    expect(visite.alerte).to_have_text("Votre message est vide.")
    expect(visite.champ).to_have_value("???")
    assert {
        "nom": "error",
        "status": 422,
        "message": "Votre message est vide.",
    } in visite.evenements()


def test_a_site_that_is_not_allowed_reads_why(
    contexte: BrowserContext, visiter: Ouvrir, serveurs: Serveurs
):
    visite = visiter()
    visite.page.route(
        "**/*",
        lambda route: route.continue_(
            headers=route.request.headers | {"origin": "https://pirate.example"}
        ),
    )
    visite.page.goto(
        visite.page.url.replace("127.0.0.1", "localhost", 1)
    )  # another origin, which VTE_ORIGINES does not name
    visite.ouvrir().dire("bonjour")
    expect(visite.alerte).to_have_text("Ce site n'est pas autorisé à utiliser l'assistant.")


def test_when_a_turn_cannot_be_played_its_sentence_is_read_and_the_message_waits(
    visite: Visite,
):
    """As the server answers it (tests/conversations/test_action_server.py), once."""
    visite.dire("on est 45 à Oyonnax")
    expect(visite.fil).to_contain_text("C'est noté")
    sentence = "Un service ne répond pas. Rien n'est perdu."
    outage = {"text": sentence, "buttons": [], "custom": {"retry": True}}

    def answer(route: Route) -> None:
        cors = {"Access-Control-Allow-Origin": "*"}
        route.fulfill(status=200, headers=cors, json={"messages": [outage], "state": {}})

    visite.page.route("**/messages", answer, times=1)
    visite.dire("un CDD")
    expect(visite.alerte).to_contain_text("Rien n'est perdu")
    expect(visite.fil).to_contain_text("Quand le contrat commence-t-il", timeout=20_000)
    assert dits(visite) == ["on est 45 à Oyonnax", "un CDD"]


def test_a_server_killed_while_it_holds_a_message_answers_it_once_when_it_is_back(
    visite: Visite, serveurs: Serveurs
):
    visite.dire("on est 45 à Oyonnax")
    expect(visite.fil).to_contain_text("C'est noté")
    serveurs.figer_rasa()
    try:
        visite.dire("un CDD de 18 mois")
        expect(visite.page.get_by_text("L'assistant écrit…")).to_be_visible()
    finally:
        serveurs.tuer_rasa()
        expect(visite.alerte).to_contain_text("Votre message est gardé")
        serveurs.relancer_rasa()
    # A server that was away for longer than the widget tries again leaves it to the visitor.
    encore = visite.page.get_by_role("button", name="Réessayer")
    if encore.is_visible():
        encore.click()
    expect(visite.fil).to_contain_text("C'est noté\u00a0: CDD, 18\u00a0mois.", timeout=30_000)
    expect(visite.alerte).to_be_empty()
    assert dits(visite) == ["on est 45 à Oyonnax", "un CDD de 18 mois"]
