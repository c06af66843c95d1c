"""Fake platforms, on loopback: each enforces the limits and the tokens of the real one.

What is checked is what their documentation says: Messenger's Send API, Telegram's Bot API; those
of WhatsApp are in tests/faux_whatsapp.py.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from tests.faux_whatsapp import COMPTE, FauxCloud, FauxTwilio
from tests.plateforme import COUPURE, JETON, Plateforme, Refus, exiger

__all__ = [
    "COMPTE",
    "COUPURE",
    "JETON",
    "FauxCarnet",
    "FauxCloud",
    "FauxMessenger",
    "FauxTelegram",
    "FauxTwilio",
    "Plateforme",
    "Refus",
]
JOUR = 86_400.0  # seconds


def erreur_de_meta(code: int, dit: str, sous_code: int = 0) -> dict[str, Any]:
    """The body that the Graph API answers to what it refuses."""
    erreur = {"message": f"(#{code}) {dit}", "type": "OAuthException", "code": code}
    return {"error": erreur | ({"error_subcode": sous_code} if sous_code else {})}


class FauxMessenger(Plateforme):
    """`droit_agent`: the page has the right « Human Agent ».

    `boite`: the people whose thread staff hold, in the page's own inbox.
    """

    fenetre = JOUR
    droit_agent = False

    def __post_init__(self) -> None:
        super().__post_init__()
        self.boite: set[str] = set()

    def injoignable(self) -> tuple[int, Any]:
        return 400, erreur_de_meta(551, "This person isn't available right now.", 1545041)

    def hors_fenetre(self) -> tuple[int, Any]:
        dit = "This message is sent outside of allowed window."
        return 400, erreur_de_meta(10, dit, 2018278)

    def trop(self, attendre: int) -> tuple[int, Any]:
        return 400, erreur_de_meta(613, "Calls to this api have exceeded the rate limit.")

    def mauvais(self, pourquoi: str) -> Any:
        return erreur_de_meta(100, pourquoi)

    def accepter(self, chemin: str, entetes: dict[str, str], corps: bytes) -> Any:
        racine, methode = urlsplit(chemin).path.rsplit("/", 1)
        exiger(
            racine == "/v23.0/me" and entetes.get("Authorization") == f"Bearer {JETON}",
            "path or token",
        )
        envoi = json.loads(corps)
        personne = envoi["recipient"]["id"]
        if methode != "messages":
            return self._passer(methode, personne, envoi)
        if "sender_action" in envoi:
            exiger(
                envoi["sender_action"] in ("mark_seen", "typing_on", "typing_off")
                and "message" not in envoi,
                "sender_action",
            )
            self.appels.append(envoi["sender_action"])
            return {"recipient_id": personne}
        self.recevoir(personne, self._delai(envoi))
        exiger(personne not in self.boite, "another application has the thread")
        message = self._message(envoi["message"])
        self.appels.append("message")
        self.recus[personne].append(message)
        return {"recipient_id": personne, "message_id": f"m_{len(self.appels)}"}

    def _delai(self, envoi: dict[str, Any]) -> float:
        """Seconds for which this kind of message is taken."""
        if envoi["messaging_type"] != "MESSAGE_TAG":
            exiger(envoi["messaging_type"] == "RESPONSE" and "tag" not in envoi, "messaging_type")
            return JOUR
        exiger(envoi["tag"] == "HUMAN_AGENT" and self.droit_agent, "tag")
        return 7 * JOUR

    def _passer(self, methode: str, personne: str, envoi: dict[str, Any]) -> dict[str, bool]:
        if methode == "pass_thread_control":
            exiger(envoi["target_app_id"] == "263902037430900", "the page's inbox")
            self.boite.add(personne)
        else:
            exiger(methode == "take_thread_control", methode)
            self.boite.discard(personne)
        self.appels.append(methode)
        return {"success": True}

    def _message(self, message: dict[str, Any]) -> dict[str, Any]:
        if "attachment" in message:
            modele = message["attachment"]["payload"]
            exiger(
                message["attachment"]["type"] == "template" and modele["template_type"] == "button",
                "template",
            )
            exiger(
                1 <= len(modele["buttons"]) <= 3 and 0 < len(modele["text"]) <= 640,
                "button template: 1 to 3 buttons, 640 characters",
            )
            exiger(all(b["type"] == "postback" for b in modele["buttons"]), "buttons")
            return {
                "text": modele["text"],
                "choix": [_titre(b["title"], b["payload"]) for b in modele["buttons"]],
                "nature": "postback",
            }
        exiger(0 < len(message["text"]) <= 2000, "text: 2000 characters")
        rapides = message.get("quick_replies", [])
        exiger(
            len(rapides) <= 13 and all(r["content_type"] == "text" for r in rapides),
            "quick replies: 13",
        )
        return {
            "text": message["text"],
            "choix": [_titre(r["title"], r["payload"]) for r in rapides],
            "nature": "quick_reply",
        }


def _titre(titre: str, charge: str) -> tuple[str, str]:
    exiger(0 < len(titre) <= 20 and 0 < len(charge) <= 1000, "title: 20 characters, payload: 1000")
    return titre, charge


class FauxTelegram(Plateforme):
    def injoignable(self) -> tuple[int, Any]:
        return 403, _refus_de_telegram(403, "Forbidden: bot was blocked by the user")

    def trop(self, attendre: int) -> tuple[int, Any]:
        dit = f"Too Many Requests: retry after {attendre}"
        return 429, _refus_de_telegram(429, dit) | {"parameters": {"retry_after": attendre}}

    def mauvais(self, pourquoi: str) -> Any:
        return _refus_de_telegram(400, f"Bad Request: {pourquoi}")

    def accepter(self, chemin: str, entetes: dict[str, str], corps: bytes) -> Any:
        _, jeton, methode = chemin.split("/")
        exiger(jeton == f"bot{JETON}", "token")
        envoi = json.loads(corps)
        if methode == "sendMessage":
            self.recevoir(str(envoi["chat_id"]))
            exiger(0 < len(envoi["text"]) <= 4096, "text: 4096 characters")
            boutons = [
                b
                for rangee in envoi.get("reply_markup", {}).get("inline_keyboard", [])
                for b in rangee
            ]
            exiger(
                all(b["text"] and 1 <= len(b["callback_data"].encode()) <= 64 for b in boutons),
                "callback_data: 64 bytes",
            )
            self.recus[str(envoi["chat_id"])].append(
                {"text": envoi["text"], "choix": [(b["text"], b["callback_data"]) for b in boutons]}
            )
        elif methode == "answerCallbackQuery":
            exiger(bool(envoi["callback_query_id"]), "callback_query_id")
        elif methode == "setWebhook":
            exiger(
                envoi["url"].startswith("https://") and 1 <= len(envoi["secret_token"]) <= 256,
                "webhook",
            )
            self.recus["webhook"].append(envoi)
        else:
            exiger(methode in ("sendChatAction", "setMyCommands"), methode)
        self.appels.append(methode)
        return {"ok": True, "result": True}


def _refus_de_telegram(code: int, dit: str) -> dict[str, Any]:
    return {"ok": False, "error_code": code, "description": dit}


class FauxCarnet(Plateforme):
    """The platform of the example (tests/canal_exemple.py, docs/channels.md)."""

    def accepter(self, chemin: str, entetes: dict[str, str], corps: bytes) -> Any:
        envoi = json.loads(corps)
        exiger(chemin == "/messages" and 0 < len(envoi["text"]) <= 500, "text: 500 characters")
        self.recus[envoi["to"]].append(
            {"text": envoi["text"], "choix": [(c["title"], c["payload"]) for c in envoi["choices"]]}
        )
        return {}
