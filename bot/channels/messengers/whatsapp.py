"""WhatsApp through Twilio: https://www.twilio.com/docs/whatsapp/api says what is read and sent here.

Three short choices are buttons, which need a template that Twilio has stored (modeles.py); more or longer ones are numbered.
« 2 » or the words of a choice choose it in both.
"""

from __future__ import annotations

import json
import logging
import time
from typing import Any

from sanic.request import Request
from sanic.response import HTTPResponse
from twilio.request_validator import RequestValidator

from bot.channels.messengers.common.body import formulaire
from bot.channels.messengers.common.delivery import EnvoiImpossible, Facteur, Requete
from bot.channels.messengers.common.incoming import CHARGE, MEDIA, TEXTE, Entrant, propre
from bot.channels.messengers.common.incoming import texte as lire_texte
from bot.channels.messengers.common.pipeline import Messagerie
from bot.channels.messengers.common.rendering import decouper, menu
from bot.channels.messengers.whatsapp_templates import TEXTE_MAX as TEXTE_BOUTONS_MAX
from bot.channels.messengers.whatsapp_templates import Modeles, decrire, tiennent
from bot.channels.shared.errors import SignatureRefusee
from vte.reglages import (
    WHATSAPP_ADRESSE,
    WHATSAPP_API,
    WHATSAPP_COMPTE,
    WHATSAPP_CONTENU_API,
    WHATSAPP_JETON,
    WHATSAPP_NUMERO,
)

TEXTE_MAX = 1600  # characters
# Seconds before each new try at a template: the answer waits for it, and can do without.
ATTENTES = (0.5, 1.0)
REPOS = 600.0  # seconds without asking for templates, once Twilio gave none
logger = logging.getLogger(__name__)


class CanalWhatsApp(Messagerie):
    REGLAGES = (WHATSAPP_COMPTE, WHATSAPP_JETON, WHATSAPP_NUMERO)
    MENUS = EMPREINTES = True

    def __init__(self) -> None:
        super().__init__()
        self._modeles, self._facteur_de_modeles = Modeles(), Facteur(ATTENTES)
        self._reprise = 0.0  # when templates may be asked for again

    @classmethod
    def name(cls) -> str:
        return "whatsapp"

    def verifier(self, request: Request) -> None:
        """Twilio signs the address that it called, which a proxy in front may have changed: WHATSAPP_ADRESSE is then that address."""
        adresse = WHATSAPP_ADRESSE.lire() or request.url
        if not RequestValidator(WHATSAPP_JETON.lire()).validate(
            adresse, formulaire(request), request.headers.get("x-twilio-signature", "")
        ):
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

    async def preparer(self, messages: list[dict[str, Any]]) -> None:
        """The template of these choices, where they can be buttons and were never sent before."""
        boutons = _boutons(messages)
        if not tiennent(boutons) or time.monotonic() < self._reprise or self._modeles.sid(boutons):
            return
        try:
            cree = await self._facteur_de_modeles.envoyer(
                Requete(
                    f"{WHATSAPP_CONTENU_API.lire()}/v1/Content",
                    json=decrire(boutons),
                    basic=_compte(),
                )
            )
        except EnvoiImpossible as erreur:
            logger.warning(
                "whatsapp: no template for buttons, the choices are numbered: %s", erreur
            )
            self._reprise = time.monotonic() + REPOS
            return
        if sid := lire_texte(cree, "sid"):
            self._modeles.garder(boutons, sid)

    def rendre(self, adresse: str, messages: list[dict[str, Any]]) -> list[Requete]:
        """The choices, wherever they stand, come once at the end of the answer, as Messagerie reads them."""
        boutons, textes = _boutons(messages), [m["text"] for m in messages]
        choix: list[Requete] = []
        if (
            tiennent(boutons)
            and len(derniere := textes[-1].rpartition("\n")[2]) <= TEXTE_BOUTONS_MAX
        ):
            # A variable of a template holds one line.
            textes[-1] = textes[-1].rpartition("\n")[0].rstrip()
            choix = [self._choix(adresse, derniere, boutons)]
        elif boutons:
            textes[-1] = menu(textes[-1], [b["title"] for b in boutons])
        return [
            _appel(adresse, Body=partie) for dit in textes for partie in decouper(dit, TEXTE_MAX)
        ] + choix

    def _choix(self, adresse: str, dit: str, boutons: list[dict[str, str]]) -> Requete:
        """Buttons, or the numbered menu where the template is not there."""
        numerote = _appel(adresse, Body=menu(dit, [b["title"] for b in boutons]))
        sid = self._modeles.sid(boutons)
        if sid is None or not dit.strip():
            return numerote
        return _appel(
            adresse,
            numerote,
            ContentSid=sid,
            ContentVariables=json.dumps({"1": dit}, ensure_ascii=False),
        )

    def acquiescer(self) -> HTTPResponse:
        return HTTPResponse("<Response/>", content_type="text/xml")


def _boutons(messages: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [b for m in messages for b in m["buttons"]]


def _compte() -> tuple[str, str]:
    return WHATSAPP_COMPTE.lire(), WHATSAPP_JETON.lire()


def _appel(adresse: str, sinon: Requete | None = None, **message: str) -> Requete:
    champs = {"From": f"whatsapp:{WHATSAPP_NUMERO.lire()}", "To": adresse, **message}
    return Requete(
        f"{WHATSAPP_API.lire()}/2010-04-01/Accounts/{WHATSAPP_COMPTE.lire()}/Messages.json",
        formulaire=champs,
        basic=_compte(),
        sinon=sinon,
    )
