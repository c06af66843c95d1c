"""What the assistant has just offered to do: « oui », in any words, takes it.

It is no question of the dossier: without it, « oui » would go on with the recruitment, and who has
just said that everything may be erased would believe that it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from vte.comprehension.hesitation import REPLI
from vte.conversation.demande import ENVOYEE
from vte.conversation.doute import affirme, dit_non
from vte.conversation.etat import Etat
from vte.conversation.message import Message
from vte.conversation.parole import Parole
from vte.texte import aplatir

EFFACEMENT, RIEN_EFFACE = "utter_confirmer_effacement", "utter_rien_efface"
_LONG = 6  # words: « oui, et à Oyonnax pour un CDI de 45 personnes » takes nothing
_FAITES = re.compile(
    r"(?<!\w)(?:va[sz]?[ -]?y|allez[ -]y|faites?[- ]le|go|je confirme|d'? ?accord|dac+)\b"
)


@dataclass(frozen=True)
class Offre:
    """What taking it is: a message of this intent, with what a button would carry."""

    intent: str
    charge: Mapping[str, Any] = field(default_factory=dict)


# By the response that makes the offer.
OFFRES: Mapping[str, Offre] = {
    EFFACEMENT: Offre("effacer", {"certain": True}),
    RIEN_EFFACE: Offre("effacer", {"certain": True}),
    "utter_parler_a_quelqu_un": Offre("etre_rappele"),
}


def faite(paroles: Iterable[Parole]) -> str | None:
    """The offer that this reply makes; a request that was just sent is remembered too."""
    return next((p.reponse for p in paroles if p.reponse in OFFRES or p.reponse == ENVOYEE), None)


def entendre(etat: Etat, message: Message) -> Message:
    """The message, or what it takes or declines of what was offered."""
    offre = OFFRES.get(etat.offre or "")
    if offre is None or message.charge is not None:
        return message
    if _prend(offre, message):
        return replace(message, intent=offre.intent, charge=offre.charge)
    if offre.intent == "effacer" and dit_non(message):
        return replace(message, intent="nier", charge={})
    return message


def rappeler(etat: Etat, message: Message) -> Parole | None:
    """What was not understood is no « oui »: that nothing is erased is said, and asked once."""
    if etat.offre == EFFACEMENT and message.intent == REPLI:
        return Parole(RIEN_EFFACE)
    return None


def _prend(offre: Offre, message: Message) -> bool:
    """« Oui », or the same asked again; never of a message that denies, or says much besides."""
    if dit_non(message) or len(message.texte.split()) > _LONG or message.lecture.faits:
        return False
    redit = offre.intent == "effacer" and message.intent == offre.intent
    return redit or affirme(message) or bool(_FAITES.search(aplatir(message.texte)))
