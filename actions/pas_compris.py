"""What is said when an answer could not be read: what would be, then why it is asked, then a way out."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

EXPLIQUER, LAISSER = 2, 3  # failures in a row


def dire_pas_compris(
    dispatcher: CollectingDispatcher, question: str | None, echecs: int, intent: str
) -> None:
    """`question`: the one that is open; `echecs`: failures in a row, this one included."""
    if question is None:
        dispatcher.utter_message(response="utter_pas_compris")
    elif echecs >= LAISSER:
        dispatcher.utter_message(response="utter_pas_compris_laisser")
    elif echecs == EXPLIQUER:
        dispatcher.utter_message(response="utter_pas_compris_encore")
        dispatcher.utter_message(response=f"utter_explique_{question}")
    else:
        dispatcher.utter_message(
            response="utter_hors_sujet"
            if intent == "hors_sujet"
            else f"utter_pas_compris_{question}"
        )


def demande_encore(echecs: int) -> bool:
    """Whether the question is put again after this failure; the third one offers to leave it instead."""
    return echecs < LAISSER
