"""Messages that have an answer of their own, whatever is known: courtesies, FAQ topics."""

from __future__ import annotations

from collections.abc import Mapping

from vte.conversation.message import Message
from vte.conversation.parole import Parole

# Said besides the recruitment: a word back, then the open question again.
COURTOISIES: Mapping[str, str] = {
    "saluer": "utter_saluer",
    "remercier": "utter_remercier",
    "au_revoir": "utter_au_revoir",
    "insulter": "utter_insulter",
    "prendre_des_nouvelles": "utter_prendre_des_nouvelles",
    "parler_a_quelqu_un": "utter_parler_a_quelqu_un",
}
# What has an answer of its own only while nothing is asked: else it may be an answer.
SANS_QUESTION: Mapping[str, str] = {
    "nier": "utter_nier",
    "ne_sait_pas": "utter_ne_sait_pas",
    "hors_sujet": "utter_hors_sujet",
}

# After these, or instead of them, a value in doubt is asked back: the interview is meant to go on.
SUIVIES = {"saluer", "remercier", "prendre_des_nouvelles", "nier", "ne_sait_pas"}


def courtoisie(message: Message, question: str | None) -> Parole | None:
    """The word back to this message; None when it is more than a courtesy."""
    reponse = COURTOISIES.get(message.intent)
    if reponse is None and (question is None or _refuse_un_bouton(message)):
        reponse = SANS_QUESTION.get(message.intent)
    return Parole(reponse) if reponse else None


def _refuse_un_bouton(message: Message) -> bool:
    """« Non, garder » pressed: it answers the button's question, never the open one."""
    return message.intent == "nier" and message.charge is not None


def repondre(message: Message) -> Parole:
    """The answer to a question about the VTE."""
    return Parole(f"utter_{message.sujet}" if message.sujet else "utter_pas_compris")
