"""Messenger (Graph API): https://developers.facebook.com/docs/messenger-platform says what is read and sent here."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any

from rasa.core.channels.channel import UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, text

from bot.channels.messengers.common.body import corps_json, egaux
from bot.channels.messengers.common.delivery import Requete
from bot.channels.messengers.common.incoming import (
    CHARGE,
    MEDIA,
    TEXTE,
    Entrant,
    chercher,
    nombre,
    objets,
    texte,
)
from bot.channels.messengers.common.pipeline import Messagerie
from bot.channels.messengers.common.rendering import abreger, decouper
from bot.channels.shared.errors import SignatureRefusee, en_json
from vte.reglages import (
    MESSENGER_API,
    MESSENGER_JETON,
    MESSENGER_SECRET,
    MESSENGER_VERIFICATION,
    MESSENGER_VERSION,
)

TEXTE_MAX, TITRE_MAX, REPONSES_MAX, BOUTONS_MAX, TEXTE_BOUTONS_MAX = (
    2000,
    20,
    13,
    3,
    640,
)  # characters, buttons
DEMARRER = "GET_STARTED"  # the payload to give to the page's « Démarrer » button


class CanalMessenger(Messagerie):
    REGLAGES = (MESSENGER_SECRET, MESSENGER_JETON, MESSENGER_VERIFICATION)

    @classmethod
    def name(cls) -> str:
        return "messenger"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        canal = super().blueprint(on_new_message)
        canal.add_route(en_json(self._abonner), "/webhook", methods=["GET"], name="abonnement")
        return canal

    async def _abonner(self, request: Request) -> HTTPResponse:
        """The platform checks once that the webhook is ours."""
        self._exiger()
        donne = str(request.args.get("hub.verify_token", ""))
        if request.args.get("hub.mode") != "subscribe" or not egaux(
            donne, MESSENGER_VERIFICATION.lire()
        ):
            raise SignatureRefusee("Le jeton de vérification n'est pas le bon.")
        return text(str(request.args.get("hub.challenge", "")))

    def verifier(self, request: Request) -> None:
        attendue = (
            "sha256="
            + hmac.new(MESSENGER_SECRET.lire().encode(), request.body, hashlib.sha256).hexdigest()
        )
        if not egaux(request.headers.get("x-hub-signature-256", ""), attendue):
            raise SignatureRefusee("La signature n'est pas celle de la plateforme.")

    def lire(self, request: Request) -> list[Entrant]:
        corps = corps_json(request)
        if chercher(corps, "object") != "page":
            return []
        # `standby` holds what another application answers: it is not for us.
        evenements = (e for entree in objets(corps, "entry") for e in objets(entree, "messaging"))
        return [entrant for e in evenements for entrant in _entrants(e)]

    def accuser(self, entrant: Entrant) -> list[Requete]:
        return [
            self._appel({"recipient": {"id": entrant.adresse}, "sender_action": action})
            for action in ("mark_seen", "typing_on")
        ]

    def rendre(self, adresse: str, messages: list[dict[str, Any]]) -> list[Requete]:
        corps = (c for m in messages for c in _corps(m["text"], m["buttons"]))
        return [
            self._appel({"recipient": {"id": adresse}, "messaging_type": "RESPONSE", "message": c})
            for c in corps
        ]

    def acquiescer(self) -> HTTPResponse:
        return text("EVENT_RECEIVED")

    def _appel(self, corps: dict[str, Any]) -> Requete:
        url = f"{MESSENGER_API.lire()}/{MESSENGER_VERSION.lire()}/me/messages"
        return Requete(
            url, json=corps, entetes={"Authorization": f"Bearer {MESSENGER_JETON.lire()}"}
        )


def _entrants(evenement: Mapping[str, Any]) -> Iterator[Entrant]:
    personne, quand = texte(evenement, "sender", "id"), nombre(evenement, "timestamp")
    message, postback = chercher(evenement, "message"), chercher(evenement, "postback")
    if not personne or chercher(message, "is_echo"):
        return
    if isinstance(postback, Mapping):
        identifiant, charge = (
            texte(postback, "mid") or f"{personne}-{quand:.0f}",
            texte(postback, "payload"),
        )
        yield Entrant(
            identifiant[:255],
            personne,
            *((TEXTE, "bonjour") if charge == DEMARRER else (CHARGE, charge)),
            quand,
        )
    elif isinstance(message, Mapping) and (identifiant := texte(message, "mid")):
        charge, dit = texte(message, "quick_reply", "payload"), texte(message, "text")
        if charge or dit:
            yield Entrant(
                identifiant[:255], personne, CHARGE if charge else TEXTE, charge or dit, quand
            )
        elif any(True for _ in objets(message, "attachments")):
            yield Entrant(identifiant[:255], personne, MEDIA, ordre=quand)


def _corps(dit: str, boutons: list[dict[str, str]]) -> Iterator[dict[str, Any]]:
    """The messages that say it; the last one has the choices: three as buttons that stay, more as quick replies."""
    if boutons and len(boutons) <= BOUTONS_MAX and len(dit) <= TEXTE_BOUTONS_MAX:
        siens = [
            {"type": "postback", "title": abreger(b["title"], TITRE_MAX), "payload": b["payload"]}
            for b in boutons
        ]
        yield {
            "attachment": {
                "type": "template",
                "payload": {"template_type": "button", "text": dit, "buttons": siens},
            }
        }
        return
    *avant, dernier = decouper(dit, TEXTE_MAX)
    yield from ({"text": partie} for partie in avant)
    rapides = [
        {"content_type": "text", "title": abreger(b["title"], TITRE_MAX), "payload": b["payload"]}
        for b in boutons[:REPONSES_MAX]
    ]
    yield {"text": dernier} | ({"quick_replies": rapides} if rapides else {})
