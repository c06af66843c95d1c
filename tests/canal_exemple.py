"""« Carnet », an example of a messenger: a call signed by a token, JSON in, JSON out."""

from __future__ import annotations

from typing import Any

from sanic.request import Request

from bot.channels.entrant import CHARGE, TEXTE, Entrant, texte
from bot.channels.erreurs import SignatureRefusee
from bot.channels.facteur import Requete
from bot.channels.lecture import corps_json, egaux
from bot.channels.messagerie import Messagerie
from bot.channels.rendu import decouper
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
