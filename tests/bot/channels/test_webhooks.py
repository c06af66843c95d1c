"""What a messenger's channel reads in a webhook: the shapes that the platforms document, and anything at all."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from twilio.request_validator import RequestValidator

from bot.channels.messengers.common.body import formulaire
from bot.channels.messengers.common.pipeline import Messagerie
from bot.channels.messengers.messenger import CanalMessenger
from bot.channels.messengers.telegram import CanalTelegram
from bot.channels.messengers.whatsapp import CanalWhatsApp
from bot.channels.shared.errors import en_json
from tests.messageries import SurMessenger, SurTelegram
from tests.plateformes import JETON
from tests.serveurs import reglages_messageries

CANAUX = {c.name(): c for c in (CanalMessenger, CanalTelegram, CanalWhatsApp)}
EXEMPLES = json.loads(
    (Path(__file__).parent / "exemples" / "exemples.json").read_text(encoding="utf-8")
)
FUZZ = 20_000  # bodies a channel


@pytest.fixture(autouse=True)
def reglages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for nom, valeur in reglages_messageries({}).items():
        monkeypatch.setenv(nom, valeur)
    monkeypatch.setenv("VTE_JOURNAL_URL", f"sqlite:///{tmp_path / 'journal.sqlite'}")
    monkeypatch.setenv("VTE_DEMANDES_URL", f"sqlite:///{tmp_path / 'demandes.sqlite'}")
    monkeypatch.setenv("VTE_SECRET", "un secret")


def appel(canal: str, brut: bytes) -> Any:
    """A request that the platform signed."""
    signer = {"messenger": SurMessenger.signer, "telegram": SurTelegram.signer}.get(canal)
    entetes = (
        {nom.lower(): valeur for nom, valeur in signer(brut)["headers"].items()}
        if signer
        else _signer_twilio(brut)
    )
    return SimpleNamespace(
        body=brut,
        headers=entetes,
        url="http://127.0.0.1/webhooks/whatsapp/webhook",
        args={},
        app=SimpleNamespace(ctx=SimpleNamespace()),
    )


def _signer_twilio(brut: bytes) -> dict[str, str]:
    champs = formulaire(SimpleNamespace(body=brut))  # type: ignore[arg-type]
    return {
        "x-twilio-signature": RequestValidator(JETON).compute_signature(
            "http://127.0.0.1/webhooks/whatsapp/webhook", champs
        )
    }


def ecrire(exemple: dict[str, Any]) -> bytes:
    """As its platform does; what a form cannot hold is written as text."""
    corps = exemple["corps"]
    if exemple["canal"] != "whatsapp":
        return json.dumps(corps).encode()
    return urlencode(
        corps if isinstance(corps, dict) else {"Body": corps}, errors="replace"
    ).encode()


@pytest.mark.parametrize("exemple", EXEMPLES, ids=lambda e: f"{e['canal']}: {e['quoi']}")
def test_a_documented_webhook_is_read(exemple: dict[str, Any]):
    canal, requete = CANAUX[exemple["canal"]](), appel(exemple["canal"], ecrire(exemple))
    canal.verifier(requete)
    assert [[e.id, e.adresse, e.nature, e.contenu] for e in canal.lire(requete)] == exemple["lus"]


def test_a_channel_without_its_settings_is_closed(monkeypatch: pytest.MonkeyPatch):
    for nom in ("VTE_MESSENGER_JETON", "VTE_TELEGRAM_JETON", "VTE_WHATSAPP_JETON"):
        monkeypatch.delenv(nom)
    for nom, classe in CANAUX.items():
        assert repondre(classe(), appel_sans_signature(nom)) == 404


def appel_sans_signature(canal: str) -> Any:
    return SimpleNamespace(
        body=b"{}",
        headers={},
        url=f"http://127.0.0.1/webhooks/{canal}/webhook",
        args={},
        app=SimpleNamespace(ctx=SimpleNamespace()),
    )


def repondre(canal: Messagerie, requete: Any) -> int:
    return asyncio.run(_repondre(canal, requete))


async def _repondre(canal: Messagerie, requete: Any) -> int:
    statut = (await en_json(canal._recevoir)(requete)).status
    for tache in list(canal._taches):
        tache.cancel()
    canal._files.clear()
    return statut


# Anything at all


def abimes(canal: str, hasard: random.Random) -> Iterator[bytes]:
    """Documented bodies cut, mixed, with another value anywhere, bytes changed, or no body that anybody would send."""
    modeles = [e for e in EXEMPLES if e["canal"] == canal]
    while True:
        brut = ecrire({"canal": canal, "corps": alterer(hasard.choice(modeles)["corps"], hasard)})
        geste = hasard.randrange(6)
        if geste == 0:
            brut = brut[: hasard.randrange(len(brut) + 1)]
        elif geste == 1 and brut:
            octets = bytearray(brut)
            for _ in range(hasard.randrange(1, 6)):
                octets[hasard.randrange(len(octets))] = hasard.randrange(256)
            brut = bytes(octets)
        elif geste == 2:
            brut = hasard.randbytes(hasard.randrange(200))
        yield brut


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


def alterer(valeur: Any, hasard: random.Random, chance: float = 0.12) -> Any:
    """The same value, with some of its parts replaced or missing."""
    if hasard.random() < chance / 2:
        return hasard.choice(VALEURS)
    if isinstance(valeur, dict):
        return {
            nom: alterer(v, hasard, chance)
            for nom, v in valeur.items()
            if hasard.random() > chance / 3
        }
    return [alterer(v, hasard, chance) for v in valeur] if isinstance(valeur, list) else valeur


@pytest.mark.lent
@pytest.mark.parametrize("nom", CANAUX)
async def test_twenty_thousand_malformed_bodies_never_break_a_channel(nom: str):
    """Signed, so that they are read: 200, or a 4xx of ours, and never an exception."""
    canal, hasard = CANAUX[nom](), random.Random(11)
    statuts: dict[int, int] = {}
    for numero, brut in zip(range(FUZZ), abimes(nom, hasard), strict=False):
        statut = await _repondre(canal, appel(nom, brut))
        statuts[statut] = statuts.get(statut, 0) + 1
        assert statut < 500, (numero, brut)
    assert set(statuts) <= {200, 400, 403, 413} and statuts[200] > 1_000
