"""Whether a message says that what is known was wrong: then its value is taken, however unsure."""

from __future__ import annotations

from vte.conversation.entretien import Entretien
from vte.conversation.message import Message
from vte.dossier import question_de
from vte.lecture.correction import se_corrige


def corrige(message: Message, entretien: Entretien, nom: str) -> bool:
    """Whether the value that it gives of this key corrects the one known; a button's does."""
    if message.charge is not None or message.intent == "modifier":
        return True
    if message.lecture.derniere == nom or entretien.a_modifier == question_de(nom):
        return True
    return se_corrige(message.texte)
