"""HTTP as an attacker speaks it, to the served product: it is refused, and the next is heard."""

from __future__ import annotations

import concurrent.futures
import time
from collections.abc import Callable, Iterator

import httpx
import pytest

from bot.server.reading import BODY_SECONDS, HEAD_SECONDS
from tests.brut import Reponse, connexion, envoyer, lire, requete
from tests.serveurs import Conversation, Serveurs

MESSAGES = "/webhooks/web/messages"
SESSIONS = "/webhooks/web/sessions"


@pytest.fixture(autouse=True)
def the_next_visitor_is_answered(nouvelle: Callable[[], Conversation]) -> Iterator[None]:
    yield
    assert nouvelle().dire("on est 45 à Oyonnax")["state"]["dossier"]["effectif"] == 45


def in_the_contract_s_shape(reponse: Reponse, statut: int) -> None:
    assert reponse.statut == statut and reponse.code
    assert reponse.entetes["x-content-type-options"] == "nosniff"
    assert reponse.entetes["cache-control"] == "no-store"
    assert reponse.entetes["referrer-policy"] == "no-referrer"
    assert b"Traceback" not in reponse.corps and b"anic" not in reponse.corps


@pytest.mark.parametrize(
    "lignes",
    [
        ("Content-Length: -1",),
        ("Content-Length: +5",),
        ("Content-Length: 5", "Content-Length: 6"),
        ("Content-Length: 5", "Content-Length: 5"),
        ("Content-Length: " + "9" * 40,),
        ("Transfer-Encoding: chunked",),
        ("Transfer-Encoding: chunked", "Content-Length: 5"),
        ("Upgrade: websocket", "Connection: Upgrade"),
    ],
    ids=" ".join,
)
def test_a_length_that_is_not_plain_is_refused_at_once(serveurs: Serveurs, lignes: tuple[str, ...]):
    in_the_contract_s_shape(envoyer(serveurs.url, requete("POST", MESSAGES, *lignes)), 400)


def test_a_body_over_16_kib_is_refused_before_it_is_read(serveurs: Serveurs):
    announced = requete("POST", MESSAGES, f"Content-Length: {16 * 1024 + 1}")
    in_the_contract_s_shape(envoyer(serveurs.url, announced), 413)


def test_whoever_sends_95_megabytes_all_the_same_reads_why_and_is_cut_off(serveurs: Serveurs):
    size, sent = 95 * 1024 * 1024, 0
    with connexion(serveurs.url) as prise:
        prise.sendall(requete("POST", MESSAGES, f"Content-Length: {size}"))
        in_the_contract_s_shape(lire(prise), 413)
        try:
            while sent < size:
                sent += prise.send(b"x" * 65536)
        except OSError:
            pass
    assert sent < size / 4  # what the kernels of both sides hold


def test_a_head_over_8_kib_is_refused(serveurs: Serveurs):
    long = requete("GET", "/webhooks/web/health", "X: " + "x" * 20_000)
    in_the_contract_s_shape(envoyer(serveurs.url, long), 413)


@pytest.mark.parametrize(
    "octets",
    [b"\x16\x03\x01\x02\x00\r\n\r\n", b"GET :// HTTP/1.1\r\nHost: a\r\n\r\n", b"\r\n" * 9],
    ids=["tls", "address", "empty lines"],
)
def test_what_is_no_http_is_refused(serveurs: Serveurs, octets: bytes):
    in_the_contract_s_shape(envoyer(serveurs.url, octets), 400)


def test_a_head_or_a_body_that_drips_and_a_connection_that_says_nothing_are_ended(
    serveurs: Serveurs,
):
    """Each gives a byte a second: Sanic's own timeouts would begin again each time."""
    endless = {
        "head": requete("GET", "/webhooks/web/health")[:-4] + b"\r\nX: ",
        "body": requete("POST", MESSAGES, "Content-Length: 16000"),
        "nothing": b"",
    }
    with concurrent.futures.ThreadPoolExecutor() as threads:
        drips = [threads.submit(_drip, serveurs.url, start) for start in endless.values()]
        statuses = [drip.result() for drip in drips]
    assert statuses == [408, 408, 0]


def _drip(url: str, start: bytes) -> int:
    end = time.monotonic() + HEAD_SECONDS + BODY_SECONDS
    with connexion(url, 1.0) as prise:
        prise.sendall(start)
        while time.monotonic() < end:
            try:
                return lire(prise).statut
            except TimeoutError:
                if start:
                    prise.sendall(b"x")
    raise AssertionError("the server still waits")


@pytest.mark.parametrize(
    ("methode", "chemin", "statut"),
    [
        ("GET", "/", 404),
        ("GET", "//", 404),
        ("GET", "/?a=b", 404),
        ("GET", "/absente", 404),
        ("POST", "/webhooks/web/absente", 404),
        ("PUT", MESSAGES, 405),
        ("GET", SESSIONS, 405),
        ("BREW", SESSIONS, 405),
        ("GET", MESSAGES, 405),
    ],
)
def test_what_does_not_exist_is_said_in_the_contract_s_shape_and_nothing_says_what_serves(
    serveurs: Serveurs, methode: str, chemin: str, statut: int
):
    reponse = envoyer(serveurs.url, requete(methode, chemin))
    in_the_contract_s_shape(reponse, statut)
    assert "server" not in reponse.entetes and b"asa" not in reponse.corps


@pytest.mark.parametrize("chemin", ["health", "communes?q=oyon", "history", "", "demonstration"])
def test_every_answer_forbids_to_guess_its_type_and_to_tell_its_address(
    serveurs: Serveurs, chemin: str
):
    entetes = httpx.get(f"{serveurs.url}/{chemin}").headers
    assert entetes["x-content-type-options"] == "nosniff"
    assert entetes["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in entetes["content-security-policy"]


def test_what_is_said_is_kept_by_no_browser_and_no_proxy(conversation: Conversation):
    assert conversation.envoyer(text="bonjour").headers["cache-control"] == "no-store"
    assert conversation.client.get("/history").headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "origine", ["http://[", "http://]", "null", "http://:99999", "é", "//", "http://[::1"]
)
def test_an_origin_that_is_no_address_is_refused(serveurs: Serveurs, origine: str):
    octets = requete("POST", SESSIONS, f"Origin: {origine}", "Content-Length: 0")
    in_the_contract_s_shape(envoyer(serveurs.url, octets), 403)


def test_two_requests_in_one_write_are_answered_in_order(serveurs: Serveurs):
    both = requete("GET", "/webhooks/web/health") + requete("GET", "/absente")
    with connexion(serveurs.url) as prise:
        prise.sendall(both)
        received = b""
        while received.count(b"HTTP/1.1") < 2 or not received.endswith(b"}"):
            received += prise.recv(65536)
    assert received.index(b"200 OK") < received.index(b"404 Not Found")
