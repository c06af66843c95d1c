"""The messengers' pieces, each by itself."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.messengers.common import playing
from bot.channels.messengers.common.batches import Batch
from bot.channels.messengers.common.delivery import Call, Delivery
from bot.channels.messengers.common.digests import digest
from bot.channels.messengers.common.inbox import Inbox
from bot.channels.messengers.common.incoming import TEXT, Incoming, find, number, objects, text
from bot.channels.messengers.common.outcomes import DeliveryFailed
from bot.channels.messengers.common.rendering import shorten, split, titles
from bot.channels.messengers.whatsapp import WhatsAppChannel
from tests.plateformes import FauxTwilio, Plateforme
from tests.ports import free_port
from tests.serveurs import reglages_messageries
from vte import effacement, journal, ouvriers
from vte.backoff import Backoff
from vte.demandes import Demandes
from vte.journal import CLAIMS, INBOX
from vte.pseudonymes import pseudonyme

# Texts


@given(st.text(max_size=400), st.integers(min_value=5, max_value=60))
def test_a_cut_text_fits_and_loses_nothing_but_white_space(said: str, maximum: int):
    parts = split(said, maximum)
    assert all(0 < len(p) <= maximum for p in parts)
    assert "".join("".join(p.split()) for p in parts) == "".join(said.split())


def test_a_text_is_cut_at_its_lines_then_its_sentences_then_its_words():
    assert split("Une ligne.\nUne autre ligne.", 20) == ["Une ligne.", "Une autre ligne."]
    assert split("Une phrase. Une autre phrase.", 20) == ["Une phrase.", "Une autre phrase."]
    assert split("des mots sans fin ni point", 12) == ["des mots", "sans fin ni", "point"]
    assert split("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("CDD", "CDD"),
        ("Saint-Denis (93, Seine-Saint-Denis)", "Saint-Denis (93)"),
        ("Lavans-lès-Saint-Claude (39, Jura)", "Lavans-lès-Sai… (39)"),
        ("x" * 20, "x" * 20),
    ],
)
def test_a_title_is_shortened_to_twenty_characters(title: str, short: str):
    assert shorten(title, 20) == short and len(short) <= 20


@given(st.lists(st.text(max_size=60), min_size=1, max_size=13), st.sampled_from((20, 24)))
def test_two_titles_of_one_menu_are_never_the_same(whole: list[str], maximum: int):
    found = titles(list(dict.fromkeys(whole)), maximum)
    assert len(set(found)) == len(found) and all(len(title) <= maximum for title in found)


def test_communes_of_one_name_keep_what_tells_them_apart():
    homonyms = ["Saint-Martin-du-Mont (01, Ain)", "Saint-Martin-du-Mont (21, Côte-d'Or)"]
    assert titles(homonyms, 20) == ["Saint-Martin-d… (01)", "Saint-Martin-d… (21)"]


# Ids


def test_a_person_is_the_same_on_a_platform_and_another_elsewhere(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VTE_SECRET", "un secret" * 4)
    assert (
        pseudonyme("telegram", "123")
        == pseudonyme("telegram", "123")
        != pseudonyme("whatsapp", "123")
    )
    before = pseudonyme("telegram", "123456789012")
    assert "123456789012" not in before
    monkeypatch.setenv("VTE_SECRET", "un autre" * 4)
    assert pseudonyme("telegram", "123456789012") != before


def test_a_payload_of_any_length_fits_in_telegram_s_64_bytes():
    assert len(digest("/informer" + "x" * 5000).encode()) <= 64


# Reading


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda s: st.lists(s) | st.dictionaries(st.text(), s),
        max_leaves=20,
    )
)
def test_a_path_is_followed_in_anything(body: object):
    assert isinstance(text(body, "a", "b"), str) and isinstance(number(body, "a"), float)
    assert all(isinstance(o, dict) for o in objects(body, "a"))
    find(body, "a", "b", "c")


# Sending


class Capricieuse(Plateforme):
    """Answers what `statuts` says, one after the other, then 200."""

    def __init__(
        self, *statuts: int, retry_after: str = "", body: dict[str, object] | None = None
    ) -> None:
        self.statuts, self.body = list(statuts), body or {}
        self.essais = 0
        super().__init__(free_port(), retry_after=retry_after)

    def _repondre(self, chemin: str, entetes: dict[str, str], corps: bytes):  # noqa: ANN202
        self.essais += 1
        status = self.statuts.pop(0) if self.statuts else 200
        return (
            status,
            self.body,
            {"Retry-After": self.retry_after} if self.retry_after and status == 429 else {},
        )


async def send(plateforme: Plateforme, waits: tuple[float, ...] = (0.01, 0.01)) -> None:
    try:
        await Delivery(waits=waits).send(Call(plateforme.url, json={}))
    finally:
        plateforme.fermer()


async def test_a_refusal_for_a_while_is_tried_again():
    plateforme = Capricieuse(503, 429)
    await send(plateforme)
    assert plateforme.essais == 3


async def test_a_refusal_for_good_is_not_tried_again():
    plateforme = Capricieuse(403)
    with pytest.raises(DeliveryFailed, match="403"):
        await send(plateforme)
    assert plateforme.essais == 1


async def test_after_the_last_try_it_says_why():
    with pytest.raises(DeliveryFailed, match="500"):
        await send(Capricieuse(500, 500, 500))


async def test_a_platform_that_nobody_answers_for_is_said():
    with pytest.raises(DeliveryFailed, match="réseau"):
        await Delivery(waits=(0.01,)).send(Call(f"http://127.0.0.1:{free_port()}", json={}))


@pytest.mark.parametrize(
    "asked",
    [
        {"retry_after": "1"},
        {"body": {"ok": False, "error_code": 429, "parameters": {"retry_after": 1}}},
    ],
    ids=["header", "Telegram's body"],
)
async def test_the_wait_that_the_platform_asks_for_is_kept(asked: dict[str, Any]):
    debut = asyncio.get_running_loop().time()
    await send(Capricieuse(429, **asked))
    assert asyncio.get_running_loop().time() - debut >= 1


# WhatsApp's buttons


@pytest.fixture
def twilio(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[FauxTwilio]:
    plateforme = FauxTwilio(free_port())
    for nom, value in reglages_messageries({"whatsapp": plateforme}).items():
        monkeypatch.setenv(nom, value)
    for nom in ("VTE_SUIVI", "VTE_DEMANDES_URL"):
        monkeypatch.setenv(nom, f"sqlite:///{tmp_path / nom}.sqlite")
    yield plateforme
    plateforme.fermer()


def demander(*titles: str, text: str = "Déjà noté.\nEt l'effectif ?") -> list[dict[str, Any]]:
    return [
        {
            "text": text,
            "buttons": [{"title": t, "payload": f"/informer{t}"} for t in titles],
            "custom": {},
        }
    ]


async def ecrire(
    messages: list[dict[str, Any]], channel: WhatsAppChannel | None = None
) -> list[dict[str, str]]:
    """What WhatsApp's channel sends for these messages of the contract."""
    channel = channel or WhatsAppChannel()
    await channel.prepare(messages)
    return [dict(call.form or {}) for call in channel.render("whatsapp:+33600000001", messages)]


async def test_three_short_choices_are_buttons_under_the_last_line(twilio: FauxTwilio):
    before, buttons = await ecrire(demander("Oui", "Non", "Peut-être"))
    assert before["Body"] == "Déjà noté." and "Et l'effectif ?" in buttons["ContentVariables"]
    assert [title for title, _ in twilio.modeles[buttons["ContentSid"]]] == [
        "Oui",
        "Non",
        "Peut-être",
    ]


async def test_a_template_is_stored_once_and_known_after_a_restart(twilio: FauxTwilio):
    assert await ecrire(demander("Oui", "Non")) == await ecrire(demander("Oui", "Non"))
    assert twilio.appels == ["modele"]


@pytest.mark.parametrize(
    "titles",
    [("A", "B", "C", "D"), ("Une réponse trop longue pour un bouton", "Non")],
    ids=["four", "too long"],
)
async def test_other_choices_are_a_menu_in_one_message(twilio: FauxTwilio, titles: tuple[str, ...]):
    (seul,) = await ecrire(demander(*titles))
    assert f"A. {titles[0]}\nB. {titles[1]}" in seul["Body"] and twilio.appels == []


async def test_where_twilio_stores_no_template_the_choices_are_a_menu(twilio: FauxTwilio):
    twilio.sans_modeles, channel = True, WhatsAppChannel()
    for _ in range(3):
        *_, last = await ecrire(demander("Oui", "Non"), channel)
        assert "A. Oui\nB. Non" in last["Body"]
    assert twilio.refuses == 1  # it is not asked again at every message


@pytest.mark.parametrize(
    ("body", "noted"),
    [
        ({"message": "'To' +33 6 00 00 00 01 is not valid", "code": 21211}, "HTTP 400, code 21211"),
        ({"error": {"message": "33600000001", "code": 100}}, "HTTP 400, code 100"),
        ({"description": "33600000001", "error_code": 403}, "HTTP 400, code 403"),
        ({"message": "33600000001", "code": 33600000001}, "HTTP 400"),
        ({"message": "33600000001", "code": "33600000001"}, "HTTP 400"),
    ],
)
async def test_a_refusal_is_noted_by_its_codes_and_none_of_its_words_is_kept_or_logged(
    body: dict[str, Any],
    noted: str,
    twilio: FauxTwilio,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
):
    refusing = Capricieuse(400, body=body)
    monkeypatch.setenv("VTE_WHATSAPP_API", refusing.url)
    channel, received = WhatsAppChannel(), Incoming("m1", "whatsapp:+33600000001", TEXT, "bonjour")

    async def answered(*_: object) -> list[dict[str, Any]]:
        return [{"text": "Bonjour.", "buttons": [], "custom": {}}]

    monkeypatch.setattr(channel.serving, "agent", answered)
    monkeypatch.setattr(channel.serving.responding, "respond", answered)
    await channel.inbox.deposit([received])
    await channel.serving.handle("whatsapp-a", Batch((received,)))
    refusing.fermer()
    with channel.inbox._engine.connect() as connection:
        (reason,) = connection.execute(sa.select(INBOX.c.motif)).scalars()
    assert reason == noted
    assert noted in caplog.text and "00000" not in caplog.text and "is not valid" not in caplog.text


def taken_over(url: str) -> None:
    """Another worker serves everybody from now on."""
    with journal.ouvrir(url).begin() as link:
        ouvriers.battre(link, "b:1")
        link.execute(sa.update(CLAIMS).values(ouvrier="b:1"))


async def test_an_answer_whose_person_was_taken_over_meanwhile_is_sent_once(
    twilio: FauxTwilio, monkeypatch: pytest.MonkeyPatch
):
    channel = WhatsAppChannel()
    received = Incoming("m1", "whatsapp:+33600000001", TEXT, "bonjour")

    async def answered(*_: object) -> list[dict[str, Any]]:
        taken_over(os.environ["VTE_SUIVI"])
        return [{"text": "Bonjour.", "buttons": [], "custom": {}}]

    async def ready(*_: object) -> None:
        pass

    monkeypatch.setattr(channel.serving, "agent", ready)
    monkeypatch.setattr(channel.serving.responding, "respond", answered)
    await channel.inbox.deposit([received])
    await asyncio.wait_for(channel.serving.serve_all(channel.inbox.person(received)), 20)
    assert len(twilio.recus[received.address]) == 1 and await channel.inbox.pending() == 1


@pytest.mark.parametrize(("outages", "said"), [(2, "Bonjour."), (9, "Rien n'est perdu.")])
async def test_a_message_is_played_again_before_its_person_reads_that_it_could_not_be(
    outages: int, said: str, twilio: FauxTwilio, monkeypatch: pytest.MonkeyPatch
):
    channel, left = WhatsAppChannel(), [outages]

    async def answer(*_: object) -> dict[str, Any]:
        left[0] -= 1
        custom = {"retry": True} if left[0] >= 0 else {}
        text = "Rien n'est perdu." if custom else "Bonjour."
        return {"messages": [{"text": text, "buttons": [], "custom": custom}]}

    monkeypatch.setattr(channel.conduct, "answer", answer)
    monkeypatch.setattr(playing, "Backoff", lambda longest: Backoff(first=0.01, longest=0.01))
    played = channel.serving.responding.playing
    given = await played.words(None, "whatsapp-a", "m1", "bonjour")  # type: ignore[arg-type]
    assert given["messages"][0]["text"] == said
    assert outages - left[0] == min(outages, playing.OUTAGES) + 1


async def test_stop_waits_until_all_is_erased(twilio: FauxTwilio, monkeypatch: pytest.MonkeyPatch):
    channel, received = WhatsAppChannel(), Incoming("m1", "whatsapp:+33600000001", TEXT, "Stop.")
    person, there = channel.inbox.person(received), os.environ["VTE_DEMANDES_URL"]
    Demandes().noter(person, nom="Camille", coordonnee="a@b.fr", sujet="é")

    async def ready(*_: object) -> None:
        pass

    monkeypatch.setattr(channel.serving, "agent", ready)
    monkeypatch.setattr(
        channel.serving.responding, "fixed", lambda *_: [{"text": "Adieu.", "buttons": []}]
    )
    await channel.inbox.deposit([received])
    monkeypatch.setenv("VTE_DEMANDES_URL", "postgresql://vte@127.0.0.1:1/vte")
    await channel.serving.serve_all(person)
    assert await channel.inbox.pending() == 1 and not twilio.recus
    monkeypatch.setenv("VTE_DEMANDES_URL", there)
    await channel.serving.serve_all(person)
    assert await channel.inbox.pending() == 0 and len(twilio.recus[received.address]) == 1
    assert Demandes().de(person) == []


async def test_a_message_whose_person_was_erased_while_it_waited_is_not_heard(
    twilio: FauxTwilio, monkeypatch: pytest.MonkeyPatch
):
    channel, received = (
        WhatsAppChannel(),
        Incoming("m1", "whatsapp:+33600000001", TEXT, "un secret"),
    )

    async def heard(*_: object) -> list[dict[str, Any]]:
        pytest.fail("it was heard")

    async def ready(*_: object) -> None:
        pass

    monkeypatch.setattr(channel.serving, "agent", ready)
    monkeypatch.setattr(channel.serving.responding, "respond", heard)
    await channel.inbox.deposit([received])
    effacement.effacer([channel.inbox.person(received)])
    await channel.serving.serve_all(channel.inbox.person(received))
    assert await channel.inbox.lost() == await channel.inbox.pending() == 0


async def test_a_channel_that_is_not_open_looks_for_nobody_s_messages(
    twilio: FauxTwilio, monkeypatch: pytest.MonkeyPatch
):
    looked = []

    async def people(_: object) -> list[str]:
        looked.append(True)
        return []

    monkeypatch.setattr(Inbox, "people", people)
    monkeypatch.setenv("VTE_WHATSAPP_JETON", "")
    closed = WhatsAppChannel()
    await closed.resume(None)
    await asyncio.sleep(0.2)
    assert not looked
    monkeypatch.setenv("VTE_WHATSAPP_JETON", "jeton")
    opened = WhatsAppChannel()
    await opened.resume(None)
    await asyncio.sleep(0.2)
    assert looked
    for task in (*closed.serving.tasks, *opened.serving.tasks):
        task.cancel()
