"""Numbers, dates and choices in French, for explanations."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

ESPACE = "\u00a0"
SEPARATEUR = f"{ESPACE}; "
MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
CONTRATS = {
    "cdi": "CDI",
    "cdd": "CDD",
    "alternance": "contrat en alternance",
    "apprentissage": "contrat d'apprentissage",
    "professionnalisation": "contrat de professionnalisation",
    "stage": "stage",
    "interim": "intérim",
    "vie": "VIE",
    "service_civique": "service civique",
    "independant": "travail indépendant",
    "autre": "autre contrat",
}
TAILLES = {"pme": "PME", "eti": "ETI", "grande": "grande entreprise"}
LES_TAILLES = {"pme": "les PME", "eti": "les ETI", "grande": "les grandes entreprises"}
CRITERES = {
    "periode": "la période",
    "territoire": "le territoire",
    "taille": "la taille de l'entreprise",
    "contrat": "le type de contrat",
    "duree": "la durée du contrat",
    "niveau_obtenu": "le diplôme obtenu",
    "anciennete_diplome": "la date du diplôme",
    "niveau_prepare": "le diplôme préparé",
}


@lru_cache(maxsize=1 << 12)
def nombre(valeur: int) -> str:
    """4000 -> « 4 000 », with no-break spaces."""
    return f"{valeur:,}".replace(",", ESPACE)


@lru_cache(maxsize=1 << 8)
def euros(valeur: int) -> str:
    return f"{nombre(valeur)}{ESPACE}€"


@lru_cache(maxsize=1 << 12)
def jour(valeur: date) -> str:
    """date -> « 1er septembre 2021 »."""
    return f"{valeur.day}{'er' if valeur.day == 1 else ''} {MOIS[valeur.month - 1]} {valeur.year}"


@lru_cache(maxsize=1 << 4)
def niveau(valeur: int) -> str:
    """bac+N -> « un bac+3 », « le bac »."""
    if valeur < 0:
        return "un niveau inférieur au bac"
    return "le bac" if valeur == 0 else f"un bac+{valeur}"


def majuscule(texte: str) -> str:
    return texte[:1].upper() + texte[1:]


def enumerer(morceaux: list[str], mot: str = "et") -> str:
    """« a, b et c »."""
    return f" {mot} ".join([*([", ".join(morceaux[:-1])] if morceaux[:-1] else []), *morceaux[-1:]])


def de(nom: str) -> str:
    """« de contrat », « d'intérim »."""
    return f"d'{nom}" if nom[:1].lower() in "aeiouyéèêh" else f"de {nom}"
