"""All settings: the environment variable, its default, its sense, its type.

No other file reads the environment; README.md lists them (a test checks it).
"""

from __future__ import annotations

import os
import sys
from difflib import get_close_matches
from typing import Any

from vte.erreurs import ReglageInvalide
from vte.setting import (
    Reglage,
    address,
    base_address,
    database,
    database_or_file,
    day,
    duration,
    hosts,
    integer,
    matching,
    networks,
    origins,
    redis,
    secret,
    switch,
)

AUJOURDHUI = Reglage(
    "VTE_AUJOURDHUI", "", "date ISO tenue pour aujourd'hui partout ; vide : la date de Paris", day()
)
BASE_URL = Reglage(
    "VTE_BASE_URL",
    "sqlite:///.vte/territoires.sqlite",
    "base des territoires (URL SQLAlchemy)",
    database(),
)
LECTEUR = Reglage(
    "VTE_LECTEUR",
    ".vte/lecteur.npz",
    "lecteur de faits entraîné, que make setup prépare",
)
JOURNAL_URL = Reglage(
    "VTE_JOURNAL_URL",
    "sqlite:///.vte/journal.sqlite",
    "échanges des canaux et boîte de réception des messageries (URL SQLAlchemy)",
    database(),
)
SUIVI = Reglage(
    "VTE_SUIVI",
    ".vte/suivi.sqlite",
    "base où Rasa garde les conversations : fichier SQLite, ou URL SQLAlchemy",
    database_or_file(),
)
DEMANDES_URL = Reglage(
    "VTE_DEMANDES_URL",
    "sqlite:///.vte/demandes.sqlite",
    "demandes de rappel et lectures des sources, pour l'équipe (URL SQLAlchemy)",
    database(),
)
CONSOLE_URL = Reglage(
    "VTE_CONSOLE_URL",
    "sqlite:///.vte/console.sqlite",
    "base de la console (URL SQLAlchemy)",
    database(),
)
PORT_CONSOLE = Reglage("VTE_PORT_CONSOLE", "8000", "port de la console", integer(1, 65535))
CONSOLE_ADRESSE = Reglage(
    "VTE_CONSOLE_ADRESSE",
    "127.0.0.1",
    "adresse d'écoute de la console",
    matching(r"\S+", "il faut une adresse de machine, comme 127.0.0.1"),
)
CONSOLE_HOTES = Reglage(
    "VTE_CONSOLE_HOTES",
    "127.0.0.1,localhost",
    "noms sous lesquels la console répond, séparés par des virgules",
    hosts(),
)
CONSOLE_HTTPS = Reglage(
    "VTE_CONSOLE_HTTPS",
    "",
    "1 ou oui : la console n'est servie qu'en https (cookies sûrs, HSTS), "
    "derrière un serveur mandataire",
    switch(),
)
CONSOLE_INACTIVITE = Reglage(
    "VTE_CONSOLE_INACTIVITE",
    "30",
    "minutes sans rien faire après lesquelles la console redemande le mot de passe",
    duration("minutes", "minutes", 1, 10080),
)
CONSERVATION = Reglage(
    "VTE_CONSERVATION",
    "180",
    "jours pendant lesquels les conversations et les demandes sont gardées",
    duration("days", "jours", 1, 3650),
)
ADRESSE = Reglage(
    "VTE_ADRESSE",
    "127.0.0.1",
    "adresse d'écoute du serveur Rasa",
    matching(r"\S+", "il faut une adresse de machine, comme 127.0.0.1"),
)
PORT_RASA = Reglage("VTE_PORT_RASA", "5005", "port du serveur Rasa", integer(1, 65535))
PORT_ACTIONS = Reglage("VTE_PORT_ACTIONS", "5055", "port du serveur d'actions", integer(1, 65535))
JETON_ACTIONS = Reglage(
    "VTE_JETON_ACTIONS",
    "",
    "jeton que le serveur Rasa montre au serveur d'actions, 32 octets au moins ; "
    "non donné : tiré de la clé du projet",
    secret(32),
)
SECRET = Reglage(
    "VTE_SECRET",
    "",
    "clé de signature des sessions web et des pseudonymes des messageries, 32 octets au moins ; "
    "non donnée : tirée au hasard et gardée dans .vte/secret",
    secret(32),
)
CLE_MODELES = Reglage(
    "VTE_CLE_MODELES",
    "",
    "clé sous laquelle ce qui est entraîné est scellé, 32 octets au moins ; "
    "non donnée : tirée au hasard et gardée dans .vte/cle-modeles",
    secret(32),
)
MANDATAIRES = Reglage(
    "VTE_MANDATAIRES",
    "",
    "serveurs mandataires dont on croit X-Forwarded-For et X-Forwarded-Proto, "
    "adresses ou réseaux séparés par des virgules",
    networks(),
)
REDIS_URL = Reglage(
    "VTE_REDIS_URL",
    "",
    "Redis où plusieurs serveurs comptent ensemble les appels ; vide : chacun pour soi",
    redis(),
)
ORIGINES = Reglage(
    "VTE_ORIGINES",
    "",
    "origines autorisées à appeler le canal web, séparées par des virgules ; "
    "la page du serveur l'est toujours",
    origins(),
)
MESSENGER_SECRET = Reglage(
    "VTE_MESSENGER_SECRET",
    "",
    "secret de l'application Facebook, qui signe les appels ; vide : canal fermé",
)
MESSENGER_JETON = Reglage("VTE_MESSENGER_JETON", "", "jeton de la page Facebook")
MESSENGER_VERIFICATION = Reglage(
    "VTE_MESSENGER_VERIFICATION", "", "jeton choisi pour l'inscription du webhook"
)
MESSENGER_VERSION = Reglage(
    "VTE_MESSENGER_VERSION",
    "v23.0",
    "version de la Graph API",
    matching(r"v\d+\.\d+", "il faut une version, comme v23.0"),
)
MESSENGER_API = Reglage(
    "VTE_MESSENGER_API", "https://graph.facebook.com", "adresse de la Graph API", base_address()
)
TELEGRAM_JETON = Reglage("VTE_TELEGRAM_JETON", "", "jeton du bot Telegram ; vide : canal fermé")
TELEGRAM_SECRET = Reglage("VTE_TELEGRAM_SECRET", "", "jeton secret choisi pour le webhook")
TELEGRAM_API = Reglage(
    "VTE_TELEGRAM_API", "https://api.telegram.org", "adresse de la Bot API", base_address()
)
WHATSAPP_COMPTE = Reglage(
    "VTE_WHATSAPP_COMPTE", "", "compte Twilio (Account SID) ; vide : canal fermé"
)
WHATSAPP_JETON = Reglage("VTE_WHATSAPP_JETON", "", "jeton du compte Twilio, qui signe les appels")
WHATSAPP_NUMERO = Reglage(
    "VTE_WHATSAPP_NUMERO",
    "",
    "numéro WhatsApp de l'assistant, au format +33…",
    matching(r"\+\d{6,15}", "il faut un numéro comme +33612345678, sans espace"),
)
WHATSAPP_ADRESSE = Reglage(
    "VTE_WHATSAPP_ADRESSE",
    "",
    "adresse publique du webhook, si un serveur mandataire la change",
    address(),
)
WHATSAPP_API = Reglage(
    "VTE_WHATSAPP_API", "https://api.twilio.com", "adresse de l'API de Twilio", base_address()
)
WHATSAPP_CONTENU_API = Reglage(
    "VTE_WHATSAPP_CONTENU_API",
    "https://content.twilio.com",
    "adresse de l'API de Twilio qui garde les modèles de boutons",
    base_address(),
)
SANS_LIMITE = Reglage(
    "VTE_SANS_LIMITE",
    "",
    "1 ou oui : pas de limite de débit (mesures sur une seule machine)",
    switch(),
)
DUREE_SESSION = Reglage(
    "VTE_DUREE_SESSION",
    "86400",
    "durée de vie d'une session web, en secondes",
    duration("seconds", "secondes", 1, 31_536_000),
)

TOUS: tuple[Reglage[Any], ...] = tuple(
    value for value in list(globals().values()) if isinstance(value, Reglage)
)

_OF_TESTS = "VTE_TEST_"  # what the tests ask of the machine is no setting


def check_at_start() -> None:
    """For each process of ours, before it does anything. Error: ReglageInvalide, a line a value.

    Variables that look like settings and are none are told on stderr, a line each.
    """
    for line in unknown():
        print(line, file=sys.stderr)
    check()


def check() -> None:
    """Every setting can be read. Error: ReglageInvalide, which tells all that cannot."""
    faults = [fault for reglage in TOUS if (fault := _fault(reglage))]
    if faults:
        raise ReglageInvalide("\n".join(faults))


def _fault(reglage: Reglage[Any]) -> str:
    try:
        reglage.lire()
    except ReglageInvalide as error:
        return str(error)
    return ""


def listen_locally() -> None:
    """Rasa's action server reads there on which address it listens; by itself, on all of them."""
    os.environ["SANIC_HOST"] = "127.0.0.1"


def unknown() -> list[str]:
    """A line for each variable `VTE_…` that is no setting, with the name that is nearest."""
    return [_unknown(name) for name in sorted(os.environ) if _is_unknown(name)]


def environment() -> dict[str, str]:
    """The environment for a process started from here, which need not tell the same again."""
    return {name: value for name, value in os.environ.items() if not _is_unknown(name)}


def _is_unknown(name: str) -> bool:
    return (
        name.startswith("VTE_")
        and not name.startswith(_OF_TESTS)
        and name not in {reglage.nom for reglage in TOUS}
    )


def _unknown(name: str) -> str:
    near = get_close_matches(name, [reglage.nom for reglage in TOUS], 1)
    hint = f"\u00a0; vouliez-vous dire {near[0]}\u00a0?" if near else "."
    return f"{name} n'est pas un réglage de l'assistant\u00a0: elle est ignorée{hint}"
