"""`vte canaux enregistrer telegram`: tell a platform where to write to us.

The server never does it when it starts.
"""

from __future__ import annotations

from typing import Annotated, Any

import httpx
import typer

from vte.erreurs import ErreurVTE
from vte.reglages_messageries import TELEGRAM_API, TELEGRAM_JETON, TELEGRAM_SECRET

application = typer.Typer(no_args_is_help=True, help="Les messageries.")
# What the channel of Telegram reads: the rest is not sent.
RECUS = ["message", "callback_query"]
MENU = [
    {"command": "start", "description": "Commencer"},
    {"command": "aide", "description": "Ce que je sais faire"},
]


class CanalRefuse(ErreurVTE):
    """The platform refused, or does not answer."""


@application.callback()
def canaux() -> None:
    """Les messageries."""


@application.command(
    help="Déclare à la plateforme l'adresse de notre webhook, avec son jeton secret, et le menu"
    " des commandes."
)
def enregistrer(
    canal: Annotated[str, typer.Argument(help="telegram")],
    adresse: Annotated[str, typer.Option(help="adresse https publique du serveur, sans chemin")],
) -> None:
    """Declares our webhook, its secret token and the menu of commands. Error: CanalRefuse."""
    if canal != "telegram":
        raise CanalRefuse(
            f"«\u00a0{canal}\u00a0» ne s'enregistre pas ainsi\u00a0: pour Messenger et WhatsApp,"
            " l'adresse se saisit sur la plateforme (docs/channels.md)."
        )
    if not adresse.startswith("https://"):
        raise CanalRefuse(
            "L'adresse doit commencer par https://\u00a0: la plateforme n'en appelle pas d'autre."
        )
    manquants = [r.nom for r in (TELEGRAM_JETON, TELEGRAM_SECRET) if not r.lire()]
    if manquants:
        raise CanalRefuse(f"Il manque {', '.join(manquants)}.")
    webhook = f"{adresse.rstrip('/')}/webhooks/telegram/webhook"
    _appeler(
        "setWebhook",
        {"url": webhook, "secret_token": TELEGRAM_SECRET.lire(), "allowed_updates": RECUS},
    )
    _appeler("setMyCommands", {"commands": MENU})
    typer.echo(f"Telegram écrira à {webhook}")


def _appeler(methode: str, corps: dict[str, Any]) -> None:
    """Error: CanalRefuse, without the token, which is in the address."""
    try:
        reponse = httpx.post(
            f"{TELEGRAM_API.lire()}/bot{TELEGRAM_JETON.lire()}/{methode}", json=corps, timeout=10
        )
    except httpx.HTTPError as erreur:
        raise CanalRefuse(
            f"Telegram ne répond pas ({type(erreur).__name__})\u00a0: réessayez, ou vérifiez"
            " VTE_TELEGRAM_API."
        ) from None
    if not reponse.is_success:
        raise CanalRefuse(
            f"Telegram a refusé {methode} (HTTP {reponse.status_code})\u00a0: {reponse.text[:200]}"
        )
