"""Les nombres, en chiffres et en lettres, et ce qu'est un fait lu."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from text_to_num import text2num


@dataclass(frozen=True)
class Mention:
    """Un fait lu : la clé du dossier, sa valeur JSON, et sa place dans le texte.

    `a_l_annee` : une date dont seule l'année est dite ; la valeur en est le premier jour.
    """

    cle: str
    valeur: Any
    debut: int
    fin: int
    a_l_annee: bool = False


_UNITES = (
    "zero|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|"
    "vingts?|trente|quarante|cinquante|soixante|septante|huitante|nonante|cents?|mille"
)
_EN_LETTRES = rf"(?:{_UNITES})(?:(?:\s+et\s+|[\s-]+)(?:{_UNITES})){{0,9}}"
NOMBRE = rf"(?:\d{{1,3}}(?:[ .]\d{{3}})+|\d+|{_EN_LETTRES})(?![\d/])"
# Ce qui peut suivre un nombre donné seul en réponse ; un nom (« deux embauches ») en ferait autre chose.
SUITE_NUE = (
    r"(?=[\s\x00]*(?:$|[^\w\s\x00]|(?:a|au|aux|avec|dans|en|environ|et|exactement|je|max\w*|min\w*|mais|moi|moins|on|ou|pas|peut|plus|pour|"
    r"quand|sans|si|sur|tout|toute|voire|svp|merci|quelque|actuellement|aujourd|maintenant|ici|chez|c)\b))"
)
NOMBRE_NU = re.compile(rf"\b{NOMBRE}\b{SUITE_NUE}")
_ENVIRON = {
    "dizaine": 10,
    "douzaine": 12,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
    "millier": 1000,
}
COLLECTIF = rf"une?\s+(?:petite\s+|bonne\s+|grosse\s+|grande\s+|belle\s+)?(?P<collectif>{'|'.join(_ENVIRON)})"


def entier(nombre: str) -> int | None:
    """« 1 200 », « quarante-cinq », « une quinzaine » -> entier ; None si ce n'en est pas un."""
    serre = re.sub(r"[ .](?=\d{3}\b)", "", nombre.strip())
    if serre == "zero":
        return 0
    if serre.isdigit():
        return int(serre) if len(serre) < 9 else None
    if collectif := re.search("|".join(_ENVIRON), nombre):
        return _ENVIRON[collectif.group()]
    try:
        return int(text2num(re.sub(r"\s+", " ", serre.replace("une", "un")), "fr"))
    except ValueError:
        return None
