"""Tous les réglages : nom de la variable d'environnement, défaut, sens.

Aucun autre fichier ne lit l'environnement ; README.md les liste (un test le vérifie).
"""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Reglage:
    nom: str
    defaut: str
    sens: str

    def lire(self) -> str:
        return os.environ.get(self.nom, "") or self.defaut


AUJOURDHUI = Reglage(
    "VTE_AUJOURDHUI", "", "date ISO tenue pour aujourd'hui partout ; vide : la date de Paris"
)
BASE_URL = Reglage(
    "VTE_BASE_URL", "sqlite:///.vte/territoires.sqlite", "base des territoires (URL SQLAlchemy)"
)
JOURNAL_URL = Reglage(
    "VTE_JOURNAL_URL",
    "sqlite:///.vte/journal.sqlite",
    "échanges des canaux et boîte de réception des messageries (URL SQLAlchemy)",
)
SUIVI = Reglage(
    "VTE_SUIVI",
    ".vte/suivi.sqlite",
    "base où Rasa garde les conversations : fichier SQLite, ou URL SQLAlchemy",
)
DEMANDES_URL = Reglage(
    "VTE_DEMANDES_URL",
    "sqlite:///.vte/demandes.sqlite",
    "demandes de rappel, pour l'équipe (URL SQLAlchemy)",
)
CONSOLE_URL = Reglage(
    "VTE_CONSOLE_URL", "sqlite:///.vte/console.sqlite", "base de la console (URL SQLAlchemy)"
)
PORT_CONSOLE = Reglage("VTE_PORT_CONSOLE", "8000", "port de la console")
CONSOLE_HOTES = Reglage(
    "VTE_CONSOLE_HOTES",
    "127.0.0.1,localhost",
    "noms sous lesquels la console répond, séparés par des virgules",
)
CONSOLE_HTTPS = Reglage(
    "VTE_CONSOLE_HTTPS",
    "",
    "1 : la console n'est servie qu'en https (cookies sûrs, HSTS), derrière un serveur mandataire",
)
CONSOLE_INACTIVITE = Reglage(
    "VTE_CONSOLE_INACTIVITE",
    "30",
    "minutes sans rien faire après lesquelles la console redemande le mot de passe",
)
CONSERVATION = Reglage(
    "VTE_CONSERVATION",
    "180",
    "jours pendant lesquels les conversations et les demandes sont gardées",
)
ADRESSE = Reglage("VTE_ADRESSE", "127.0.0.1", "adresse d'écoute du serveur Rasa")
PORT_RASA = Reglage("VTE_PORT_RASA", "5005", "port du serveur Rasa")
PORT_ACTIONS = Reglage("VTE_PORT_ACTIONS", "5055", "port du serveur d'actions")
SECRET = Reglage(
    "VTE_SECRET",
    "",
    "clé de signature des sessions web et des pseudonymes des messageries ; vide : tirée au hasard et gardée dans .vte/secret",
)
ORIGINES = Reglage(
    "VTE_ORIGINES",
    "",
    "origines autorisées à appeler le canal web, séparées par des virgules ; la page du serveur l'est toujours",
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
MESSENGER_VERSION = Reglage("VTE_MESSENGER_VERSION", "v23.0", "version de la Graph API")
MESSENGER_API = Reglage(
    "VTE_MESSENGER_API", "https://graph.facebook.com", "adresse de la Graph API"
)
TELEGRAM_JETON = Reglage("VTE_TELEGRAM_JETON", "", "jeton du bot Telegram ; vide : canal fermé")
TELEGRAM_SECRET = Reglage("VTE_TELEGRAM_SECRET", "", "jeton secret choisi pour le webhook")
TELEGRAM_API = Reglage("VTE_TELEGRAM_API", "https://api.telegram.org", "adresse de la Bot API")
WHATSAPP_COMPTE = Reglage(
    "VTE_WHATSAPP_COMPTE", "", "compte Twilio (Account SID) ; vide : canal fermé"
)
WHATSAPP_JETON = Reglage("VTE_WHATSAPP_JETON", "", "jeton du compte Twilio, qui signe les appels")
WHATSAPP_NUMERO = Reglage(
    "VTE_WHATSAPP_NUMERO", "", "numéro WhatsApp de l'assistant, au format +33…"
)
WHATSAPP_ADRESSE = Reglage(
    "VTE_WHATSAPP_ADRESSE", "", "adresse publique du webhook, si un serveur mandataire la change"
)
WHATSAPP_API = Reglage("VTE_WHATSAPP_API", "https://api.twilio.com", "adresse de l'API de Twilio")
WHATSAPP_CONTENU_API = Reglage(
    "VTE_WHATSAPP_CONTENU_API",
    "https://content.twilio.com",
    "adresse de l'API de Twilio qui garde les modèles de boutons",
)
SANS_LIMITE = Reglage(
    "VTE_SANS_LIMITE", "", "1 : pas de limite de débit (mesures sur une seule machine)"
)
DUREE_SESSION = Reglage("VTE_DUREE_SESSION", "86400", "durée de vie d'une session web, en secondes")

TOUS = (
    AUJOURDHUI,
    BASE_URL,
    JOURNAL_URL,
    SUIVI,
    DEMANDES_URL,
    ADRESSE,
    PORT_RASA,
    PORT_ACTIONS,
    CONSOLE_URL,
    PORT_CONSOLE,
    CONSOLE_HOTES,
    CONSOLE_HTTPS,
    CONSOLE_INACTIVITE,
    CONSERVATION,
    SECRET,
    ORIGINES,
    SANS_LIMITE,
    DUREE_SESSION,
    MESSENGER_SECRET,
    MESSENGER_JETON,
    MESSENGER_VERIFICATION,
    MESSENGER_VERSION,
    MESSENGER_API,
    TELEGRAM_JETON,
    TELEGRAM_SECRET,
    TELEGRAM_API,
    WHATSAPP_COMPTE,
    WHATSAPP_JETON,
    WHATSAPP_NUMERO,
    WHATSAPP_ADRESSE,
    WHATSAPP_API,
    WHATSAPP_CONTENU_API,
)
