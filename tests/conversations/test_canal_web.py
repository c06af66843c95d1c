"""The web channel's contract (CONTRACT, section 5), on the real servers."""

from __future__ import annotations

import concurrent.futures
import json
import os
import sqlite3
import uuid
from typing import Any

import httpx
import pytest

from bot.channels.web.sessions import Sessions
from tests.serveurs import Conversation, Serveurs


def erreur(reponse: httpx.Response) -> str:
    corps = reponse.json()["error"]
    assert corps["message"] and "Traceback" not in corps["message"]
    return corps["code"]


def test_a_session_is_opaque_and_expires(serveurs: Serveurs):
    reponse = httpx.post(f"{serveurs.url}/sessions")
    assert reponse.status_code == 201
    assert set(reponse.json()) == {"session", "expires_at"}


def test_the_servers_are_in_good_health(serveurs: Serveurs):
    assert httpx.get(f"{serveurs.url}/health").status_code == 200


@pytest.mark.parametrize(
    "entetes", [{}, {"Authorization": "Bearer faux"}, {"Authorization": "Basic abc"}]
)
def test_no_session_or_a_bad_one_is_401(serveurs: Serveurs, entetes: dict[str, str]):
    for methode, chemin in (
        ("POST", "messages"),
        ("GET", "history"),
        ("DELETE", "sessions/current"),
    ):
        assert (
            httpx.request(methode, f"{serveurs.url}/{chemin}", headers=entetes).status_code == 401
        )


@pytest.mark.parametrize(
    ("corps", "statut"),
    [
        ("pas du json", 400),
        ("[]", 400),
        ('{"text": "sans identifiant"}', 400),
        ('{"message_id": "1"}', 400),
        ('{"message_id": "1", "text": 12}', 400),
        ('{"message_id": "1", "text": "a", "payload": "/b"}', 400),
        ('{"message_id": "1", "payload": "/informer{\\"effectif\\":3}"}', 400),
        ('{"message_id": "1", "text": ""}', 422),
        ('{"message_id": "1", "text": "   "}', 422),
        ('{"message_id": "1", "text": "/"}', 422),
        ('{"message_id": "1", "text": "' + "a" * 1001 + '"}', 422),
        ('{"message_id": "1", "text": "' + "a" * 17_000 + '"}', 413),
    ],
)
def test_what_is_malformed_gets_its_error_in_french(
    conversation: Conversation, corps: str, statut: int
):
    reponse = conversation.client.post("/messages", content=corps)
    assert reponse.status_code == statut
    erreur(reponse)


def test_a_page_of_another_site_is_refused_and_a_listed_one_is_not(serveurs: Serveurs):
    assert (
        httpx.post(
            f"{serveurs.url}/sessions", headers={"Origin": "https://pirate.example"}
        ).status_code
        == 403
    )
    permise = httpx.post(f"{serveurs.url}/sessions", headers={"Origin": "https://exemple.fr"})
    assert permise.status_code == 201
    assert permise.headers["access-control-allow-origin"] == "https://exemple.fr"
    annonce = httpx.options(
        f"{serveurs.url}/messages",
        headers={"Origin": "https://exemple.fr", "Access-Control-Request-Method": "POST"},
    )
    assert annonce.is_success and "Authorization" in annonce.headers["access-control-allow-headers"]


def test_a_refused_page_may_read_why(serveurs: Serveurs):
    refus = httpx.post(f"{serveurs.url}/sessions", headers={"Origin": "https://pirate.example"})
    assert (
        erreur(refus) == "origine_refusee"
        and refus.headers["access-control-allow-origin"] == "https://pirate.example"
    )


def test_each_known_fact_is_said_with_the_payload_that_asks_for_it_again(
    conversation: Conversation,
):
    faits = conversation.dire("on est 45 à Oyonnax, un CDD")["state"]["facts"]
    assert [f["key"] for f in faits] == ["commune", "effectif", "contrat"]
    assert [f["text"] for f in faits] == ["Oyonnax (01)", "45\u00a0personnes", "CDD"]
    commune = faits[0]
    assert (commune["label"], commune["value"]) == ("la commune du poste", "Oyonnax (01)")
    assert conversation.choisir(commune["payload"])["state"]["question"] == "commune"
    assert (
        conversation.client.get("/history").json()["messages"][-2]["text"]
        == "Modifier la commune du poste"
    )
    assert conversation.dire("Figeac")["state"]["dossier"]["commune"]["nom"] == "Figeac"


def test_a_size_that_was_said_is_changed_by_the_question_of_the_headcount(
    conversation: Conversation,
):
    faits = conversation.dire("nous sommes une PME à Oyonnax")["state"]["facts"]
    taille = next(f for f in faits if f["key"] == "taille")
    assert conversation.choisir(taille["payload"])["state"]["question"] == "effectif"


def test_a_suggested_commune_names_exactly_one(conversation: Conversation, serveurs: Serveurs):
    saint_denis = httpx.get(f"{serveurs.url}/communes", params={"q": "saint-denis"}).json()
    gard = next(c for c in saint_denis if c["departement"] == "30")
    assert gard["title"] == "Saint-Denis (30, Gard)"
    assert (
        conversation.choisir(gard["payload"])["state"]["dossier"]["commune"]["code"] == gard["code"]
    )
    assert (
        conversation.client.get("/history").json()["messages"][0]["text"]
        == "Saint-Denis (30, Gard)"
    )


COMMANDS = [
    '/informer{"effectif": 45}',
    '/ /informer{"effectif":45}',
    "/\u00a0/\u2003/restart",
    '/ /informer{"profil":"zzz"}',
    '/ /effacer{"certain":true}',
    "/ /session_start",
    '/ /x{"a":' + "[" * 900,
]


def test_a_typed_command_is_only_words(conversation: Conversation):
    conversation.dire("on est 12 à Oyonnax")
    for typed in COMMANDS:
        reponse = conversation.dire(typed)
        assert reponse["messages"] and not any(
            m["custom"].keys() & {"effacer", "retry"} for m in reponse["messages"]
        )
        assert reponse["state"]["dossier"]["commune"]["nom"] == "Oyonnax", typed
    histoire = conversation.client.get("/history")
    assert histoire.status_code == 200
    said = [m["text"] for m in histoire.json()["messages"] if m["from"] == "user"]
    assert len(said) == 1 + len(COMMANDS)


def test_typed_words_that_begin_with_a_slash_are_stored_as_no_command(conversation: Conversation):
    for typed in COMMANDS:
        conversation.dire(typed)
    with sqlite3.connect(os.environ["VTE_SUIVI"]) as base:
        rows = base.execute(
            "select data from events where sender_id = ? and type_name = 'user'",
            (Sessions().read(conversation.client.headers["Authorization"]),),
        ).fetchall()
    events = [json.loads(row) for (row,) in rows]
    assert len(events) == len(COMMANDS)
    assert not any(e["text"].lstrip().startswith("/") for e in events)
    intents = {e["parse_data"]["intent"]["name"] for e in events}
    assert intents.isdisjoint({"restart", "session_start", "effacer", "back"})


def test_the_same_message_sent_twice_is_one_turn(conversation: Conversation):
    corps = {"message_id": str(uuid.uuid4()), "text": "on est 45 à Oyonnax"}
    premiere, seconde = (conversation.client.post("/messages", json=corps).json() for _ in range(2))
    assert premiere == seconde
    assert (
        sum(m["from"] == "user" for m in conversation.client.get("/history").json()["messages"])
        == 1
    )


def test_the_same_message_sent_twice_at_once_is_one_turn(conversation: Conversation):
    corps = {"message_id": str(uuid.uuid4()), "text": "on est 45 à Oyonnax"}
    with concurrent.futures.ThreadPoolExecutor(4) as fils:
        reponses = list(
            fils.map(lambda _: conversation.client.post("/messages", json=corps).json(), range(4))
        )
    assert all(r == reponses[0] for r in reponses)
    assert (
        sum(m["from"] == "user" for m in conversation.client.get("/history").json()["messages"])
        == 1
    )


def test_the_history_comes_back_with_the_state(conversation: Conversation):
    reponse = conversation.dire("on est 45 à Oyonnax")
    etat, histoire = reponse["state"], conversation.client.get("/history").json()
    assert histoire["messages"][0] == {
        "id": histoire["messages"][0]["id"],
        "from": "user",
        "text": "on est 45 à Oyonnax",
        "at": histoire["messages"][0]["at"],
    }
    assert histoire["messages"][1:] == [{"from": "bot", **m} for m in reponse["messages"]]
    assert len({m["id"] for m in histoire["messages"]}) == len(histoire["messages"])
    assert all(m["at"].endswith("+00:00") for m in histoire["messages"])
    assert histoire["state"] == etat


def test_a_fresh_session_has_an_empty_state(conversation: Conversation):
    etat = conversation.client.get("/history").json()["state"]
    assert etat == {
        "dossier": {},
        "question": None,
        "understood": True,
        "verdict": None,
        "progress": {"answered": 0, "total": 7},
    }


def test_a_deleted_conversation_leaves_nothing_behind(
    conversation: Conversation, serveurs: Serveurs
):
    conversation.dire("un secret à Oyonnax")
    assert conversation.client.delete("/sessions/current").status_code == 204
    assert conversation.client.get("/history").status_code == 401
    with sqlite3.connect(os.environ["VTE_SUIVI"]) as connexion:
        assert "un secret" not in "\n".join(connexion.iterdump())


def test_not_understood_is_said_in_the_state(conversation: Conversation):
    assert conversation.dire("raconte-moi une blague")["state"]["understood"] is False
    assert conversation.dire("on est 45 à Oyonnax")["state"]["understood"] is True


def test_communes_are_suggested_while_typing(serveurs: Serveurs):
    resultats: list[dict[str, Any]] = httpx.get(
        f"{serveurs.url}/communes", params={"q": "oyon"}
    ).json()
    assert resultats[0]["nom"] == "Oyonnax"
    assert {
        "code",
        "nom",
        "departement",
        "codes_postaux",
        "population",
        "score",
        "territoire",
    } <= set(resultats[0])


@pytest.mark.parametrize(
    "chemin",
    ["/model/parse", "/conversations/x/tracker", "/webhooks/rest/webhook", "/domain", "/status"],
)
def test_nothing_else_of_rasa_answers_outside(serveurs: Serveurs, chemin: str):
    racine = serveurs.url.removesuffix("/webhooks/web")
    assert httpx.get(racine + chemin).status_code == 404
    assert httpx.post(racine + chemin, json={}).status_code in (404, 405)


def test_the_page_is_served_with_a_strict_policy(serveurs: Serveurs):
    page = httpx.get(f"{serveurs.url}/")
    assert page.status_code == 200 and "Assistant VTE" in page.text
    politique = page.headers["content-security-policy"]
    assert "default-src 'none'" in politique and "unsafe" not in politique
    assert (
        httpx.get(f"{serveurs.url}/demonstration").headers["content-security-policy"] == politique
    )


def test_any_page_may_load_the_widget_and_a_browser_that_has_it_does_not_load_it_again(
    serveurs: Serveurs,
):
    fichier = httpx.get(
        f"{serveurs.url}/widget/widget.js", headers={"Origin": "https://inconnu.example"}
    )
    assert fichier.status_code == 200 and fichier.headers["content-encoding"] == "gzip"
    assert (
        fichier.headers["content-type"].startswith("text/javascript")
        and fichier.headers["access-control-allow-origin"] == "*"
    )
    assert (
        httpx.get(
            f"{serveurs.url}/widget/widget.js", headers={"If-None-Match": fichier.headers["etag"]}
        ).status_code
        == 304
    )


@pytest.mark.parametrize(
    "chemin", ["", "absent.js", "../domain.yml", "%2e%2e/domain.yml", "pages", "/etc/passwd"]
)
def test_nothing_but_the_files_of_the_widget_is_served(serveurs: Serveurs, chemin: str):
    assert httpx.get(f"{serveurs.url}/widget/{chemin}").status_code == 404
