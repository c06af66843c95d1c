"""Numbers, in figures and in words."""

from __future__ import annotations

import re

from text_to_num.transforms import text2num

_UNITES = (
    "zero|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|"
    "quinze|seize|"
    "vingts?|trente|quarante|cinquante|soixante|septante|huitante|nonante|cents?|mille"
)
_EN_LETTRES = rf"(?:{_UNITES})(?:(?:\s+et\s+|[\s-]+)(?:{_UNITES})){{0,9}}"
NOMBRE = rf"(?:\d{{1,3}}(?:[ .]\d{{3}})+|\d+|{_EN_LETTRES})(?![\d/])"
# What may follow a number given alone; a noun (« deux embauches ») makes it something else.
SUITE_NUE = (
    r"(?=[\s\x00]*(?:$|[^\w\s\x00]|(?:a|au|aux|avec|dans|en|environ|et|exactement|je|max\w*|"
    r"min\w*|mais|moi|moins|on|ou|pas|peut|plus|pour|"
    r"quand|sans|si|sur|tout|toute|voire|svp|merci|quelque|actuellement|aujourd|maintenant|"
    r"ici|chez|c)\b))"
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
COLLECTIF = (
    rf"une?\s+(?:petite\s+|bonne\s+|grosse\s+|grande\s+|"
    rf"belle\s+)?(?P<collectif>{'|'.join(_ENVIRON)})"
)


def entier(nombre: str) -> int | None:
    """« 1 200 », « quarante-cinq », « une quinzaine » -> an integer; None when it is none."""
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
