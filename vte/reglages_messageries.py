"""The settings of the messengers; vte/reglages.py lists them with the others."""

from __future__ import annotations

from vte.setting import Reglage, address, base_address, duration, integer, matching, switch

RAFALE = Reglage(
    "VTE_RAFALE",
    "1500",
    "silence, en millisecondes, après lequel plusieurs messages de suite d'une messagerie ont une "
    "seule réponse ; 0 : chacun a la sienne",
    duration("milliseconds", "millisecondes", 0, 10_000),
)
PAR_PERSONNE = Reglage(
    "VTE_MESSAGES_PAR_PERSONNE",
    "20",
    "réponses par minute à une même personne sur une messagerie ; les suivantes attendent",
    integer(1, 1000),
)
PAR_MESSAGERIE = Reglage(
    "VTE_MESSAGES_PAR_MESSAGERIE",
    "600",
    "réponses par minute d'un serveur sur une même messagerie ; les suivantes attendent",
    integer(1, 100_000),
)
GRAPH = matching(r"v\d+\.\d+", "il faut une version, comme v23.0")
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
    GRAPH,
)
MESSENGER_AGENT_HUMAIN = Reglage(
    "VTE_MESSENGER_AGENT_HUMAIN",
    "",
    "1 si la page a le droit « Human Agent » : l'équipe peut répondre pendant sept jours",
    switch(),
)
MESSENGER_BOITE = Reglage(
    "VTE_MESSENGER_BOITE",
    "",
    "1 si l'équipe répond dans la boîte de réception de la page : une demande y passe le fil",
    switch(),
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
WHATSAPP_MODELE = Reglage(
    "VTE_WHATSAPP_MODELE",
    "",
    "modèle Twilio (HX…) qui invite à écrire, quand une réponse vient après 24 h ; vide : aucun",
    matching(r"HX[0-9a-fA-F]{32}", "il faut l'identifiant d'un modèle, HX et 32 chiffres"),
)
WHATSAPP_CLOUD_SECRET = Reglage(
    "VTE_WHATSAPP_CLOUD_SECRET",
    "",
    "secret de l'application Meta, qui signe les appels ; vide : canal fermé",
)
WHATSAPP_CLOUD_JETON = Reglage(
    "VTE_WHATSAPP_CLOUD_JETON", "", "jeton d'un utilisateur système du compte WhatsApp"
)
WHATSAPP_CLOUD_VERIFICATION = Reglage(
    "VTE_WHATSAPP_CLOUD_VERIFICATION", "", "jeton choisi pour l'inscription du webhook"
)
WHATSAPP_CLOUD_NUMERO = Reglage(
    "VTE_WHATSAPP_CLOUD_NUMERO",
    "",
    "identifiant du numéro (Phone number ID) : des chiffres, pas le numéro lui-même",
    matching(r"\d{5,20}", "il faut l'identifiant du numéro, des chiffres sans espace ni +"),
)
WHATSAPP_CLOUD_VERSION = Reglage(
    "VTE_WHATSAPP_CLOUD_VERSION", "v23.0", "version de la Graph API pour WhatsApp", GRAPH
)
WHATSAPP_CLOUD_API = Reglage(
    "VTE_WHATSAPP_CLOUD_API",
    "https://graph.facebook.com",
    "adresse de la Graph API pour WhatsApp",
    base_address(),
)
WHATSAPP_CLOUD_MODELE = Reglage(
    "VTE_WHATSAPP_CLOUD_MODELE",
    "",
    "nom du modèle qui invite à écrire, quand une réponse vient après 24 h ; vide : aucun",
    matching(r"[a-z0-9_]{1,512}", "il faut le nom d'un modèle : minuscules, chiffres et _"),
)
