"""WhatsApp's two fake platforms: Twilio's Messages and Content APIs, Meta's Cloud API."""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.parse import parse_qsl

from tests.plateforme import JETON, Coupe, Plateforme, exiger

COMPTE = "AC00000000000000000000000000000000"
JOUR = 86_400.0


class FauxTwilio(Plateforme):
    """Messages, and the templates of quick replies.

    `sans_modeles`: the Content API refuses them.
    """

    sans_modeles, refuses = False, 0
    invitation = "HX" + "a" * 32  # the template that invites to write
    fenetre = JOUR

    def injoignable(self) -> tuple[int, Any]:
        return 400, _refus_de_twilio(63024, "Invalid message recipient")

    def hors_fenetre(self) -> tuple[int, Any]:
        return 400, _refus_de_twilio(63016, "Outside the allowed window")

    def trop(self, attendre: int) -> tuple[int, Any]:
        return 429, _refus_de_twilio(20429, "Too Many Requests", 429)

    def mauvais(self, pourquoi: str) -> Any:
        return _refus_de_twilio(21620, pourquoi)

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
        if envoi.get("ContentSid") == self.invitation:
            self.invites.append(envoi["To"])
            return {"sid": f"SM{len(self.invites):032x}"}
        message = self._boutons(envoi) if "ContentSid" in envoi else self._texte(envoi)
        self.recevoir(envoi["To"])
        self.recus[envoi["To"]].append(message)
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
            raise Coupe(404, _refus_de_twilio(20404, "Not found", 404))
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


def _refus_de_twilio(code: int, dit: str, statut: int = 400) -> dict[str, Any]:
    ailleurs = f"https://www.twilio.com/docs/errors/{code}"
    return {"code": code, "message": dit, "more_info": ailleurs, "status": statut}


class FauxCloud(Plateforme):
    """Meta's Cloud API, for one number. `invites`: who was sent the template, as Twilio's are."""

    numero = "100000000000001"
    invitation = "reponse_en_attente"
    fenetre = JOUR

    def injoignable(self) -> tuple[int, Any]:
        return 400, _refus_du_cloud(131026, "Message undeliverable")

    def hors_fenetre(self) -> tuple[int, Any]:
        return 400, _refus_du_cloud(131047, "Re-engagement message")

    def trop(self, attendre: int) -> tuple[int, Any]:
        return 400, _refus_du_cloud(130429, "Rate limit hit")

    def mauvais(self, pourquoi: str) -> Any:
        return _refus_du_cloud(100, pourquoi)

    def accepter(self, chemin: str, entetes: dict[str, str], corps: bytes) -> Any:
        exiger(
            chemin == f"/v23.0/{self.numero}/messages"
            and entetes.get("Authorization") == f"Bearer {JETON}",
            "path or token",
        )
        envoi = json.loads(corps)
        exiger(envoi["messaging_product"] == "whatsapp", "messaging_product")
        if "status" in envoi:
            return self._vu(envoi)
        exiger(("to" in envoi) != ("recipient" in envoi), "one of to, recipient")
        personne = envoi.get("to") or envoi["recipient"]
        exiger(personne.isdecimal() == ("to" in envoi), "a number in to, an id in recipient")
        exiger(envoi["recipient_type"] == "individual", "recipient_type")
        if envoi["type"] == "template":
            self._invitation(personne, envoi["template"])
        else:
            ecrire = {"text": self._texte, "interactive": self._interactif}[envoi["type"]]
            message = ecrire(envoi[envoi["type"]])
            self.recevoir(personne)
            self.recus[personne].append(message)
            self.appels.append("message")
        identifiant = {"id": f"wamid.{len(self.appels)}"}
        contact = {"input": personne, "wa_id": personne}
        return {"messaging_product": "whatsapp", "contacts": [contact], "messages": [identifiant]}

    def _vu(self, envoi: dict[str, Any]) -> dict[str, bool]:
        exiger(envoi["status"] == "read" and envoi["message_id"].startswith("wamid."), "read")
        exiger(envoi["typing_indicator"] == {"type": "text"}, "typing_indicator")
        self.appels.append("read")
        return {"success": True}

    def _invitation(self, personne: str, modele: dict[str, Any]) -> None:
        exiger(modele["name"] == self.invitation and modele["language"]["code"] == "fr", "template")
        self.invites.append(personne)

    def _texte(self, texte: dict[str, str]) -> dict[str, Any]:
        exiger(0 < len(texte["body"]) <= 4096, "text: 4096 characters")
        return {"text": texte["body"], "choix": [], "nature": "text"}

    def _interactif(self, envoi: dict[str, Any]) -> dict[str, Any]:
        dit, action = envoi["body"]["text"], envoi["action"]
        exiger(0 < len(dit) <= 1024, "body: 1024 characters")
        choix = self._boutons(action) if envoi["type"] == "button" else self._liste(action)
        exiger(len({charge for _, charge in choix}) == len(choix), "ids are unique")
        ouvrir = action.get("button", "")
        return {"text": dit, "choix": choix, "nature": envoi["type"], "ouvrir": ouvrir}

    def _boutons(self, action: dict[str, Any]) -> list[tuple[str, str]]:
        boutons = [b["reply"] for b in action["buttons"] if b["type"] == "reply"]
        exiger(1 <= len(boutons) == len(action["buttons"]) <= 3, "1 to 3 buttons")
        exiger(len({b["title"] for b in boutons}) == len(boutons), "titles are unique")
        for b in boutons:
            exiger(0 < len(b["title"]) <= 20 and 0 < len(b["id"]) <= 256, "title: 20, id: 256")
        return [(b["title"], b["id"]) for b in boutons]

    def _liste(self, action: dict[str, Any]) -> list[tuple[str, str]]:
        rangees = [r for section in action["sections"] for r in section["rows"]]
        exiger(0 < len(action["button"]) <= 20 and 1 <= len(rangees) <= 10, "1 to 10 rows")
        for r in rangees:
            exiger(0 < len(r["title"]) <= 24 and 0 < len(r["id"]) <= 200, "title: 24, id: 200")
            exiger(len(r.get("description", "")) <= 72, "description: 72")
        return [(r["title"], r["id"]) for r in rangees]


def _refus_du_cloud(code: int, dit: str) -> dict[str, Any]:
    """As of the Graph API, with the details of WhatsApp's own."""
    details = {"messaging_product": "whatsapp", "details": dit}
    erreur = {"message": f"(#{code}) {dit}", "type": "OAuthException", "code": code}
    return {"error": erreur | {"error_data": details, "fbtrace_id": "A0"}}
