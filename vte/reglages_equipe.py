"""The settings of the staff's day: the delay that is promised, who is told of what waits.

vte/reglages.py lists them with the others.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from vte.setting import Kind, Reglage, base_address, integer, matching, secret

DELAI_REPONSE = Reglage(
    "VTE_DELAI_REPONSE",
    "3",
    "jours ouvrés sous lesquels l'équipe vise une réponse à une demande de rappel : l'assistant le "
    "dit, et la console montre ce qui est en retard",
    integer(1, 60),
)
CONSOLE_PUBLIQUE = Reglage(
    "VTE_CONSOLE_PUBLIQUE",
    "",
    "adresse sous laquelle l'équipe ouvre la console, comme https://equipe.exemple.fr, pour les "
    "liens des courriels et des appels sortants ; vide : ils n'ont pas de lien",
    base_address(),
)

_ADRESSE = r"[^\s@,;<>\"]+@[^\s@,;<>\"]+"
STARTTLS, TLS = "starttls", "tls"


def _adresses(brut: str) -> tuple[str, ...]:
    """Error: ValueError."""
    lues = tuple(une.strip() for une in brut.split(",") if une.strip())
    if not all(re.fullmatch(_ADRESSE, une) for une in lues):
        raise ValueError(brut)
    return lues


def _https(brut: str) -> str:
    """Error: ValueError."""
    lue = urlsplit(brut)
    ici = lue.scheme == "http" and lue.hostname == "127.0.0.1"
    if brut and (not (lue.scheme == "https" or ici) or not lue.hostname or " " in brut):
        raise ValueError(brut)
    _ = lue.port  # ValueError, for one that is none
    if any(not c.isprintable() for c in brut):
        raise ValueError(brut)
    (lue.hostname or "").encode("idna")  # UnicodeError, which is one too: a name that none can have
    return brut


COURRIEL_SERVEUR = Reglage(
    "VTE_COURRIEL_SERVEUR",
    "",
    "serveur SMTP par lequel la console écrit à l'équipe ; vide : aucun courriel",
    matching(r"[^\s/:]+", "il faut un nom de machine, comme smtp.exemple.fr"),
)
COURRIEL_PORT = Reglage("VTE_COURRIEL_PORT", "587", "port du serveur SMTP", integer(1, 65535))
COURRIEL_CHIFFREMENT = Reglage(
    "VTE_COURRIEL_CHIFFREMENT",
    STARTTLS,
    "starttls, tls (dès la connexion, souvent sur le port 465) ou aucun",
    matching(rf"{STARTTLS}|{TLS}|aucun", "il faut starttls, tls ou aucun"),
)
COURRIEL_COMPTE = Reglage("VTE_COURRIEL_COMPTE", "", "compte du serveur SMTP ; vide : aucun")
COURRIEL_SECRET = Reglage("VTE_COURRIEL_SECRET", "", "mot de passe de ce compte")
COURRIEL_DE = Reglage(
    "VTE_COURRIEL_DE",
    "",
    "adresse d'où partent les courriels",
    matching(_ADRESSE, "il faut une adresse électronique"),
)
COURRIEL_A = Reglage(
    "VTE_COURRIEL_A",
    "",
    "adresses de l'équipe, séparées par des virgules",
    Kind("il faut des adresses électroniques séparées par des virgules", _adresses),
)
COURRIEL_HEURE = Reglage(
    "VTE_COURRIEL_HEURE",
    "8",
    "heure, à Paris, à partir de laquelle part le résumé d'un jour ouvré",
    integer(0, 23),
)
WEBHOOK = Reglage(
    "VTE_WEBHOOK_ADRESSE",
    "",
    "adresse https que la console appelle à chaque demande nouvelle ou en retard ; vide : aucune",
    # Such an address may hold a token: it is not told back.
    Kind("il faut une adresse https:// (http:// pour 127.0.0.1 seulement)", _https, shown=False),
)
WEBHOOK_SECRET = Reglage(
    "VTE_WEBHOOK_SECRET",
    "",
    "clé qui signe ces appels, 32 octets au moins ; non donnée : aucun appel ne part",
    secret(32),
)
