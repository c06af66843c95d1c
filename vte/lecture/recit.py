"""Who tells a recruitment of the past speaks of it in the imperfect: « on était 52, il préparait ».

The reader learnt that such a past is not the recruitment that is meant: alone, « on était 52 » says
nothing. In the middle of a conversation about a hire that was made it is the answer; so the message
is read once more as if it were told in the present, and what that adds is likely.
"""

from __future__ import annotations

import re

from vte.texte import aplatir

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
}
# « On était 12 avant, maintenant 30 »: told against a present, the past is the past.
_MAINTENANT = re.compile(
    r"\b(?:maintenant|aujourd'hui|desormais|a present|depuis (?:on|il|elle|nous)|actuellement"
    r"|n'est plus|ne sont plus|ne sommes plus)\b"
)
_PASSE = re.compile(rf"\b(?:{'|'.join(_PRESENT)})\b")


def au_present(texte: str) -> str | None:
    """The text as if told in the present, place for place; None where nothing is told in the past.

    « j'étais » is « j'suis  » then: only readers see it.
    """
    plat = aplatir(texte)
    if len(plat) != len(texte) or not _PASSE.search(plat) or _MAINTENANT.search(plat):
        return None
    morceaux, fin = [], 0
    for trouve in _PASSE.finditer(plat):
        verbe = _PRESENT[trouve[0]]
        morceaux += [texte[fin : trouve.start()], verbe.ljust(len(trouve[0]))]
        fin = trouve.end()
    return "".join([*morceaux, texte[fin:]])
