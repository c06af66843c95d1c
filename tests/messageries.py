"""What the platforms send: their webhooks, signed as they sign them, from one person."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import os
import sqlite3
import time
from typing import Any
from urllib.parse import urlencode

import httpx
from twilio.request_validator import RequestValidator

from tests.plateformes import JETON, FauxCloud
from tests.serveurs import Serveurs
from vte.pseudonymes import pseudonyme

_numeros = itertools.count(1_000)


class Personne:
    """Somebody on a platform.

    `dire` a text, `choisir` a button that was received, `lire` what was answered.
    """

    canal = ""

    def __init__(self, serveurs: Serveurs, client: httpx.Client | None = None) -> None:
        self.serveurs, self.plateforme = serveurs, serveurs.plateformes[self.canal]
        self.client = client or serveurs.client
        self.adresse = self.nouvelle_adresse()
        self.webhook = f"{serveurs.racine}/{self.canal}/webhook"
        self._lus = 0

    def nouvelle_adresse(self) -> str:
        return str(next(_numeros) + 10_000_000)

    def message(self, texte: str) -> dict[str, Any]:
        """The arguments of the httpx call by which the platform brings this text."""
        raise NotImplementedError

    def choix(self, charge: str) -> dict[str, Any]:
        raise NotImplementedError

    def envoyer(self, appel: dict[str, Any]) -> httpx.Response:
        self.plateforme.ecrit(self.adresse)
        return self.client.post(self.webhook, **appel)

    def dire(self, texte: str, attendre: bool = True) -> list[str]:
        assert self.envoyer(self.message(texte)).status_code == 200
        return self.lire() if attendre else []

    def choisir(self, titre: str) -> list[str]:
        recus = self.plateforme.recus[self.adresse]
        charge = next(c for m in reversed(recus) for t, c in m["choix"] if t == titre)
        assert self.envoyer(self.choix(charge)).status_code == 200
        return self.lire()

    def lire(self, au_moins: int = 1, delai: float = 20.0) -> list[str]:
        """What came since the last reading: `au_moins` texts, once no more comes for a while."""
        limite, avant = time.monotonic() + delai, -1
        while time.monotonic() < limite:
            combien = len(self.plateforme.recus[self.adresse])
            if combien >= self._lus + au_moins and combien == avant:
                break
            avant = combien
            time.sleep(0.25)
        textes = self.plateforme.textes(self.adresse)[self._lus :]
        self._lus += len(textes)
        return textes


class SurMessenger(Personne):
    canal = "messenger"

    def message(self, texte: str) -> dict[str, Any]:
        return self.evenement(message={"mid": f"m_{next(_numeros)}", "text": texte})

    def choix(self, charge: str) -> dict[str, Any]:
        if any(
            c == charge and m["nature"] == "postback"
            for m in self.plateforme.recus[self.adresse]
            for _, c in m["choix"]
        ):
            return self.evenement(
                postback={"mid": f"m_{next(_numeros)}", "title": "x", "payload": charge}
            )
        return self.evenement(
            message={"mid": f"m_{next(_numeros)}", "text": "x", "quick_reply": {"payload": charge}}
        )

    def evenement(self, **quoi: Any) -> dict[str, Any]:
        evenement = {
            "sender": {"id": self.adresse},
            "recipient": {"id": "1"},
            "timestamp": next(_numeros) + 1_700_000_000_000,
            **quoi,
        }
        return self.signer(
            {"object": "page", "entry": [{"id": "1", "time": 1, "messaging": [evenement]}]}
        )

    @staticmethod
    def signer(corps: Any) -> dict[str, Any]:
        brut = corps if isinstance(corps, bytes) else json.dumps(corps).encode()
        signature = hmac.new(JETON.encode(), brut, hashlib.sha256).hexdigest()
        return {
            "content": brut,
            "headers": {
                "X-Hub-Signature-256": f"sha256={signature}",
                "Content-Type": "application/json",
            },
        }


class SurTelegram(Personne):
    canal = "telegram"

    def message(self, texte: str) -> dict[str, Any]:
        numero = next(_numeros)
        dit = {
            "message_id": numero,
            "date": 1_700_000_000,
            "chat": {"id": int(self.adresse), "type": "private"},
            "text": texte,
        }
        return self.signer({"update_id": numero, "message": dit})

    def choix(self, charge: str) -> dict[str, Any]:
        numero = next(_numeros)
        message = {"message_id": numero, "chat": {"id": int(self.adresse), "type": "private"}}
        return self.signer(
            {
                "update_id": numero,
                "callback_query": {
                    "id": f"cb{numero}",
                    "data": charge,
                    "message": message,
                    "from": {"id": int(self.adresse)},
                },
            }
        )

    @staticmethod
    def signer(corps: Any) -> dict[str, Any]:
        brut = corps if isinstance(corps, bytes) else json.dumps(corps).encode()
        return {
            "content": brut,
            "headers": {
                "X-Telegram-Bot-Api-Secret-Token": "secret-du-webhook",
                "Content-Type": "application/json",
            },
        }


class SurWhatsApp(Personne):
    canal = "whatsapp"

    def nouvelle_adresse(self) -> str:
        return f"whatsapp:+336{next(_numeros):08}"

    def message(self, texte: str) -> dict[str, Any]:
        return self.formulaire(Body=texte)

    def choix(self, charge: str) -> dict[str, Any]:
        return self.formulaire(Body="x", ButtonPayload=charge)

    def choisir(self, titre: str) -> list[str]:
        """A button where there is one; in a menu, by its letter."""
        boutons = dict(self.plateforme.recus[self.adresse][-1]["choix"])
        if titre in boutons:
            assert (
                self.envoyer(
                    self.formulaire(Body=titre, ButtonText=titre, ButtonPayload=boutons[titre])
                ).status_code
                == 200
            )
            return self.lire()
        ligne = next(
            x
            for x in reversed(self.plateforme.recus[self.adresse][-1]["text"].splitlines())
            if x.endswith(f". {titre}")
        )
        return self.dire(ligne.partition(".")[0])

    def formulaire(self, **champs: str) -> dict[str, Any]:
        complet = {
            "MessageSid": f"SM{next(_numeros)}",
            "From": self.adresse,
            "To": "whatsapp:+33100000000",
            "NumMedia": "0",
            **champs,
        }
        signature = RequestValidator(JETON).compute_signature(self.webhook, complet)
        entetes = {
            "X-Twilio-Signature": signature,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        return {"content": urlencode(complet).encode(), "headers": entetes}


class SurCloud(Personne):
    canal = "whatsapp_cloud"

    def nouvelle_adresse(self) -> str:
        return f"336{next(_numeros):08}"

    def message(self, texte: str) -> dict[str, Any]:
        return self.evenement(type="text", text={"body": texte})

    def choix(self, charge: str) -> dict[str, Any]:
        """A button's answer, or that of a row, as it was offered."""
        nature = next(
            (
                m["nature"]
                for m in reversed(self.plateforme.recus[self.adresse])
                if charge in [c for _, c in m["choix"]]
            ),
            "button",
        )
        reponse = {"id": charge, "title": "x"}
        choisi = {"type": f"{nature}_reply", f"{nature}_reply": reponse}
        return self.evenement(type="interactive", interactive=choisi)

    def evenement(self, **quoi: Any) -> dict[str, Any]:
        """A message of this person, of this kind."""
        numero = next(_numeros)
        moment = str(1_700_000_000 + numero)
        message = {"from": self.adresse, "id": f"wamid.{numero}", "timestamp": moment, **quoi}
        return self.signer(self.enveloppe(messages=[message]))

    @staticmethod
    def enveloppe(**valeur: Any) -> dict[str, Any]:
        nous = {"display_phone_number": "33100000000", "phone_number_id": FauxCloud.numero}
        dit = {"messaging_product": "whatsapp", "metadata": nous, **valeur}
        changement = {"field": "messages", "value": dit}
        return {
            "object": "whatsapp_business_account",
            "entry": [{"id": "1", "changes": [changement]}],
        }

    signer = staticmethod(SurMessenger.signer)


class SurCarnet(Personne):
    canal = "carnet"

    def message(self, texte: str) -> dict[str, Any]:
        return {
            "json": {"id": f"c{next(_numeros)}", "from": self.adresse, "text": texte},
            "headers": {"X-Carnet-Jeton": JETON},
        }

    def choix(self, charge: str) -> dict[str, Any]:
        return {
            "json": {"id": f"c{next(_numeros)}", "from": self.adresse, "choice": charge},
            "headers": {"X-Carnet-Jeton": JETON},
        }


TOUS = (SurMessenger, SurTelegram, SurWhatsApp, SurCloud)


def entendus(personne: Personne) -> list[str]:
    """What each turn of this person heard, in order."""
    with sqlite3.connect(os.environ["VTE_SUIVI"]) as connexion:
        dits = connexion.execute(
            "SELECT dit FROM echanges WHERE session = ? ORDER BY id",
            [pseudonyme(personne.canal, personne.adresse)],
        )
        return [dit for (dit,) in dits]
