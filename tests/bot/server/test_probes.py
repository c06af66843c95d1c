"""The probes, asked over HTTP of a server that Rasa's own code mounts them on."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
import yaml
from rasa.core.channels import channel
from sanic import Blueprint, Sanic
from sanic.response import text

from bot.server import probes
from bot.server.draining import DRAINING
from bot.server.probes import Probes
from bot.server.readiness import Readiness
from tests.ports import free_port
from vte import suivi, trace
from vte.schemas.tracker import TRACKER

# Sanic says that some listeners come late there: not those of this module.
pytestmark = pytest.mark.filterwarnings("ignore:You have set a listener for:UserWarning")
ROOT = Path(__file__).parents[3]
MODEL = uuid.uuid4().hex


def agent(**changed: Any) -> Any:
    usual = {
        "is_ready": lambda: True,
        "model_id": MODEL,
        "action_endpoint": None,
        "processor": None,
    }
    return SimpleNamespace(**usual | changed)


@pytest.fixture
def app(stores_elsewhere: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Sanic:
    monkeypatch.setenv("VTE_SECRET", "un secret" * 4)
    monkeypatch.setattr(DRAINING, "on", False)
    monkeypatch.setattr(probes, "Readiness", partial(Readiness, kept=0))  # each answer is of now
    monkeypatch.setattr(probes, "LOOK_EVERY", 0.05)
    monkeypatch.setattr(Sanic, "test_mode", True)  # several are started in this process
    with suivi.ouvrir().begin() as link:
        suivi.EVENEMENTS.create(link, checkfirst=True)
    made = Sanic(f"probes_{uuid.uuid4().hex}", configure_logging=False)
    channel.register([Probes()], made, "/webhooks/")
    page = Blueprint("page")
    page.add_route(lambda request, name: text(trace.ids()["request_id"]), "/pages/<name>")
    made.blueprint(page)
    made.ctx.agent, made.ctx.publication = agent(), MODEL
    return made


@pytest.fixture
async def client(app: Sanic) -> AsyncIterator[httpx.AsyncClient]:
    """Sanic's routes, middleware and listeners, without a socket: of a socket it keeps a loop."""
    app.asgi = True
    await app._startup()
    for when in ("before", "after"):
        await app._server_event("init", when)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://assistant") as one:
        yield one
    for when in ("before", "after"):
        await app._server_event("shutdown", when)


async def test_a_worker_that_has_all_it_needs_is_ready(client: httpx.AsyncClient):
    answer = await client.get("/ready")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "checks": {"modele": "ok", "base": "ok", "disque": "ok", "actions": "ok"},
    }


async def test_one_without_a_model_is_alive_and_not_ready(app: Sanic, client: httpx.AsyncClient):
    app.ctx.agent = None
    answer = await client.get("/ready")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.json()["status"] == "pas_pret"
    assert answer.json()["checks"]["modele"] == "pas encore chargé"
    assert (await client.get("/live")).json() == {"status": "ok"}


async def test_one_whose_database_is_gone_is_not_ready(
    client: httpx.AsyncClient, stores_elsewhere: dict[str, str]
):
    Path(stores_elsewhere["VTE_SUIVI"].removeprefix("sqlite:///")).unlink()
    answer = await client.get("/ready")
    assert answer.status_code == 503
    assert answer.json()["checks"]["base"] == "en panne (OperationalError)"


async def test_what_is_measured_of_it_is_looked_at_though_nobody_asks(
    app: Sanic, client: httpx.AsyncClient
):
    assert app.ctx.readiness.last.ready
    app.ctx.agent = agent(is_ready=lambda: False)
    for _ in range(200):
        if not app.ctx.readiness.last.ready:
            break
        await asyncio.sleep(0.05)
    assert app.ctx.readiness.last.checks["modele"] != "ok"


async def test_one_whose_action_server_is_away_is_not_ready(app: Sanic, client: httpx.AsyncClient):
    away = SimpleNamespace(url=f"http://127.0.0.1:{free_port()}/webhook", headers={})
    app.ctx.agent = agent(action_endpoint=away)
    answer = await client.get("/ready")
    assert answer.status_code == 503
    assert answer.json()["checks"]["actions"] == "en panne (ConnectError)"


async def test_one_that_was_told_to_stop_is_not_ready_from_that_moment(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    assert (await client.get("/ready")).status_code == 200
    monkeypatch.setattr(DRAINING, "on", True)
    answer = await client.get("/ready")
    assert answer.status_code == 503 and answer.json()["checks"]["arret"] == "en cours"
    assert (await client.get("/live")).status_code == 200


async def test_the_version_tells_code_model_and_schema(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("VTE_REVISION", "4f2a9c1d")
    told = (await client.get("/version")).json()
    assert told["version"] == probes.version() and told["revision"] == "4f2a9c1d"
    assert (told["model"], told["rasa"]) == (MODEL, "3.6.21")
    assert "schema" in told


async def test_the_schema_is_the_revision_that_the_database_is_at(client: httpx.AsyncClient):
    suivi.ouvrir().dispose()
    assert (await client.get("/version")).json()["schema"] == TRACKER.head


async def test_an_answer_gives_back_the_id_of_its_request(client: httpx.AsyncClient):
    given = uuid.uuid4().hex
    answer = await client.get("/pages/une", headers={"X-Request-ID": given})
    assert (answer.text, answer.headers["x-request-id"]) == (given, given)


async def test_an_id_that_is_not_well_formed_is_replaced(client: httpx.AsyncClient):
    answer = await client.get("/pages/une", headers={"X-Request-ID": "06 12 34 56 78"})
    assert answer.text == answer.headers["x-request-id"]
    assert uuid.UUID(answer.text)


async def test_an_address_that_is_not_ours_has_an_id_too(client: httpx.AsyncClient):
    answer = await client.get("/metrics")
    assert answer.status_code == 404 and uuid.UUID(answer.headers["x-request-id"])


async def test_a_request_is_one_line_with_its_route_and_not_its_address(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
):
    with caplog.at_level(logging.INFO):
        await client.get("/pages/secret?q=Jean")
        await client.get("/ready")
    lines = [r for r in caplog.records if r.getMessage() == "request"]
    assert [(r.method, r.route, r.status) for r in lines] == [("GET", "/pages/<name:str>", 200)]
    ours = [r for r in caplog.records if not r.name.startswith("httpx")]
    assert not any("secret" in str(r.__dict__) or "Jean" in str(r.__dict__) for r in ours)


async def test_the_measures_are_not_on_the_public_port(client: httpx.AsyncClient):
    assert (await client.get("/metrics")).status_code == 404


def test_the_probes_are_mounted_by_credentials_yml_before_any_other_channel():
    named = list(yaml.safe_load((ROOT / "credentials.yml").read_text(encoding="utf-8")))
    assert named[0] == f"{Probes.__module__}.{Probes.__qualname__}"
