"""The name that somebody gives when they are asked for it: « moi c'est Karim », « Mme Durand »."""

from __future__ import annotations

import re

from vte.texte import aplatir

MOTS_MAX = 5  # of a name: « Marie-Claude de La Tour Durand »
_DEVANT = re.compile(
    r"(?:(?:oui|bonjour|alors|euh|bah|ben|donc|ok|d'accord)\W+)*"
    r"(?:(?:je m'?appelle?|je suis|moi c'?est|c'?est|mon nom(?: c'?est| est)?|au nom de|nom)\W+)?"
)
# What a sentence has, and a name has not.
_PHRASE = re.compile(
    r"[?\d@]|\b(?:pourquoi|pk|pq|comment|combien|quoi|quel(?:le)?s?|qui|est-ce|c'est|jai|j'ai|j'"
    r"|je|on|vous|vs|tu|nous|il|elle|ils|pas|rien|veux|voudrais|peux|peut|pouvez|mon|ma|mes|votre"
    r"|vos|obligatoire|oblige|besoin|sais|dire|savoir|nom|mail|numero|telephone|rappel\w*"
    r"|contacte\w*|appele\w*)(?!\w)"
)


def nom_dit(texte: str) -> str | None:
    """The name, without what announces it; None of what is a sentence or a question.

    It is shown to the person by its initials only: a sentence taken for a name would go unseen.
    """
    plat = aplatir(texte)
    devant = _DEVANT.match(plat)
    reste = texte[devant.end() if devant else 0 :].strip(" .,;:!")
    phrase = _PHRASE.search(aplatir(reste)) or len(reste.split()) > MOTS_MAX
    return None if phrase or not re.search(r"[^\W\d_]", reste) else reste
