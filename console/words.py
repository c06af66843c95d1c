"""The console's words: channels, audiences, questions, facts and intents as staff read them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from vte.comprehension.sujets import propositions
from vte.conversation.entretien import CHOIX
from vte.dossier import LES_CLES, valeurs
from vte.mots import ESPACE

_DECIMALES = 2  # of a number that is no whole one
CANAUX = {
    "web": "site web",
    "messenger": "Messenger",
    "telegram": "Telegram",
    "whatsapp": "WhatsApp (Twilio)",
    "whatsapp_cloud": "WhatsApp (Meta)",
}
AUDIENCES = {"entreprise": "entreprise", "candidat": "candidat"}
QUESTIONS = {c.nom: c.libelle for c in LES_CLES.values() if c.demandee} | {
    CHOIX: "le choix entre plusieurs communes",
    "demande": "la demande de rappel",
}
_INTENTIONS = {
    "informer": "donner des informations",
    "faq": "poser une question",
    "demander_aides": "demander quelles aides",
    "saluer": "saluer",
    "remercier": "remercier",
    "au_revoir": "dire au revoir",
    "affirmer": "dire oui",
    "nier": "dire non",
    "ne_sait_pas": "ne pas savoir",
    "recommencer": "recommencer",
    "expliquer_question": "demander pourquoi",
    "parler_a_quelqu_un": "parler à quelqu'un",
    "insulter": "insulter",
    "prendre_des_nouvelles": "prendre des nouvelles",
    "hors_sujet": "hors sujet",
    "recapituler": "récapituler",
    "comparer": "comparer («\u00a0et si…\u00a0»)",
    "garder": "garder l'essai",
    "modifier": "modifier une réponse",
    "effacer": "effacer ses données",
    "etre_rappele": "être rappelé",
    "dossier": "parler de son dossier",
    "complimenter": "complimenter",
    "patienter": "demander un instant",
    "revenir_plus_tard": "revenir plus tard",
    "arreter": "arrêter là",
    "repeter": "faire répéter",
    "simplifier": "demander plus simple",
    "en_savoir_plus": "en savoir plus",
    "annuler": "annuler la dernière réponse",
    "revenir": "revenir en arrière",
    "continuer": "demander la suite",
    "autre_poste": "passer à un autre poste",
    "nlu_fallback": "rien de reconnu",
}
_FAMILLES = {"faq": "question", "dossier": "son dossier"}  # the intents that have topics

# What the assistant says to the person, said of the person.
_LEUR_SITUATION = {"entreprise": "une entreprise", "candidat": "un candidat ou une candidate"}


def combien(nombre: int, nom: str) -> str:
    """« 1 fait corrigé », « 3 faits corrigés »."""
    return (
        f"{nombre}{ESPACE}{nom if abs(nombre) < 2 else ' '.join(mot + 's' for mot in nom.split())}"
    )


def nombre(valeur: Any) -> str:
    """« 4 000 », « 22,2 »; words as they are, « — » for nothing."""
    if isinstance(valeur, int | float):
        rond = int(valeur) if float(valeur).is_integer() else round(valeur, _DECIMALES)
        return f"{rond:,}".replace(",", ESPACE).replace(".", ",")
    return "—" if valeur is None else str(valeur)


def insecables(texte: str) -> str:
    """The same sentence with no-break spaces where French wants them."""
    return re.sub(f"«[ {ESPACE}]?", f"«{ESPACE}", re.sub(r" ([:;?!»])", rf"{ESPACE}\1", texte))


def libelle(cle: str) -> str:
    """« la commune du poste »; a key that is not known is said as it is."""
    if cle == "profil":
        return "qui parle"
    return LES_CLES[cle].libelle if cle in LES_CLES else QUESTIONS.get(cle, cle)


def valeur(cle: str, contenu: Any) -> str:
    """A fact in words: « 45 personnes »; « rien » for None, and as it is if it cannot be read."""
    if contenu is None:
        return "rien"
    if cle == "profil":
        return _LEUR_SITUATION.get(contenu, str(contenu))
    if isinstance(contenu, list):
        return " ou ".join(valeur(cle, un) for un in contenu)
    try:
        return valeurs({cle: contenu})[cle]
    except (KeyError, TypeError, ValueError):
        return str(contenu)


def faits(dossier: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The dossier, (label, value in words); the size is silent beside the headcount."""
    return [
        (libelle(cle), valeur(cle, contenu))
        for cle, contenu in dossier.items()
        if not (cle == "taille" and "effectif" in dossier)
    ]


def lieu(lu: Mapping[str, Any]) -> str:
    """A place that may be several: « Saint-Denis (974), Saint-Denis (93) et 3 autres communes »."""
    dites = ", ".join(valeur("commune", commune) for commune in lu["communes"])
    suite = f" et {combien(lu['autres'], 'autre commune')}" if lu["autres"] else ""
    groupe = f"{lu['groupe']}{ESPACE}: " if lu.get("groupe") else ""
    return f"{groupe}{dites}{suite}"


def intention(nom: str) -> str:
    """« question : Le montant » for « faq/montant »: a topic by its title, where it has one."""
    famille, barre, sujet = nom.partition("/")
    if barre:
        connu = propositions().get(nom)
        dit = connu.titre if connu else sujet.replace("_", " ")
        return f"{_FAMILLES.get(famille, famille)}{ESPACE}: {dit}"
    return _INTENTIONS.get(nom, nom)


def duree(secondes: float | None) -> str:
    """« 350 ms », « 12 s », « 3 min 20 s », « 2 h 05 »; « — » for None."""
    if secondes is None:
        return "—"
    if secondes < 1:
        return f"{round(secondes * 1000)}{ESPACE}ms"
    if secondes < 60:
        return f"{round(secondes)}{ESPACE}s"
    minutes, s = divmod(round(secondes), 60)
    if minutes < 60:
        return f"{minutes}{ESPACE}min" + (f"{ESPACE}{s}{ESPACE}s" if s else "")
    return f"{minutes // 60}{ESPACE}h{ESPACE}{minutes % 60:02}"
