"""Whether a message says that what is known was wrong: then its value is taken."""

from __future__ import annotations

import re

from vte.conversation.entretien import Entretien
from vte.conversation.message import Message
from vte.dossier import cle_nommee, question_de
from vte.lecture import Mention
from vte.lecture.correction import se_corrige
from vte.texte import aplatir

# A correction says itself that something known was wrong; of what, is right four times in five.
SUR = 0.8
# Where it gives one value and no other, there is nothing else that it could correct.
SEUL = 0.6
_C_EST = re.compile(r"\b(?:c'?\s?est|cest|est (?:de|du|d')|date de)\b")


def corrige(message: Message, entretien: Entretien, nom: str, confiance: float = 1.0) -> bool:
    """Whether the value that it gives of this key corrects the one known; a button's does.

    `confiance`: the probability that it is a value of this key.
    """
    if message.charge is not None or message.intent == "modifier":
        return True
    if nom in (message.lecture.derniere, entretien.a_modifier):
        return True
    if entretien.a_modifier is not None and entretien.a_modifier == question_de(nom):
        return True
    return confiance >= SUR and (se_corrige(message.texte) or _nomme(message.texte, nom))


def _nomme(texte: str, nom: str) -> bool:
    """Whether it says of what it gives the value: « le diplôme, c'est juin 2021 »."""
    nommee = cle_nommee(texte)
    du_diplome = nom == "date_diplome" and nommee == "niveau_obtenu"
    return (nommee == nom or du_diplome) and bool(_C_EST.search(aplatir(texte)))


def redresse(message: Message, entretien: Entretien, mention: Mention) -> bool:
    """Whether a value that is only likely corrects what is known: it is all that is corrected."""
    connue = mention.cle in entretien.faits
    seul = connue and message.lecture.cles_dites == {mention.cle} and mention.confiance >= SEUL
    return seul and se_corrige(message.texte)
