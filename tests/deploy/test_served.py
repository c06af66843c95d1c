"""The compose set, for real: PostgreSQL, Redis, nginx, two workers, the console; and people."""

from __future__ import annotations

import re
import socket
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.deploy.containers import OURS, PUBLISH, TOKEN, Compose, prepared
from tests.deploy.door import CONSOLE, SITE, trusting

pytestmark = pytest.mark.lent
SAID = (
    "Je dirige une PME de 45 salariés à Oyonnax, je veux prendre un jeune diplômé d'un master en"
    " CDD de 18 mois à partir du 1er septembre 2021, il a eu son diplôme en juin 2021."
)
WORKERS = ("assistant-1", "assistant-2")


@pytest.fixture(scope="module")
def served() -> Iterator[Compose]:
    """In the order that compose.yml says, each once its own check of health holds."""
    with tempfile.TemporaryDirectory() as name, prepared(Path(name)) as made:
        made.start("postgres", "redis")
        made.healthy("postgres", "redis")
        made.start("migrations")
        assert made.ended("migrations") == 0, made.logs("migrations")
        made.start(*WORKERS, "console", "projection")
        made.healthy(*WORKERS, "console")
        made.start("nginx")
        until_open(made.https)
        yield made


def until_open(port: int) -> None:
    """nginx is alone in having no check of health: its image may hold no other program."""
    limit = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            assert time.monotonic() < limit
            time.sleep(0.1)


class Person:
    """Who comes through nginx, and has a session."""

    def __init__(self, served: Compose) -> None:
        context = trusting(served.folder / "certificats")
        self.client = httpx.Client(verify=context, timeout=30)
        self.base = f"https://127.0.0.1:{served.https}"
        token = self.ask("POST", "/webhooks/web/sessions").json()["session"]
        self.client.headers["Authorization"] = f"Bearer {token}"

    def ask(self, method: str, path: str, site: str = SITE, **more: Any) -> httpx.Response:
        return self.client.request(
            method,
            f"{self.base}{path}",
            headers={"Host": site},
            extensions={"sni_hostname": site},
            **more,
        )

    def say(self, text: str, identifier: str = "") -> dict[str, Any]:
        body = {"message_id": identifier or str(uuid.uuid4()), "text": text}
        answer = self.ask("POST", "/webhooks/web/messages", json=body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


@pytest.fixture
def person(served: Compose) -> Iterator[Person]:
    one = Person(served)
    yield one
    one.client.close()


def test_a_conversation_is_held_through_nginx(served: Compose, person: Person):
    answer = person.say(SAID)
    for _ in range(3):
        if answer["state"]["question"] is None and answer["state"]["verdict"]:
            break
        answer = person.say("oui")
    assert answer["state"]["dossier"]["effectif"] == 45
    assert answer["state"]["verdict"]["statut"] == "eligible"
    assert len(person.ask("GET", "/webhooks/web/history").json()["messages"]) >= 2


def test_a_turn_sent_again_gives_the_answer_that_was_kept(served: Compose, person: Person):
    identifier = str(uuid.uuid4())
    first = person.say("Bonjour", identifier)
    assert person.say("Bonjour", identifier) == first


def test_staff_see_the_console_under_its_own_name(served: Compose, person: Person):
    page = person.ask("GET", "/connexion/", site=CONSOLE)
    assert page.status_code == 200 and "csrf" in page.text
    assert page.headers["Strict-Transport-Security"]
    assert all("secure" in cookie.lower() for cookie in page.headers.get_list("set-cookie"))


def test_nothing_but_the_channels_goes_out(served: Compose, person: Person):
    for path in ("/", "/live", "/ready", "/version", "/metrics"):
        assert person.ask("GET", path).status_code == 404, path


def test_processes_are_nobody_and_cannot_write_where_they_need_not(served: Compose):
    for service in (*WORKERS, "console", "projection", "nginx", "redis"):
        name = f"vte_{service}_1"
        assert served.podman("exec", name, "id", "-u").strip() == "65534", service
        status = served.podman("exec", name, "cat", "/proc/1/status")
        assert re.search(r"^CapEff:\s+0+$", status, re.M), service
        assert re.search(r"^NoNewPrivs:\s+1$", status, re.M), service
        refused = served.podman("exec", name, "sh", "-c", "touch /opt/x /etc/x 2>&1; true")
        assert refused.count("Read-only file system") == 2, refused
        assert served.inspect(service)["HostConfig"]["Memory"] > 0, service


def test_databases_are_reached_by_nobody_outside(served: Compose):
    for service in ("postgres", "redis"):
        assert not any(served.inspect(service)["NetworkSettings"]["Ports"].values())
    refused = served.podman("exec", "vte_nginx_1", "getent", "hosts", "postgres", check=False)
    assert "10." not in refused


def test_no_secret_shows_in_what_describes_the_containers(served: Compose):
    files = [file for file in (served.folder / "secrets").rglob("*") if file.is_file()]
    secrets = [file.read_text() for file in files]
    assert len(secrets) == 10 and TOKEN in secrets
    started = [
        name
        for name in (*OURS, "postgres", "redis")
        if name not in ("purge", "prevenir", "sauvegarde", "taches")
    ]
    described = "".join(str(served.inspect(name)) for name in started)
    assert not [secret for secret in secrets if secret in described]
    given = served.podman("exec", "vte_assistant-1_1", "cat", "/proc/1/environ")
    assert f"VTE_JETON_ACTIONS={TOKEN}" in given


def test_a_command_by_hand_publishes_and_sees_the_workers(served: Compose):
    assert "publié" in served.task("taches", *PUBLISH)
    told = served.task("taches")
    assert all(re.search(rf"{worker}\S* : .*vivant", told) for worker in WORKERS), told


def test_all_is_saved_and_the_backup_is_whole(served: Compose, person: Person):
    person.say("Je suis une entreprise de 45 salariés.")
    served.task("sauvegarde")
    command = "python -m vte restaurer /var/lib/vte/sauvegardes/*.vte --verifier"
    told = served.task("taches", "sh", "-c", command)
    assert "Sauvegarde intacte" in told, told


def test_a_conversation_goes_on_where_its_worker_is_stopped(served: Compose, person: Person):
    """The other worker has all that was said. (The last test: one worker is left after it.)"""
    person.say("Je suis une entreprise de 45 salariés.")
    log = served.logs("nginx").splitlines()
    worker = next(re.search(r"77\.1([12]):", x) for x in reversed(log) if "/messages" in x)
    assert worker is not None
    stopped = f"assistant-{worker.group(1)}"
    served.compose("stop", stopped)
    code = served.inspect(stopped)["State"]["ExitCode"]
    assert code != 137, "killed: it did not end by itself in the time that compose.yml gives"
    assert person.say("Le poste est à Oyonnax.")["state"]["dossier"]["effectif"] == 45
