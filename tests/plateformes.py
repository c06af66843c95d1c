"""Fake platforms, on loopback: each enforces the limits and the tokens of the real one.

Each may be slow, refuse or fail. What is checked is what their documentation says: Messenger's Send
API, Telegram's Bot API, Twilio's Messages resource.
"""

from __future__ import annotations

import base64
import contextlib
import json
import random
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

JETON = "jeton-de-test"
COUPURE = 0  # not a status: the connection is dropped without an answer
COMPTE = "AC00000000000000000000000000000000"


class Refus(Exception):
    """What the real platform would answer 400 to."""


class Coupe(Exception):
    """What a test asked the platform to refuse, with the status that it answers."""


@dataclass
class Plateforme:
    """`recus`: what each person was sent, in order; `latence` in seconds.

    `pannes`: the share of calls that are refused for a while, or dropped.
    """

    port: int
    recus: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    appels: list[str] = field(default_factory=list)  # of each accepted call: its method or action
    refus: list[str] = field(default_factory=list)
    modeles: dict[str, list[tuple[str, str]]] = field(
        default_factory=dict
    )  # Twilio's templates of quick replies
    latence: float = 0.0
    pannes: float = 0.0
    retry_after: str = ""
    echecs: int = 0  # how many calls were
    hasard: random.Random = field(default_factory=lambda: random.Random(7))

    def __post_init__(self) -> None:
        self.url = f"http://127.0.0.1:{self.port}"
        self._verrou = threading.Lock()
        plateforme = self

        class Requete(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                taille = int(self.headers.get("Content-Length", 0))
                if len(corps := self.rfile.read(taille)) < taille:
                    self.close_connection = True  # who called was killed meanwhile: no call
                    return
                time.sleep(plateforme.latence)
                statut, reponse, entetes = plateforme._repondre(
                    self.path, dict(self.headers), corps
                )
                if statut == COUPURE:
                    self.close_connection = True
                    return
                brut = json.dumps(reponse).encode()
                self.send_response(statut)
                for nom, valeur in {
                    "Content-Type": "application/json",
                    "Content-Length": str(len(brut)),
                    **entetes,
                }.items():
                    self.send_header(nom, valeur)
                self.end_headers()
                with contextlib.suppress(
                    BrokenPipeError, ConnectionResetError
                ):  # who called was stopped meanwhile
                    self.wfile.write(brut)

            def log_message(self, *_: object) -> None:
                """Silent."""

        self._serveur = ThreadingHTTPServer(("127.0.0.1", self.port), Requete)
        threading.Thread(target=self._serveur.serve_forever, daemon=True).start()

    def fermer(self) -> None:
        self._serveur.shutdown()
        self._serveur.server_close()

    def regler(self, latence: float = 0.0, pannes: float = 0.0, retry_after: str = "") -> None:
        self.latence, self.pannes, self.retry_after = latence, pannes, retry_after

    def textes(self, personne: str) -> list[str]:
        return [m["text"] for m in self.recus[personne]]

    def _repondre(
        self, chemin: str, entetes: dict[str, str], corps: bytes
    ) -> tuple[int, Any, dict[str, str]]:
        with self._verrou:
            if self.hasard.random() < self.pannes:
                self.echecs += 1
                return (
                    self.hasard.choice((429, 500, 503, COUPURE)),
                    {"error": "later"},
                    {"Retry-After": self.retry_after} if self.retry_after else {},
                )
            try:
                return 200, self.accepter(chemin, entetes, corps), {}
            except Coupe as coupe:
                return int(coupe.args[0]), {"error": "not here"}, {}
            except (Refus, KeyError, TypeError, ValueError, AssertionError) as erreur:
                self.refus.append(f"{chemin}: {erreur!r} {corps[:300]!r}")
                return 400, {"error": repr(erreur)}, {}

    def accepter(self, chemin: str, entetes: dict[str, str], corps: bytes) -> Any:
        raise NotImplementedError


def exiger(vrai: bool, quoi: str) -> None:
    if not vrai:
        raise Refus(quoi)


class FauxMessenger(Plateforme):
    def accepter(self, chemin: str, entetes: dict[str, str], corps: bytes) -> Any:
        exiger(
            urlsplit(chemin).path == "/v23.0/me/messages"
            and entetes.get("Authorization") == f"Bearer {JETON}",
            "path or token",
        )
        envoi = json.loads(corps)
        personne = envoi["recipient"]["id"]
        if "sender_action" in envoi:
            exiger(
                envoi["sender_action"] in ("mark_seen", "typing_on", "typing_off")
                and "message" not in envoi,
                "sender_action",
            )
            self.appels.append(envoi["sender_action"])
            return {"recipient_id": personne}
        exiger(envoi["messaging_type"] in ("RESPONSE", "UPDATE", "MESSAGE_TAG"), "messaging_type")
        self.appels.append("message")
        self.recus[personne].append(self._message(envoi["message"]))
        return {"recipient_id": personne, "message_id": f"m_{len(self.appels)}"}

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
    def accepter(self, chemin: str, entetes: dict[str, str], corps: bytes) -> Any:
        _, jeton, methode = chemin.split("/")
        exiger(jeton == f"bot{JETON}", "token")
        envoi = json.loads(corps)
        self.appels.append(methode)
        if methode == "sendMessage":
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
        return {"ok": True, "result": True}


class FauxCarnet(Plateforme):
    """The platform of the example (tests/canal_exemple.py, docs/channels.md)."""

    def accepter(self, chemin: str, entetes: dict[str, str], corps: bytes) -> Any:
        envoi = json.loads(corps)
        exiger(chemin == "/messages" and 0 < len(envoi["text"]) <= 500, "text: 500 characters")
        self.recus[envoi["to"]].append(
            {"text": envoi["text"], "choix": [(c["title"], c["payload"]) for c in envoi["choices"]]}
        )
        return {}


class FauxTwilio(Plateforme):
    """Messages, and the templates of quick replies.

    `sans_modeles`: the Content API refuses them.
    """

    sans_modeles, refuses = False, 0

    def accepter(self, chemin: str, entetes: dict[str, str], corps: bytes) -> Any:
        exiger(
            entetes.get("Authorization")
            == "Basic " + base64.b64encode(f"{COMPTE}:{JETON}".encode()).decode(),
            "basic authentication",
        )
        if chemin == "/v1/Content":
            return self._modele(json.loads(corps))
        exiger(chemin == f"/2010-04-01/Accounts/{COMPTE}/Messages.json", "path")
        envoi = dict(parse_qsl(corps.decode(), strict_parsing=True))
        exiger(
            envoi["From"].startswith("whatsapp:+") and envoi["To"].startswith("whatsapp:+"),
            "addresses",
        )
        self.recus[envoi["To"]].append(
            self._boutons(envoi) if "ContentSid" in envoi else self._texte(envoi)
        )
        self.appels.append("message")
        return {"sid": f"SM{len(self.appels)}"}

    def _texte(self, envoi: dict[str, str]) -> dict[str, Any]:
        exiger(0 < len(envoi["Body"]) <= 1600, "body: 1600 characters")
        return {"text": envoi["Body"], "choix": []}

    def _boutons(self, envoi: dict[str, str]) -> dict[str, Any]:
        """In a session: three buttons; a variable holds one line."""
        exiger("Body" not in envoi and envoi["ContentSid"] in self.modeles, "ContentSid")
        dit = json.loads(envoi["ContentVariables"])["1"]
        exiger(
            0 < len(dit) <= 1024 and "\n" not in dit and "\t" not in dit,
            "variable: 1024 characters, one line",
        )
        return {"text": dit, "choix": self.modeles[envoi["ContentSid"]]}

    def _modele(self, modele: dict[str, Any]) -> dict[str, str]:
        if self.sans_modeles:
            self.refuses += 1
            raise Coupe(404)
        ((nature, contenu),) = modele["types"].items()
        exiger(
            nature == "twilio/quick-reply"
            and contenu["body"] == "{{1}}"
            and modele["language"]
            and modele["variables"]["1"],
            "quick-reply",
        )
        exiger(1 <= len(contenu["actions"]) <= 3, "three buttons in a session")
        exiger(
            all(
                a["type"] == "QUICK_REPLY" and 0 < len(a["title"]) <= 20 and 0 < len(a["id"]) <= 200
                for a in contenu["actions"]
            ),
            "title: 20, id: 200",
        )
        sid = f"HX{len(self.modeles):032x}"
        self.modeles[sid] = [(a["title"], a["id"]) for a in contenu["actions"]]
        self.appels.append("modele")
        return {"sid": sid}
