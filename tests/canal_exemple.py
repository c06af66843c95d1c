"""« Carnet », une messagerie d'exemple : un appel signé d'un jeton, un message JSON, une réponse JSON."""

from __future__ import annotations

from typing import Any

from sanic.request import Request

from bot.channels.messengers.common.body import corps_json, egaux
from bot.channels.messengers.common.delivery import Requete
from bot.channels.messengers.common.incoming import CHARGE, TEXTE, Entrant, texte
from bot.channels.messengers.common.pipeline import Messagerie
from bot.channels.messengers.common.rendering import decouper
from bot.channels.shared.errors import SignatureRefusee
from vte.reglages import Reglage

JETON = Reglage("CARNET_JETON", "", "jeton que la plateforme met dans chaque appel")
API = Reglage("CARNET_API", "https://carnet.exemple", "adresse de la plateforme")


class CanalCarnet(Messagerie):
    REGLAGES = (JETON,)

    @classmethod
    def name(cls) -> str:
        return "carnet"

    def verifier(self, request: Request) -> None:
        if not egaux(request.headers.get("x-carnet-jeton", ""), JETON.lire()):
            raise SignatureRefusee("Le jeton n'est pas celui de la plateforme.")

    def lire(self, request: Request) -> list[Entrant]:
        corps = corps_json(request)
        identifiant, adresse = texte(corps, "id"), texte(corps, "from")
        nature, contenu = (
            (CHARGE, texte(corps, "choice"))
            if texte(corps, "choice")
            else (TEXTE, texte(corps, "text"))
        )
        return (
            [Entrant(identifiant, adresse, nature, contenu)]
            if identifiant and adresse and contenu
            else []
        )

    def rendre(self, adresse: str, messages: list[dict[str, Any]]) -> list[Requete]:
        return [
            Requete(
                f"{API.lire()}/messages",
                json={"to": adresse, "text": partie, "choices": m["buttons"]},
            )
            for m in messages
            for partie in decouper(m["text"], 500)
        ]
