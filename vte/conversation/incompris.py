"""What is said of a message that was not understood, or of an answer that could not be read."""

from __future__ import annotations

from collections.abc import Iterator

from vte.comprehension.asked import asks
from vte.comprehension.hesitation import REPLI
from vte.comprehension.sujets import propositions
from vte.conversation.message import Message
from vte.conversation.parole import Bouton, Parole

# How the responses begin that say so: a turn in which one of these spoke was not understood.
PAS_COMPRIS = (
    "utter_hors_sujet",
    "utter_pas_compris",
    "utter_ask_affirmation",
    "utter_ask_rephrase",
    "utter_langue_",  # and the language
)
EXPLIQUER, LAISSER = 2, 3  # failures in a row
PROPOSITIONS = 3  # buttons


def sans_question(message: Message, echecs: int) -> Parole:
    """In two stages: what it may have meant, then how to say it otherwise; then a person."""
    boutons = _propositions(message)
    if echecs == 1 and boutons:
        return Parole("utter_ask_affirmation", boutons=boutons)
    return Parole("utter_ask_rephrase" if echecs <= EXPLIQUER else "utter_pas_compris")


def dire_pas_compris(question: str | None, echecs: int, message: Message) -> Iterator[Parole]:
    """`question`: the one that is open; `echecs`: failures in a row, this one included.

    Who asks something instead of answering is told what it may have been, not what an answer is.
    """
    boutons = _propositions(message) if asks(message.texte) else ()
    if question is None:
        yield Parole("utter_pas_compris")
    elif echecs < EXPLIQUER and message.intent == REPLI and boutons:
        yield Parole("utter_ask_affirmation", boutons=boutons)
    elif echecs >= LAISSER:
        yield Parole("utter_pas_compris_laisser")
    elif echecs == EXPLIQUER:
        yield Parole("utter_pas_compris_encore")
        yield Parole(f"utter_explique_{question}")
    else:
        hors_sujet = message.intent == "hors_sujet"
        yield Parole("utter_hors_sujet" if hors_sujet else f"utter_pas_compris_{question}")


def repose(echecs: int) -> bool:
    """Whether the question is put again; after the third failure it may be left instead."""
    return echecs < LAISSER


def _propositions(message: Message) -> tuple[Bouton, ...]:
    connues = propositions()
    trouvees = [connues[nom] for nom in message.sens if nom in connues]
    return tuple(Bouton(p.titre, p.payload) for p in trouvees[:PROPOSITIONS])
