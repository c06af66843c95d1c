"""Telegram (Bot API): https://core.telegram.org/bots/api says what is read and sent here.

`vte canaux enregistrer telegram` tells Telegram where the webhook is; starting the server never does.
"""

from __future__ import annotations

from typing import Any

from sanic.request import Request

from bot.channels.messengers.common.body import corps_json, egaux
from bot.channels.messengers.common.delivery import Requete
from bot.channels.messengers.common.digests import empreinte
from bot.channels.messengers.common.incoming import (
    CHARGE,
    MEDIA,
    TEXTE,
    Entrant,
    chercher,
    nombre,
    texte,
)
from bot.channels.messengers.common.pipeline import Messagerie
from bot.channels.messengers.common.rendering import decouper
from bot.channels.shared.errors import SignatureRefusee
from vte.reglages import TELEGRAM_API, TELEGRAM_JETON, TELEGRAM_SECRET

TEXTE_MAX = 4096  # characters
# What a command says in words: the two that the bot's menu offers.
COMMANDES = {
    "/start": "bonjour",
    "/aide": "Que savez-vous faire ?",
    "/help": "Que savez-vous faire ?",
}


class CanalTelegram(Messagerie):
    REGLAGES = (TELEGRAM_JETON, TELEGRAM_SECRET)
    EMPREINTES = True  # 64 bytes of callback data do not hold every payload

    @classmethod
    def name(cls) -> str:
        return "telegram"

    def verifier(self, request: Request) -> None:
        if not egaux(
            request.headers.get("x-telegram-bot-api-secret-token", ""), TELEGRAM_SECRET.lire()
        ):
            raise SignatureRefusee("Le jeton secret n'est pas celui du webhook.")

    def lire(self, request: Request) -> list[Entrant]:
        corps = corps_json(request)
        numero = nombre(corps, "update_id")
        identifiant = f"{numero:.0f}"
        if numero <= 0:
            return []
        if chercher(corps, "callback_query") is not None:
            return self._choix(corps, identifiant, numero)
        if (
            chercher(corps, "message", "chat", "type") != "private"
        ):  # groups, edits, members, channels
            return []
        adresse, dit = texte(corps, "message", "chat", "id"), texte(corps, "message", "text")
        if not adresse:
            return []
        commande = (
            dit.split("@")[0].split()[0].casefold()
            if dit.startswith("/") and dit.strip("/ ")
            else ""
        )
        return [
            Entrant(
                identifiant, adresse, TEXTE if dit else MEDIA, COMMANDES.get(commande, dit), numero
            )
        ]

    def _choix(self, corps: Any, identifiant: str, numero: float) -> list[Entrant]:
        adresse, rappel = (
            texte(corps, "callback_query", "message", "chat", "id"),
            texte(corps, "callback_query", "id"),
        )
        if not adresse or chercher(corps, "callback_query", "message", "chat", "type") != "private":
            return []
        return [
            Entrant(
                identifiant, adresse, CHARGE, texte(corps, "callback_query", "data"), numero, rappel
            )
        ]

    def accuser(self, entrant: Entrant) -> list[Requete]:
        ecrit = self._appel("sendChatAction", {"chat_id": entrant.adresse, "action": "typing"})
        return (
            [self._appel("answerCallbackQuery", {"callback_query_id": entrant.rappel}), ecrit]
            if entrant.rappel
            else [ecrit]
        )

    def rendre(self, adresse: str, messages: list[dict[str, Any]]) -> list[Requete]:
        return [
            requete for m in messages for requete in self._message(adresse, m["text"], m["buttons"])
        ]

    def _message(self, adresse: str, dit: str, boutons: list[dict[str, str]]) -> list[Requete]:
        suite: list[dict[str, Any]] = [
            {"chat_id": adresse, "text": partie} for partie in decouper(dit, TEXTE_MAX)
        ]
        if boutons:
            clavier = [
                [{"text": b["title"], "callback_data": empreinte(b["payload"])}] for b in boutons
            ]
            suite[-1]["reply_markup"] = {"inline_keyboard": clavier}
        return [self._appel("sendMessage", corps) for corps in suite]

    def _appel(self, methode: str, corps: dict[str, Any]) -> Requete:
        return Requete(f"{TELEGRAM_API.lire()}/bot{TELEGRAM_JETON.lire()}/{methode}", json=corps)
