"""What the tracker never keeps: personal data, and the answers to the request for a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa.shared.core.events import Event, SlotSet, UserUttered

from vte.charge import choisie
from vte.conversation import SLOT
from vte.demandes import PREFIXE
from vte.donnees_personnelles import Masque, masque
from vte.donnees_personnelles.lecture import deplacee

# What is kept of an answer to the request for a person (vte/conversation/demande.py).
SECRETS = {
    f"{PREFIXE}nom": "[nom]",
    f"{PREFIXE}coordonnee": "[coordonnées]",
    f"{PREFIXE}sujet": "[sujet]",
    f"{PREFIXE}accord": "[réponse]",
}
PLAIN = 20  # characters: « oui, c'est d'accord » says nothing of anybody
LECTURE = "lecture"  # where the reading stands in `parse_data` (bot/nlu/lecteur.py)


def mask(events: Sequence[Event], since: int) -> None:
    """Masks what people said in the events from `since` on, in place.

    All of an answer to the request for a person, and elsewhere data known by their shape.
    """
    question = _question_after(events[:since])
    for event in events[since:]:
        if isinstance(event, SlotSet) and event.key == SLOT:
            question = _question(event)
        elif isinstance(event, UserUttered) and event.text:
            asked = (event.metadata or {}).get("secret") or question or ""
            secret = _secret(event, asked)
            _replace(event, masque(event.text) if secret is None else _whole(event.text, secret))


def _secret(event: UserUttered, asked: str) -> str | None:
    """What stands for an answer to this field; None where nothing has to.

    `asked` comes with the message: a session that is over has forgotten its question.
    """
    agreed = event.intent_name in ("affirmer", "nier") and len(str(event.text)) <= PLAIN
    plain = asked.endswith("accord") and agreed
    return None if plain or choisie(str(event.text), event.intent_name) else SECRETS.get(asked)


def _whole(text: str, name: str) -> Masque:
    return Masque(name, (((0, len(text)), name),))


def _question_after(events: Sequence[Event]) -> str | None:
    """The question that was open after these events."""
    last = (e for e in reversed(events) if isinstance(e, SlotSet) and e.key == SLOT)
    return next((_question(event) for event in last), None)


def _question(event: SlotSet) -> str | None:
    question: str | None = (event.value or {}).get("question")
    return question


def _replace(event: UserUttered, masked: Masque) -> None:
    """What was read goes with the words that held it; the rest is moved to where its words are."""
    if not masked.caches:
        return
    event.text = masked.texte
    read: dict[str, Any] = {"text": masked.texte, "text_tokens": []}
    if LECTURE in event.parse_data:
        read[LECTURE] = deplacee(event.parse_data[LECTURE], masked)
    event.entities = _moved(event.entities, masked)
    event.parse_data = {**event.parse_data, **read, "entities": event.entities}


def _moved(entities: Sequence[dict[str, Any]], masked: Masque) -> list[dict[str, Any]]:
    places = [(e, masked.place(e.get("start") or 0, e.get("end") or 0)) for e in entities]
    return [{**e, "start": place[0], "end": place[1]} for e, place in places if place]
