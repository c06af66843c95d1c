"""WhatsApp through Twilio: https://www.twilio.com/docs/whatsapp/api says what is read and sent here.

Buttons of WhatsApp need a template that Twilio has stored: choices are numbered instead, and « 2 » or the words of one choose it.
"""

from __future__ import annotations

from typing import Any

from sanic.request import Request
from sanic.response import HTTPResponse
from twilio.request_validator import RequestValidator

from bot.channels.entrant import CHARGE, MEDIA, TEXTE, Entrant, propre
from bot.channels.erreurs import SignatureRefusee
from bot.channels.facteur import Requete
from bot.channels.lecture import formulaire
from bot.channels.messagerie import Messagerie
from bot.channels.rendu import decouper, menu
from vte.reglages import WHATSAPP_ADRESSE, WHATSAPP_API, WHATSAPP_COMPTE, WHATSAPP_JETON, WHATSAPP_NUMERO

TEXTE_MAX = 1600  # characters


class CanalWhatsApp(Messagerie):
    REGLAGES = (WHATSAPP_COMPTE, WHATSAPP_JETON, WHATSAPP_NUMERO)
    MENUS = True

    @classmethod
    def name(cls) -> str:
        return "whatsapp"

    def verifier(self, request: Request) -> None:
        """Twilio signs the address that it called, which a proxy in front may have changed: WHATSAPP_ADRESSE is then that address."""
        adresse = WHATSAPP_ADRESSE.lire() or request.url
        if not RequestValidator(WHATSAPP_JETON.lire()).validate(adresse, formulaire(request), request.headers.get("x-twilio-signature", "")):
            raise SignatureRefusee("La signature n'est pas celle de la plateforme.")

    def lire(self, request: Request) -> list[Entrant]:
        champs = {nom: propre(valeur) for nom, valeur in formulaire(request).items()}
        identifiant, adresse = champs.get("MessageSid", "")[:255], champs.get("From", "")
        if not identifiant or not adresse.startswith("whatsapp:"):
            return []
        charge, dit = champs.get("ButtonPayload", ""), champs.get("Body", "").strip()
        if charge:
            return [Entrant(identifiant, adresse, CHARGE, charge)]
        if dit:
            return [Entrant(identifiant, adresse, TEXTE, dit)]
        return [Entrant(identifiant, adresse, MEDIA)] if champs.get("NumMedia", "0") != "0" else []

    def rendre(self, adresse: str, messages: list[dict[str, Any]]) -> list[Requete]:
        choix = [b["title"] for m in messages for b in m["buttons"]]
        textes = [m["text"] for m in messages]
        if choix:  # numbered once for the whole answer, as Messagerie reads them
            textes[-1] = menu(textes[-1], choix)
        return [self._appel(adresse, partie) for dit in textes for partie in decouper(dit, TEXTE_MAX)]

    def acquiescer(self) -> HTTPResponse:
        return HTTPResponse("<Response/>", content_type="text/xml")

    def _appel(self, adresse: str, dit: str) -> Requete:
        compte = WHATSAPP_COMPTE.lire()
        message = {"From": f"whatsapp:{WHATSAPP_NUMERO.lire()}", "To": adresse, "Body": dit}
        return Requete(f"{WHATSAPP_API.lire()}/2010-04-01/Accounts/{compte}/Messages.json", formulaire=message, basic=(compte, WHATSAPP_JETON.lire()))
