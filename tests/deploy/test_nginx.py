"""The door: what nginx lets in, to whom it hands it, and what it says by itself."""

from __future__ import annotations

import json
import re
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from bot.channels.messengers.common.body import BODY_MAX as PLATFORM_MAX
from bot.channels.shared import errors
from bot.server.answers import _KNOWN, _OTHERS
from bot.server.sizes import BODY_MAX
from tests.deploy.door import CONSOLE, Door, certificates, door, render
from tests.deploy.tools import run, tool

TEMPLATE = "deploy/nginx/nginx.conf.template"


@pytest.fixture(scope="module")
def one() -> Iterator[Door]:
    with door() as made:
        yield made


@pytest.fixture(autouse=True)
def workers_well(one: Door) -> None:
    for worker in one.workers:
        worker.says, worker.refuses, worker.seen[:] = 200, 0, []


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def turn(one: Door, token: str) -> httpx.Response:
    return one.ask("POST", "/webhooks/web/messages", headers=bearer(token), json={"text": "ok"})


def test_nginx_and_its_critic_have_nothing_to_say(tmp_path: Path):
    names = {"OUVRIERS": "127.0.0.1:1 127.0.0.1:2", "CONSOLE": "127.0.0.1:3"}
    file = render(tmp_path, CERTIFICATS=str(certificates(tmp_path / "c")), **names)
    told = run(tool("nginx", "nginx-light"), "-t", "-c", str(file))
    assert "[warn]" not in told and "[emerg]" not in told and "successful" in told
    # Django says HSTS for the console.
    found = json.loads(run(tool("gixy"), "-f", "json", "--skips", "hsts_header", str(file)))
    assert found == []


def test_a_session_stays_with_its_worker_and_sessions_are_shared_out(one: Door):
    who = {
        token: {turn(one, token).json()["who"] for _ in range(3)} for token in map(str, range(12))
    }
    assert all(len(workers) == 1 for workers in who.values())
    assert len(set.union(*who.values())) == 2


def test_who_has_no_session_yet_goes_to_any_worker(one: Door):
    asked = Counter(one.ask("POST", "/webhooks/web/sessions").json()["who"] for _ in range(16))
    assert len(asked) == 2


@pytest.mark.parametrize("failure", [503, "cut"])
def test_a_turn_that_a_worker_gives_up_is_taken_by_the_other(one: Door, failure: int | str):
    first = turn(one, "qui-change").json()["who"]
    mine, other = sorted(one.workers, key=lambda w: w.name != first)
    mine.says = failure
    assert turn(one, "qui-change").json()["who"] == other.name


def test_workers_that_refuse_some_are_all_asked_again(one: Door):
    """« Busy » is no failure of theirs: none is left out, so nginx never lacks one to ask."""
    for worker in one.workers:
        worker.refuses = 10
    answers = [one.ask("POST", "/webhooks/telegram/webhook", json={}) for _ in range(200)]
    assert all("who" in answer.json() for answer in answers)
    assert {answer.json()["who"] for answer in answers} == {"un", "deux"}
    served = [answer for answer in answers if answer.status_code == 200]
    assert len(served) > 180  # only whom both refuse, one after the other, is told to come back


def test_what_is_no_turn_is_not_sent_twice(one: Door):
    for worker in one.workers:
        worker.says = "cut"
    answer = one.ask("POST", "/webhooks/web/feedback", headers=bearer("x"), json={})
    assert answer.status_code == 503 and answer.headers["Retry-After"]
    assert sum(len(worker.seen) for worker in one.workers) == 1


@pytest.mark.parametrize(
    "path",
    ["/", "/live", "/ready", "/version", "/metrics", "/status", "/webhooks/", "/conversations"]
    + ["/webhooks/web/../../metrics", "/webhooks/messenger/health", "//metrics"],
)
def test_nothing_but_the_channels_answers_outside(one: Door, path: str):
    answer = one.ask("GET", path)
    assert answer.status_code == 404
    assert not any(worker.seen for worker in one.workers)


def test_what_visitors_say_of_themselves_is_not_handed_on(one: Door):
    lies = {"X-Forwarded-For": "6.6.6.6", "X-Forwarded-Proto": "http", "Forwarded": "for=6.6.6.6"}
    got = one.ask("GET", "/webhooks/web/health", headers=lies).json()["headers"]
    assert got["X-Forwarded-For"] == "127.0.0.1" and got["X-Forwarded-Proto"] == "https"
    assert "Forwarded" not in got and re.fullmatch(r"[0-9a-f]{32}", got["X-Request-ID"])


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/webhooks/web/messages", BODY_MAX),
        ("/webhooks/telegram/webhook", PLATFORM_MAX),
    ],
)
def test_bodies_are_as_large_as_the_server_behind_takes_them(one: Door, path: str, most: int):
    taken = one.ask("POST", path, content=b"x" * most)
    assert taken.status_code == 200 and taken.json()["size"] == most
    refused = one.ask("POST", path, content=b"x" * (most + 1))
    assert refused.status_code == 413 and refused.json()["error"]["code"] == errors.TooLarge.code


def test_what_nginx_says_by_itself_is_what_the_server_says():
    """The same code and words, whoever of the two refuses."""
    text = Path(TEMPLATE).read_text(encoding="utf-8")
    said = {
        int(status): json.loads(body.replace('\\"', '"'))["error"]
        for status, body in re.findall(r'return (\d+) "(\{.*\})";', text)
    }
    assert sorted(said) == [400, 404, 413, 429, 503]
    words = {**_KNOWN, 400: _OTHERS}
    for status in (400, 404, 413, 503):
        assert said[status]["code"] == words[status].code
        assert said[status]["message"].split() == str(words[status]).split()
    assert said[429]["code"] == errors.TooManyRequests.code


def test_security_headers_come_once(one: Door):
    headers = one.ask("GET", "/webhooks/web/health").headers
    for name in ("X-Content-Type-Options", "Referrer-Policy", "Strict-Transport-Security"):
        assert len(headers.get_list(name)) == 1, name
    assert "nginx/" not in headers["Server"]


def test_a_flood_from_one_address_is_refused_and_told_when_to_come_back(one: Door):
    answers: list[httpx.Response] = []

    def flood() -> None:
        answers.extend(one.ask("GET", "/webhooks/web/health") for _ in range(40))

    threads = [threading.Thread(target=flood) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    refused = [a for a in answers if a.status_code == 429]
    assert refused and refused[0].headers["Retry-After"]
    assert refused[0].headers["Strict-Transport-Security"]
    assert refused[0].json()["error"]["code"] == errors.TooManyRequests.code


def test_plain_http_is_sent_to_https_and_another_name_gets_nothing(one: Door):
    plain = httpx.get(f"http://127.0.0.1:{one.http}/x?y=1", headers={"Host": CONSOLE})
    assert (plain.status_code, plain.headers["Location"]) == (301, f"https://{CONSOLE}/x?y=1")
    with pytest.raises(httpx.TransportError):
        httpx.get(f"http://127.0.0.1:{one.http}/", headers={"Host": "autre.exemple.fr"})
    with pytest.raises(httpx.ConnectError, match="SSL"):
        one.ask("GET", "/", site="autre.exemple.fr")


def test_the_console_has_a_name_of_its_own_and_shows_no_probe(one: Door):
    assert one.ask("GET", "/conversations/", site=CONSOLE).json()["who"] == "console"
    assert one.ask("GET", "/sante/", site=CONSOLE).status_code == 404
    assert one.ask("GET", "/webhooks/web/health", site=CONSOLE).json()["who"] == "console"


def test_the_log_tells_neither_words_nor_addresses_nor_secrets(one: Door):
    one.ask("GET", f"/webhooks/web/communes?q={quote('Jean Dupont à Oyonnax')}")
    one.ask("GET", "/webhooks/web/results/secret-de-la-page", headers=bearer("jeton-de-session"))
    lines = [json.loads(line) for line in one.log.splitlines()]
    assert {"/webhooks/web/communes", "/webhooks/web/results/"} <= {x["rubrique"] for x in lines}
    assert not re.search(r"Dupont|Oyonnax|secret-de-la-page|jeton-de-session", one.log)
    assert not any(str(value) == "127.0.0.1" for x in lines for value in x.values())
