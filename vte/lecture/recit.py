"""Who tells a recruitment of the past speaks of it in the imperfect: « on était 52, il préparait ».

The reader learnt that such a past is not the recruitment that is meant: alone, « on était 52 » says
nothing. In the middle of a conversation about a hire that was made it is the answer; so the message
is read once more as if it were told in the present, and what that adds is likely.
"""

from __future__ import annotations

import re

from vte.texte import aplatir, remplacer

# Same length or shorter: what is found stands at the same place in the text.
_PRESENT = {
    "etais": "suis",
    "etait": "est",
    "etions": "sommes",
    "etaient": "sont",
    "avais": "ai",
    "avait": "a",
    "avions": "avons",
    "avaient": "ont",
    "preparais": "prepare",
    "preparait": "prepare",
    "preparaient": "preparent",
    "suivais": "suis",
    "suivait": "suit",
    "faisais": "fais",
    "faisait": "fait",
    "commencais": "commence",
    "commencait": "commence",
    "comptait": "compte",
    "comptions": "comptons",
    "employait": "emploie",
    "employions": "employons",
    "travaillais": "travaille",
    "travaillait": "travaille",
    "bossais": "bosse",
    "bossait": "bosse",
    "durait": "dure",
    "entrait": "entre",
    "demarrait": "demarre",
    "ai eu": "ai",
    "a eu": "a",
    "avons eu": "avons",
    "ai ete": "suis",
    "a ete": "est",
    "ai pris": "prends",
    "a pris": "prend",
    "avons pris": "prenons",
    "ai embauche": "embauche",
    "a embauche": "embauche",
    "avons embauche": "embauchons",
    "ai recrute": "recrute",
    "a recrute": "recrute",
    "avons recrute": "recrutons",
    "ai signe": "signe",
    "a signe": "signe",
}
# « On était 12 avant, maintenant 30 »: told against a present, the past is the past.
_MAINTENANT = re.compile(
    r"\b(?:maintenant|aujourd'hui|desormais|a present|depuis (?:on|il|elle|nous)|actuellement"
    r"|n'est plus|ne sont plus|ne sommes plus)\b"
)
# « J'ai fait un contrat pro » tells a contract, « j'ai fait une licence » a diploma that is held.
_FAIT = {"ai fait": "fais", "a fait": "fait", "avons fait": "faisons"}
_UN_CONTRAT = r"(?= (?:une?|mon|son|des) (?:contrat|apprentissage|alternance|cdd|cdi|stage))"
_DIRE = _PRESENT | _FAIT
_PASSE = re.compile(rf"\b(?:(?:{'|'.join(_PRESENT)})\b|(?:{'|'.join(_FAIT)}){_UN_CONTRAT})")
# When it was, told beside it: « il y a 4 ans », « à l'époque ».
_QUAND = re.compile(
    r"\b(?:il )?y a (?:\w+ ){1,2}(?:ans?|annees?|mois)\b|\ba (?:cette|l')\s?(?:epoque|date)\b"
)
# What is asked of that past: then it is the recruitment that is meant.
_AIDE = re.compile(
    r"\b(?:vte|aides?|primes?|droit|eligib\w*|concern\w*|touche[rs]?|rate|loupe|4\s?000|1\s?200)\b"
)


def au_present(texte: str) -> str | None:
    """The text as if told in the present, place for place; None where nothing is told in the past.

    « j'étais » is « j'suis  » then: only readers see it.
    """
    plat = aplatir(texte)
    if len(plat) != len(texte) or not _PASSE.search(plat) or _MAINTENANT.search(plat):
        return None
    sans_le_temps = remplacer(texte, ((m.span(), " " * len(m[0])) for m in _QUAND.finditer(plat)))
    verbes = ((m.span(), _DIRE[m[0]].ljust(len(m[0]))) for m in _PASSE.finditer(plat))
    return remplacer(sans_le_temps, verbes)


def demande_l_aide(texte: str) -> bool:
    """Whether an aid is asked about: in the past, it is of the recruitment that is told."""
    return bool(_AIDE.search(aplatir(texte)))
