"""What may be a STOP is asked: an erasure is never the reading of a doubtful sentence.

The question is kept in the conversation, as any answer is, so that « oui » answers it; its choices
mean the same whenever they are pressed. While staff hold the conversation they read it, instead.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.channels.messengers.common.digests import digest
from bot.channels.messengers.common.incoming import PAYLOAD, Incoming
from vte.mots_d_arret import arrete, doute
from vte.texte import aplatir

ASKED, GOES_ON = "utter_arret_demande", "utter_arret_refuse"  # the responses
STOP, GO_ON = "/tout_arreter", "/ne_rien_arreter"  # the payloads: no turn ever hears them
CHOICES = [
    {"title": "Oui, tout effacer", "payload": STOP},
    {"title": "Non, continuer", "payload": GO_ON},
]
_YES = ("oui", "oui merci", "oui svp", "oui s'il vous plait", "oui stop", "je confirme", "oui oui")
_NO = ("non", "non merci", "non non", "continuer", "continuons", "non continuons", "pas du tout")


def doubtful(text: str) -> bool:
    """Of words that came together: those that are an order by themselves were carried out."""
    return doute(text) or arrete(text)


def confirmed(incoming: Incoming) -> bool:
    """Whether this is the choice that stops all, as a platform hands it back."""
    return incoming.kind == PAYLOAD and incoming.content in (STOP, digest(STOP))


def chosen(text: str, shown: Sequence[dict[str, str]]) -> str | None:
    """The payload that « oui » or « non » choose where that question is the last thing said."""
    if all(choice["payload"] != STOP for choice in shown):
        return None
    said = aplatir(text).strip(" .!,").replace(",", "")
    return STOP if said in _YES else GO_ON if said in _NO else None
