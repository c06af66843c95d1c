"""What the tracker never keeps: personal data, and the answers to the request for a person."""

from __future__ import annotations

from collections.abc import Sequence

from rasa.shared.core.events import Event, SlotSet, UserUttered

from vte.conversation import SLOT
from vte.demandes import PREFIXE
from vte.donnees_personnelles import masquer

# What is kept of an answer to the request for a person (vte/conversation/demande.py).
SECRETS = {
    f"{PREFIXE}nom": "[nom]",
    f"{PREFIXE}coordonnee": "[coordonnées]",
    f"{PREFIXE}sujet": "[sujet]",
    f"{PREFIXE}accord": "[réponse]",
}
PLAIN = 20  # characters: « oui, c'est d'accord » says nothing of anybody


def mask(events: Sequence[Event], since: int) -> None:
    """Masks what people said in the events from `since` on, in place.

    All of an answer to the request for a person, and elsewhere data known by their shape.
    """
    question = _question_after(events[:since])
    for event in events[since:]:
        if isinstance(event, SlotSet) and event.key == SLOT:
            question = _question(event)
        elif isinstance(event, UserUttered) and event.text and not event.text.startswith("/"):
            asked = (event.metadata or {}).get("secret") or question or ""
            _replace(event, _secret(event, asked) or masquer(event.text))


def _secret(event: UserUttered, asked: str) -> str | None:
    """What stands for an answer to this field; None where nothing has to.

    `asked` comes with the message: a session that is over has forgotten its question.
    """
    agreed = event.intent_name in ("affirmer", "nier") and len(str(event.text)) <= PLAIN
    return None if asked.endswith("accord") and agreed else SECRETS.get(asked)


def _question_after(events: Sequence[Event]) -> str | None:
    """The question that was open after these events."""
    last = (e for e in reversed(events) if isinstance(e, SlotSet) and e.key == SLOT)
    return next((_question(event) for event in last), None)


def _question(event: SlotSet) -> str | None:
    question: str | None = (event.value or {}).get("question")
    return question


def _replace(event: UserUttered, text: str) -> None:
    """What was read goes with the words: it may hold them."""
    if text == event.text:
        return
    event.text = text
    event.entities = []
    event.parse_data = {
        **event.parse_data,
        "text": text,
        "entities": [],
        "text_tokens": [],
        "lecture": {},
    }
