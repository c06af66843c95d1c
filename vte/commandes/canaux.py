"""`vte canaux enregistrer telegram` : dire à une plateforme où nous écrire. Le démarrage du serveur ne le fait jamais."""

from __future__ import annotations

from typing import Annotated, Any

import httpx
import typer

from vte.erreurs import ErreurVTE
from vte.reglages import TELEGRAM_API, TELEGRAM_JETON, TELEGRAM_SECRET

application = typer.Typer(no_args_is_help=True, help="Les messageries.")
# Ce que le canal lit (bot/channels/messengers/telegram.py) : le reste n'est pas envoyé.
RECUS = ["message", "callback_query"]
MENU = [
    {"command": "start", "description": "Commencer"},
    {"command": "aide", "description": "Ce que je sais faire"},
]


class CanalRefuse(ErreurVTE):
    """La plateforme a refusé, ou ne répond pas."""


@application.callback()
def canaux() -> None:
    """Les messageries."""


@application.command()
def enregistrer(
    canal: Annotated[str, typer.Argument(help="telegram")],
    adresse: Annotated[str, typer.Option(help="adresse https publique du serveur, sans chemin")],
) -> None:
    """Déclare à la plateforme l'adresse de notre webhook, avec son jeton secret, et le menu des commandes."""
    if canal != "telegram":
        raise CanalRefuse(
            f"« {canal} » ne s'enregistre pas ainsi : pour Messenger et WhatsApp, l'adresse se saisit sur la plateforme (docs/channels.md)."
        )
    if not adresse.startswith("https://"):
        raise CanalRefuse(
            "L'adresse doit commencer par https:// : la plateforme n'en appelle pas d'autre."
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
    """Erreur : CanalRefuse, sans le jeton, que l'adresse contient."""
    try:
        reponse = httpx.post(
            f"{TELEGRAM_API.lire()}/bot{TELEGRAM_JETON.lire()}/{methode}", json=corps, timeout=10
        )
    except httpx.HTTPError as erreur:
        raise CanalRefuse(
            f"Telegram ne répond pas ({type(erreur).__name__}) : réessayez, ou vérifiez VTE_TELEGRAM_API."
        ) from None
    if not reponse.is_success:
        raise CanalRefuse(
            f"Telegram a refusé {methode} (HTTP {reponse.status_code}) : {reponse.text[:200]}"
        )
