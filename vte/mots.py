"""Numbers, dates, diplomas and lists as a French sentence writes them."""

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


@lru_cache(maxsize=1 << 12)
def nombre(valeur: int) -> str:
    """4000 -> « 4 000 », with no-break spaces."""
    return f"{valeur:,}".replace(",", ESPACE)


@lru_cache(maxsize=1 << 8)
def euros(valeur: int) -> str:
    """4000 -> « 4 000 € »."""
    return f"{nombre(valeur)}{ESPACE}€"


@lru_cache(maxsize=1 << 12)
def jour(valeur: date) -> str:
    """A date -> « 1er septembre 2021 »."""
    return f"{valeur.day}{'er' if valeur.day == 1 else ''} {MOIS[valeur.month - 1]} {valeur.year}"


def niveau(valeur: int) -> str:
    """A diploma as bac+N -> « un bac+2 », « le bac », « un niveau inférieur au bac »."""
    if valeur < 0:
        return "un niveau inférieur au bac"
    return "le bac" if valeur == 0 else f"un bac+{valeur}"


_DIPLOMES = {
    2: "BTS, DUT",
    3: "licence, BUT",
    4: "maîtrise",
    5: "master, ingénieur",
    8: "doctorat",
}


def diplome(valeur: int) -> str:
    """A diploma as bac+N, with its names -> « un bac+5 (master, ingénieur) »."""
    noms = _DIPLOMES.get(valeur)
    return f"{niveau(valeur)} ({noms})" if noms else niveau(valeur)


def majuscule(texte: str) -> str:
    """The same text, its first letter capital and the others untouched."""
    return texte[:1].upper() + texte[1:]


def minuscule(texte: str) -> str:
    """The same text, its first letter small, unless it begins an acronym: « CDI », « VTE »."""
    return texte if texte[1:2].isupper() else texte[:1].lower() + texte[1:]


def enumerer(morceaux: list[str], mot: str = "et") -> str:
    """« a, b et c »."""
    debut = [", ".join(morceaux[:-1])] if morceaux[:-1] else []
    return f" {mot} ".join([*debut, *morceaux[-1:]])


def de_lieu(nom: str) -> str:
    """« de Vierzon », « d'Oyonnax », « du Creusot », « des Ulis », « de La Rochelle »."""
    for article, contracte in (("Le ", "du "), ("Les ", "des ")):
        if nom.startswith(article):
            return contracte + nom.removeprefix(article)
    return de(nom)


def de(nom: str) -> str:
    """« de contrat », « d'intérim »."""
    return f"d'{nom}" if nom[:1].lower() in "aeiouyéèêh" else f"de {nom}"
