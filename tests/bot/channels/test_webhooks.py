"""What a channel reads in a webhook: the shapes that the platforms document, and anything."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from twilio.request_validator import RequestValidator

from bot.channels.messengers import (
    messenger_events,
    telegram_messages,
    whatsapp_cloud_messages,
    whatsapp_messages,
)
from bot.channels.messengers.common.body import form
from bot.channels.messengers.common.pipeline import MessagingChannel
from bot.channels.messengers.messenger import MessengerChannel
from bot.channels.messengers.telegram import TelegramChannel
from bot.channels.messengers.whatsapp import WhatsAppChannel
from bot.channels.messengers.whatsapp_cloud import WhatsAppCloudChannel
from bot.channels.shared.errors import as_json
from tests.messageries import SurCloud, SurMessenger, SurTelegram
from tests.plateformes import JETON
from tests.serveurs import reglages_messageries

CANAUX = {
    c.name(): c for c in (MessengerChannel, TelegramChannel, WhatsAppChannel, WhatsAppCloudChannel)
}
SHAPES = {
    f"{path.parent.name}/{path.stem}": json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "fixtures").glob("*/*.json"))
}
FUZZ = 20_000  # bodies a channel


@pytest.fixture(autouse=True)
def reglages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for nom, value in reglages_messageries({}).items():
        monkeypatch.setenv(nom, value)
    monkeypatch.setenv("VTE_SUIVI", str(tmp_path / "suivi.sqlite"))
    monkeypatch.setenv("VTE_DEMANDES_URL", f"sqlite:///{tmp_path / 'demandes.sqlite'}")
    monkeypatch.setenv("VTE_SECRET", "un secret" * 4)


def call(channel: str, raw: bytes) -> Any:
    """A request that the platform signed."""
    signer = {
        "messenger": SurMessenger.signer,
        "telegram": SurTelegram.signer,
        "whatsapp_cloud": SurCloud.signer,
    }.get(channel)
    headers = (
        {nom.lower(): value for nom, value in signer(raw)["headers"].items()}
        if signer
        else _signer_twilio(raw)
    )
    return SimpleNamespace(
        body=raw,
        headers=headers,
        url="http://127.0.0.1/webhooks/whatsapp/webhook",
        args={},
        app=SimpleNamespace(ctx=SimpleNamespace()),
    )


def _signer_twilio(raw: bytes) -> dict[str, str]:
    fields = form(SimpleNamespace(body=raw))  # type: ignore[arg-type]
    return {
        "x-twilio-signature": RequestValidator(JETON).compute_signature(
            "http://127.0.0.1/webhooks/whatsapp/webhook", fields
        )
    }


def ecrire(channel: str, body: Any) -> bytes:
    """As its platform does; what a form cannot hold is written as text."""
    if channel != "whatsapp":
        return json.dumps(body).encode()
    return urlencode(body if isinstance(body, dict) else {"Body": body}, errors="replace").encode()


@pytest.mark.parametrize("name", SHAPES)
def test_a_documented_webhook_is_read_as_its_fixture_says(name: str):
    kind, shape = name.partition("/")[0], SHAPES[name]
    channel, request = CANAUX[kind](), call(kind, ecrire(kind, shape["body"]))
    channel.verify(request)
    read = [
        {"id": e.id, "address": e.address, "kind": e.kind, "content": e.content}
        for e in channel.read(request)
    ]
    undelivered = [
        {"id": u.id, "address": u.address, "outcome": type(u.outcome).__name__}
        for u in channel.undelivered(request)
    ]
    owners = [{"address": o.address, "ours": o.ours} for o in channel.owners(request)]
    assert read == shape["read"]
    assert undelivered == shape.get("undelivered", []) and owners == shape.get("owners", [])


@pytest.mark.parametrize("name", SHAPES)
def test_a_fixture_says_what_it_follows_and_on_which_day(name: str):
    shape = SHAPES[name]
    assert shape["what"] and shape["follows"].startswith("https://")
    assert date.fromisoformat(shape["on"])


UNANSWERED = {
    "messenger": [*messenger_events.UNANSWERED],
    "telegram": [
        *telegram_messages.UNANSWERED_UPDATES,
        *telegram_messages.UNANSWERED_MESSAGES,
    ],
    "whatsapp": [*whatsapp_messages.UNANSWERED],
    "whatsapp_cloud": [*whatsapp_cloud_messages.UNANSWERED],
}

IN_THE_GUIDE = {
    "messenger": "Messenger",
    "telegram": "Telegram",
    "whatsapp": "WhatsApp",
    "whatsapp_cloud": "WhatsApp, par Meta",
}


@pytest.mark.parametrize("channel", UNANSWERED)
def test_what_needs_no_answer_is_listed_for_those_who_run_the_channel(channel: str):
    guide = (Path(__file__).parents[3] / "docs" / "channels.md").read_text(encoding="utf-8")
    _, _, listed = guide.partition("Sans réponse, et c'est voulu")
    _, _, own = listed.partition(f"- {IN_THE_GUIDE[channel]}")
    told = own.partition("\n- ")[0].partition("\n\n")[0]
    assert [name for name in UNANSWERED[channel] if f"`{name}`" not in told] == []


def test_a_documented_webhook_that_is_not_answered_is_one_of_that_list():
    silent = {name: shape for name, shape in SHAPES.items() if not shape["read"]}
    for name, shape in silent.items():
        named = json.dumps(shape["body"])
        ours = UNANSWERED[name.partition("/")[0]]
        others = ("supergroup", "instagram", "100000000000099", "account_update")
        assert any(f'"{one}"' in named for one in (*ours, *others)), name


def test_a_channel_without_its_settings_is_closed(monkeypatch: pytest.MonkeyPatch):
    for nom in CANAUX:
        monkeypatch.delenv(f"VTE_{nom.upper()}_JETON")
    for nom, classe in CANAUX.items():
        assert respond(classe(), appel_sans_signature(nom)) == 404


def appel_sans_signature(channel: str) -> Any:
    return SimpleNamespace(
        body=b"{}",
        headers={},
        url=f"http://127.0.0.1/webhooks/{channel}/webhook",
        args={},
        app=SimpleNamespace(ctx=SimpleNamespace()),
    )


def respond(channel: MessagingChannel, request: Any) -> int:
    return asyncio.run(_respond(channel, request))


async def _respond(channel: MessagingChannel, request: Any) -> int:
    status = (await as_json(channel.receive)(request)).status
    for task in list(channel.serving.tasks):
        task.cancel()
    channel.serving.people.clear()
    return status


# Anything at all


def abimes(channel: str, hasard: random.Random) -> Iterator[bytes]:
    """Documented bodies cut, mixed, with another value anywhere, bytes changed, or no body."""
    modeles = [shape["body"] for name, shape in SHAPES.items() if name.startswith(f"{channel}/")]
    while True:
        raw = ecrire(channel, alterer(hasard.choice(modeles), hasard))
        geste = hasard.randrange(6)
        if geste == 0:
            raw = raw[: hasard.randrange(len(raw) + 1)]
        elif geste == 1 and raw:
            octets = bytearray(raw)
            for _ in range(hasard.randrange(1, 6)):
                octets[hasard.randrange(len(octets))] = hasard.randrange(256)
            raw = bytes(octets)
        elif geste == 2:
            raw = hasard.randbytes(hasard.randrange(200))
        yield raw


VALEURS = (
    None,
    True,
    0,
    -1,
    10**30,
    1.5,
    "",
    "\u202e",
    "\ud800",
    "\x00",
    "é" * 3000,
    "/effacer",
    [],
    [[]],
    {},
    {"id": {}},
    [None, 3, {"a": 1}],
)


def alterer(value: Any, hasard: random.Random, chance: float = 0.12) -> Any:
    """The same value, with some of its parts replaced or missing."""
    if hasard.random() < chance / 2:
        return hasard.choice(VALEURS)
    if isinstance(value, dict):
        return {
            nom: alterer(v, hasard, chance)
            for nom, v in value.items()
            if hasard.random() > chance / 3
        }
    return [alterer(v, hasard, chance) for v in value] if isinstance(value, list) else value


@pytest.mark.lent
@pytest.mark.parametrize("nom", CANAUX)
async def test_twenty_thousand_malformed_bodies_never_break_a_channel(nom: str):
    """Signed, so that they are read: 200, or a 4xx of ours, and never an exception."""
    channel, hasard = CANAUX[nom](), random.Random(11)
    statuts: dict[int, int] = {}
    for place, raw in zip(range(FUZZ), abimes(nom, hasard), strict=False):
        status = await _respond(channel, call(nom, raw))
        statuts[status] = statuts.get(status, 0) + 1
        assert status < 500, (place, raw)
    assert set(statuts) <= {200, 400, 403, 413} and statuts[200] > 1_000
