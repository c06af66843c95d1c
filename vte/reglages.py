"""All settings: the environment variable, its default, its sense, its type.

No other file reads the environment; README.md lists them (a test checks it).
"""

from __future__ import annotations

import os
import sys
from typing import Any

from vte import reglages_equipe, reglages_messageries
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
from vte.unknown_settings import is_unknown, told

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
SUIVI = Reglage(
    "VTE_SUIVI",
    ".vte/suivi.sqlite",
    "base des conversations, des échanges des canaux et de la boîte de réception des messageries : "
    "fichier SQLite, ou URL SQLAlchemy",
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
CONSOLE_DUREE = Reglage(
    "VTE_CONSOLE_DUREE",
    "12",
    "heures après lesquelles la console redemande le mot de passe, quoi que l'on y fasse",
    duration("hours", "heures", 1, 168),
)
CONSOLE_SECOND_FACTEUR = Reglage(
    "VTE_CONSOLE_SECOND_FACTEUR",
    "non",
    "à qui la console demande un second facteur : non, oui (à tous), ou le premier groupe à qui "
    "elle le demande : relecteur, responsable ou administrateur",
    matching(
        r"non|oui|relecteur|responsable|administrateur",
        "il faut non, oui, relecteur, responsable ou administrateur",
    ),
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
    matching(r"[^\s/]+", "il faut une adresse de machine, comme 127.0.0.1"),
)
PORT_RASA = Reglage("VTE_PORT_RASA", "5005", "port du serveur Rasa", integer(1, 65535))
PORT_ACTIONS = Reglage("VTE_PORT_ACTIONS", "5055", "port du serveur d'actions", integer(1, 65535))
ACTIONS_URL = Reglage(
    "VTE_ACTIONS_URL",
    "",
    "adresse d'un serveur d'actions, comme http://127.0.0.1:5055/webhook ; "
    "vide : les actions tournent dans le serveur Rasa",
    address(),
)
MODELES = Reglage(
    "VTE_MODELES",
    "",
    "dossier où vte modele publier met les modèles, et où les ouvriers les lisent ; "
    "vide : celui qui est entraîné ici",
)
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
CLE_SAUVEGARDES = Reglage(
    "VTE_CLE_SAUVEGARDES",
    "",
    "clé qui chiffre et déchiffre les sauvegardes, 32 octets au moins ; "
    "non donnée : elles ne se chiffrent pas",
    secret(32),
)
REGISTRE = Reglage(
    "VTE_REGISTRE",
    ".vte/registre",
    "dossier du registre des effacements, gardé hors des bases et à côté des sauvegardes : "
    "une restauration les applique de nouveau",
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
ADRESSE_PUBLIQUE = Reglage(
    "VTE_ADRESSE_PUBLIQUE",
    "",
    "adresse sous laquelle les visiteurs joignent l'assistant, comme https://aide.exemple.fr, pour "
    "les liens des résultats gardés ; vide : celle par laquelle on l'appelle",
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
PORT_MESURES = Reglage(
    "VTE_PORT_MESURES", "0", "port des mesures, jamais public ; 0 : aucun", integer(0, 65535)
)
ADRESSE_MESURES = Reglage(
    "VTE_ADRESSE_MESURES",
    "127.0.0.1",
    "adresse d'écoute des mesures",
    matching(r"\S+", "il faut une adresse de machine, comme 127.0.0.1"),
)
PORT_MESURES_CONSOLE = Reglage(
    "VTE_PORT_MESURES_CONSOLE", "0", "le même, du projecteur de la console", integer(0, 65535)
)
JOURNAUX = Reglage(
    "VTE_JOURNAUX",
    "texte",
    "journaux : texte pour qui les lit, json (une ligne par événement) pour qui les recueille",
    matching(r"texte|json", "il faut texte ou json"),
)
REVISION = Reglage(
    "VTE_REVISION",
    "",
    "révision (commit) du code servi, que /version montre",
    matching(r"[0-9a-f]{7,64}", "il faut les chiffres hexadécimaux d'un commit"),
)

TOUS: tuple[Reglage[Any], ...] = tuple(
    value
    for value in [
        *globals().values(),
        *vars(reglages_equipe).values(),
        *vars(reglages_messageries).values(),
    ]
    if isinstance(value, Reglage)
)


def check_at_start() -> None:
    """For each process of ours, before it does anything. Error: ReglageInvalide, a line a value.

    Variables that look like settings and are none are told on stderr, a line each.
    """
    for line in unknown():
        print(line, file=sys.stderr)
    check()
    if told := unshared():
        print(told, file=sys.stderr)


def check() -> None:
    """Every setting can be read. Error: ReglageInvalide, which tells all that cannot."""
    faults = [fault for reglage in TOUS if (fault := _fault(reglage))]
    if faults:
        raise ReglageInvalide("\n".join(faults))


def unshared() -> str:
    """A line where several machines may serve, each with a key of its own; empty otherwise."""
    several = "://" in SUIVI.lire() and not SUIVI.lire().startswith("sqlite")
    if SECRET.lire() or not (several or REDIS_URL.lire()):
        return ""
    return (
        f"{SECRET.nom} n'est pas donnée\u00a0: cette machine garde la sienne dans .vte/secret. Si"
        " plusieurs machines servent, donnez-leur la même, sinon les sessions de l'une ne valent"
        " rien pour l'autre."
    )


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
    known = [reglage.nom for reglage in TOUS]
    return [told(name, known) for name in sorted(os.environ) if _is_unknown(name)]


def environment() -> dict[str, str]:
    """The environment for a process started from here, which need not tell the same again."""
    return {name: value for name, value in os.environ.items() if not _is_unknown(name)}


def _is_unknown(name: str) -> bool:
    return is_unknown(name, {reglage.nom for reglage in TOUS})
