"""Kept results and feedback (CONTRACT, section 5), on the real servers."""

from __future__ import annotations

import os
import re
import sqlite3
from typing import Any

import httpx
import pytest

from tests.conversations.test_verdicts import B
from tests.serveurs import Conversation, Serveurs
from vte.avis import le_verdict


def keep(conversation: Conversation) -> dict[str, Any]:
    answer = conversation.client.post("/results")
    assert answer.status_code == 201, answer.text
    return answer.json()


def in_the_database(query: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(os.environ["VTE_SUIVI"]) as base:
        return base.execute(query).fetchall()


def test_a_verdict_is_kept_by_an_address_that_whoever_has_it_reads(
    conversation: Conversation, serveurs: Serveurs
):
    verdict = conversation.dire(B)["state"]["verdict"]
    kept = keep(conversation)
    assert set(kept) == {"url", "reference", "expires_at"}
    assert kept["url"].startswith(f"{serveurs.url}/results/") and keep(conversation) == kept
    page = httpx.get(kept["url"])
    assert page.status_code == 200 and page.headers["content-type"].startswith("text/html")
    assert kept["reference"] in page.text and "Figeac (46)" in page.text
    assert all(d["libelle"] in page.text.replace("&#39;", "'") for d in verdict["dispositifs"])
    assert page.headers["cache-control"] == "private, no-store"
    assert "noindex" in page.headers["x-robots-tag"]
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha")
    assert "content-disposition" not in page.headers


@pytest.mark.parametrize("asked", ["telecharger", "telecharger=", "telecharger=1"])
def test_the_very_same_page_is_downloaded(conversation: Conversation, asked: str):
    conversation.dire(B)
    kept = keep(conversation)
    shown, downloaded = httpx.get(kept["url"]), httpx.get(f"{kept['url']}?{asked}")
    assert downloaded.text == shown.text
    name = f'attachment; filename="resultat-{kept["reference"]}.html"'
    assert downloaded.headers["content-disposition"] == name


def test_nothing_is_kept_before_a_verdict_nor_without_a_session(
    conversation: Conversation, serveurs: Serveurs
):
    conversation.dire("on est 45 à Oyonnax")
    refused = conversation.client.post("/results")
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "rien_a_garder")
    assert httpx.post(f"{serveurs.url}/results").status_code == 401
    assert httpx.post(f"{serveurs.url}/feedback", json={}).status_code == 401


def test_an_address_that_never_was_is_404_and_one_that_was_erased_is_410(
    conversation: Conversation, serveurs: Serveurs
):
    conversation.dire(B)
    kept = keep(conversation)
    cut = kept["url"].rpartition("/")[2][:-2]
    for never in ("inconnu", kept["reference"], cut, "a%00b", "%F0%9F%98%80", "x" * 300):
        answer = httpx.get(f"{serveurs.url}/results/{never}")
        assert answer.status_code == 404 and "Résultat introuvable" in answer.text
    assert conversation.client.delete("/sessions/current").status_code == 204
    gone = httpx.get(kept["url"])
    assert gone.status_code == 410 and "Résultat effacé" in gone.text
    assert gone.headers["cache-control"] == "private, no-store"
    assert conversation.client.post("/results").status_code == 401


def test_a_result_stays_what_it_was_when_the_facts_change(conversation: Conversation):
    conversation.dire(B)
    first = keep(conversation)
    before = httpx.get(first["url"]).text
    conversation.dire_et_confirmer("en fait on est 6000")
    second = keep(conversation)
    assert second["url"] != first["url"] and second["reference"] != first["reference"]
    assert httpx.get(first["url"]).text == before


def test_feedback_is_kept_once_for_each_thing_spoken_of(conversation: Conversation):
    said = conversation.dire(B)["messages"][0]["id"]
    verdict = le_verdict(said.rpartition(".")[0])
    for body in (
        {"about": "verdict", "useful": True},
        {"about": said, "useful": True},
        {"about": said, "useful": False, "reason": "unclear", "text": "le 06 12 34 56 78 ?"},
    ):
        answer = conversation.client.post("/feedback", json=body)
        assert (answer.status_code, answer.content) == (204, b"")
    query = f"select sujet, utile, motif, texte from avis where sujet in ('{verdict}', '{said}')"
    kept = in_the_database(query)
    assert sorted(row[0] for row in kept) == sorted((said, verdict))
    assert (said, 0, "unclear") in [row[:3] for row in kept]
    assert not any("06 12" in str(row) for row in kept)
    assert sorted(conversation.client.get("/history").json()["feedback"]) == sorted(
        [said, "verdict"]
    )


def test_a_reason_given_later_is_of_the_same_verdict_until_it_changes(conversation: Conversation):
    said = conversation.dire(B)["messages"][0]["id"]
    verdict = le_verdict(said.rpartition(".")[0])

    def judge(**body: Any) -> None:
        assert conversation.client.post("/feedback", json={"about": "verdict"} | body).is_success

    judge(useful=False)
    conversation.dire("Qu'est-ce que le VTE ?")
    judge(useful=False, reason="unclear")
    of_it = (
        "select sujet, motif from avis where session in "
        f"(select session from avis where sujet = '{verdict}')"
    )
    assert in_the_database(of_it) == [(verdict, "unclear")]
    changed = conversation.dire_et_confirmer("en fait on est 6000")["messages"][0]["id"]
    judge(useful=True)
    assert set(in_the_database(of_it)) == {
        (verdict, "unclear"),
        (le_verdict(changed.rpartition(".")[0]), None),
    }


def test_the_page_of_a_candidate_speaks_of_the_candidate_to_whoever_reads_it(
    conversation: Conversation,
):
    conversation.dire(B)
    page = httpx.get(keep(conversation)["url"]).text.replace("&#39;", "'")
    assert "1\u00a0200\u00a0€ pour le candidat" in page and "Pour le candidat" in page
    assert "L'entreprise fait la demande" in page
    body = page.partition("<main>")[2].partition("<footer>")[0]
    assert not re.search(
        r"pour vous|Montrez|\bVous\b|\bvotre\b", body.replace("Votre résultat", "")
    )


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"about": "verdict", "useful": True}, 400),  # none was announced
        ({"about": "jamais-dit.0", "useful": True}, 400),
        ({"about": "verdict", "useful": "oui"}, 400),
        ([], 400),
        ({"about": "verdict", "useful": True, "text": "a" * 301}, 422),
        ({"about": "verdict", "useful": True, "text": "a" * 17_000}, 413),
    ],
)
def test_feedback_on_what_was_not_said_or_that_is_malformed_is_refused(
    conversation: Conversation, body: Any, status: int
):
    conversation.dire("on est 45 à Oyonnax")
    answer = conversation.client.post("/feedback", json=body)
    assert answer.status_code == status and answer.json()["error"]["message"]


def test_feedback_goes_with_the_conversation(conversation: Conversation):
    said = conversation.dire("on est 45 à Oyonnax")["messages"][0]["id"]
    assert conversation.client.post(
        "/feedback", json={"about": said, "useful": False, "text": "zanzibaritude"}
    ).is_success
    assert in_the_database("select 1 from avis where texte like '%zanzibaritude%'")
    conversation.client.delete("/sessions/current")
    assert not in_the_database("select 1 from avis where texte like '%zanzibaritude%'")


def test_another_site_may_keep_and_say_where_it_is_listed_only(serveurs: Serveurs):
    for path in ("results", "feedback"):
        refused = httpx.post(f"{serveurs.url}/{path}", headers={"Origin": "https://pirate.example"})
        assert refused.status_code == 403
        asked = httpx.options(
            f"{serveurs.url}/{path}",
            headers={"Origin": "https://exemple.fr", "Access-Control-Request-Method": "POST"},
        )
        assert asked.is_success
