"""A value that was asked back and that the person lets stand: they go on, and say nothing of it.

Whoever was asked « Roanne : c'est la commune du poste ? » and goes on to the next thing agrees: of
the values asked back three in four are right, and the wrong ones get a « non ». What is so taken
is said aloud; what would replace a known fact, or refuse, is asked twice before.
"""

from __future__ import annotations

import re

from vte.conversation.doute import NE_SAIT_PAS, Doute, contre_quoi, dit_oui
from vte.conversation.echange import Echange
from vte.conversation.entretien import Entretien, admettre
from vte.conversation.message import Message
from vte.conversation.parole import Parole
from vte.dossier import dire
from vte.texte import aplatir

# What goes on: a question, a courtesy, the wish for what comes next.
_POURSUIT = {
    "faq",
    "dossier",
    "remercier",
    "complimenter",
    "au_revoir",
    "continuer",
    "comparer",
    "demander_aides",
    "autre_poste",
}
# What may be of the value itself: « mais non », « c'est pas là », « faux ».
_CONTRE = re.compile(r"\b(?:non|nan|pas|faux|fausse|erreur|jamais|ni)\b")


def consent(echange: Echange) -> bool:
    """Whether the message lets stand what was asked back. Errors: BaseAbsente, BaremeInvalide."""
    doute, message = echange.doute, echange.message
    if doute is None or message.charge is not None or message.intent == NE_SAIT_PAS:
        return False
    if dit_oui(message):  # with a reserve, else it was an answer
        return False
    return _poursuit(doute, message) and (echange.redit or not _grave(doute, echange))


def _grave(doute: Doute, echange: Echange) -> bool:
    """Whether it would replace what is known, or refuse what was not refused."""
    avant = echange.entretien
    if any(cle in avant.faits for cle in contre_quoi(doute, avant)):
        return True
    apres = admettre(avant, doute.cle, doute.valeur)
    return echange.juger(apres.dossier).refuse and not echange.verdict.refuse


def _poursuit(doute: Doute, message: Message) -> bool:
    if message.intent in _POURSUIT or message.hesite:
        return True
    if message.intent != "informer" or _CONTRE.search(aplatir(message.texte)):
        return False
    autres = message.lecture.cles_dites
    return bool(autres) and doute.cle not in autres


def retenir(doute: Doute, apres: Entretien) -> Parole:
    """« Je retiens : … »; `apres`: with the value taken."""
    return Parole("utter_doute_retenu", {"faits": dire({doute.cle: apres.faits[doute.cle]})})
