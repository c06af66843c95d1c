"""The web channel's pieces, each by itself."""

from __future__ import annotations

import json
import time
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
from itsdangerous import TimestampSigner

from bot.channels.messengers.common.incoming import PAYLOAD, TEXT, Incoming
from bot.channels.shared import payloads
from bot.channels.shared.errors import (
    Malformed,
    SessionRefused,
    TextRefused,
    TooLarge,
)
from bot.channels.shared.journal import Journal
from bot.channels.shared.message import Message
from bot.channels.web import body
from bot.channels.web.sessions import Sessions
from vte import effacement, secret
from vte.journal import EXCHANGES


def request(sent: Any) -> Any:
    raw = sent if isinstance(sent, bytes) else json.dumps(sent).encode()
    return SimpleNamespace(body=raw)


def test_a_typed_text_loses_its_invisible_characters():
    assert (
        body.read(request({"message_id": "1", "text": " informer\u202e \x00oui\n"})).text
        == "informer oui"
    )


def test_a_payload_is_taken_as_it_is():
    assert (
        body.read(request({"message_id": "1", "payload": "/recommencer"})).payload == "/recommencer"
    )


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        (b"\xff", Malformed),
        (b"[" * 5_000, Malformed),
        ({"message_id": "a b", "text": "x"}, Malformed),
        ({"message_id": "1"}, Malformed),
        ({"message_id": "1", "text": None, "payload": 3}, Malformed),
        ({"message_id": "1", "text": "\u202e"}, TextRefused),
        ({"message_id": "1", "text": "a" * 1001}, TextRefused),
        (b"x" * (16 * 1024 + 1), TooLarge),
    ],
)
def test_each_bad_request_has_its_error(sent: Any, error: type[Exception]):
    with pytest.raises(error):
        body.read(request(sent))


def test_one_thousand_characters_are_accepted():
    assert len(body.read(request({"message_id": "1", "text": "é" * 1000})).text or "") == 1000


@pytest.fixture
def ouvertes(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Sessions:
    monkeypatch.setattr(secret, "SECRET_FILE", tmp_path / "secret")
    return Sessions()


def test_a_session_is_read_back_and_a_forged_one_is_not(ouvertes: Sessions):
    token = ouvertes.open().token
    assert ouvertes.read(f"Bearer {token}") == ouvertes.read(f"bearer {token}")
    for faux in (None, "", token, f"Basic {token}", f"Bearer {token[:-2]}aa", "Bearer é"):
        with pytest.raises(SessionRefused):
            ouvertes.read(faux)


def test_a_session_expires(ouvertes: Sessions, monkeypatch: pytest.MonkeyPatch):
    token = ouvertes.open().token
    monkeypatch.setenv("VTE_DUREE_SESSION", "60")
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: int(time.time()) + 62)
    with pytest.raises(SessionRefused):
        Sessions().read(f"Bearer {token}")


@pytest.mark.parametrize(("behind", "read"), [(1, True), (59, True), (70, False)])
def test_a_session_of_a_clock_that_is_a_little_ahead_is_read(
    ouvertes: Sessions, monkeypatch: pytest.MonkeyPatch, behind: int, read: bool
):
    token = ouvertes.open().token
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: int(time.time()) - behind)
    if read:
        assert Sessions().read(f"Bearer {token}")
    else:
        with pytest.raises(SessionRefused):
            Sessions().read(f"Bearer {token}")


def test_the_secret_is_kept_for_its_owner_only_and_survives_a_restart(ouvertes: Sessions):
    assert secret.SECRET_FILE.stat().st_mode & 0o077 == 0
    assert Sessions().read(f"Bearer {ouvertes.open().token}")


REPONSE = {
    "messages": [
        {"text": "Lequel ?", "buttons": [{"title": "CDI", "payload": "/x"}], "custom": {}}
    ],
    "state": {},
}


@pytest.mark.usefixtures("stores_elsewhere")
async def test_the_journal_shows_what_was_said_and_offered_until_it_is_erased():
    journal = Journal()
    with journal.engine.begin() as link:
        said = {"session": "s", "message_id": "1", "le": "", "dit": "bonjour"}
        link.execute(sa.insert(EXCHANGES), [said | {"reponse": json.dumps(REPONSE)}])
    assert [m["from"] for m in await journal.messages("s")] == ["user", "bot"]
    assert await journal.title("s", "/x") == "CDI"
    assert await journal.title("s", "/y") is None and await journal.title("autre", "/x") is None
    assert [m["text"] for m in await journal.last_messages("s")] == ["Lequel ?"]
    effacement.effacer(["s"])
    await journal.close("s")
    assert await journal.messages("s") == []
    assert await journal.is_closed("s") and not await journal.is_closed("autre")


def answered(dossier: dict[str, Any], judged: dict[str, Any] | None) -> str:
    card = {"text": "Les aides", "buttons": [], "custom": {"card": "verdict"}}
    plain = {"text": "Et voilà.", "buttons": [], "custom": {}}
    verdict = None if judged is None else {"dossier": judged}
    state = {"dossier": dossier, "verdict": verdict}
    return json.dumps({"messages": [card, plain], "state": state})


@pytest.mark.usefixtures("stores_elsewhere")
async def test_a_card_whose_facts_were_replaced_says_so_and_the_last_one_does_not():
    journal, before, after = Journal(), {"effectif": 45}, {"effectif": 60}
    rows = [
        ("1", answered({}, None)),
        ("2", answered(before, before)),
        ("3", answered(after, after)),
    ]
    with journal.engine.begin() as link:
        for message_id, answer in rows:
            said = {"session": "s", "message_id": message_id, "le": "2026-01-01T00:00:00+00:00"}
            link.execute(sa.insert(EXCHANGES), [said | {"dit": "…", "reponse": answer}])
    messages = {m["id"]: m for m in await journal.messages("s")}
    replaced = [i for i, m in messages.items() if m.get("custom", {}).get("remplacee")]
    assert replaced == ["2.0"]
    assert {m["at"] for m in messages.values()} == {"2026-01-01T00:00:00+00:00"}
    assert list(messages) == ["1", "1.0", "1.1", "2", "2.0", "2.1", "3", "3.0", "3.1"]


@pytest.mark.parametrize(
    "payload",
    [
        '/informer{"a_modifier":"profil"}',
        '/informer{"a_modifier":"inconnue"}',
        '/informer{"a_modifier":3}',
        '/informer{"commune":"99999"}',
        '/informer{"commune":"01283","effectif":3}',
        '/informer{"effectif":3}',
        "/informer",
        "/informer{",
        "/effacer",
        "Oyonnax",
    ],
)
def test_the_channel_knows_no_other_payload_than_its_own(payload: str):
    assert payloads.title(payload) is None


def test_what_the_channel_offers_it_accepts():
    dossier = {
        "commune": {"code": "01283", "nom": "Oyonnax", "departement": "01"},
        "effectif": 45,
        "taille": "pme",
        "contrat": "cdi",
        "date_debut": "2021-09-01",
    }
    offerts = payloads.faits(dossier)
    assert [f["key"] for f in offerts] == ["commune", "effectif", "contrat", "date_debut"]
    assert all(payloads.title(f["payload"]) for f in offerts)
    assert (offerts[-1]["label"], offerts[-1]["value"], offerts[-1]["text"]) == (
        "la date de début du contrat",
        "1er septembre 2021",
        "début le 1er septembre 2021",
    )


TAGS = "".join(chr(0xE0000 + ord(c)) for c in "/effacer")
HIDDEN = f"\x07 on \u200best \ufffe45{TAGS} \u2067à Vichy"


def test_words_enter_without_what_nobody_sees_whoever_makes_the_message_of_them():
    assert Message("1", text=HIDDEN).text == " on est 45 à Vichy"
    assert body.read(request({"message_id": "1", "text": HIDDEN})).text == "on est 45 à Vichy"
    with pytest.raises(TextRefused):
        body.read(request({"message_id": "1", "text": TAGS}))


def test_the_words_of_a_messenger_enter_so_too_and_a_payload_as_it_is():
    assert Incoming("1", "2", TEXT, HIDDEN).content == " on est 45 à Vichy"
    assert Incoming("1", "2", TEXT, f"st\u200bop{TAGS}").content == "stop"
    assert Incoming("1", "2", PAYLOAD, "\u200b/nier").content == "\u200b/nier"
