"""From the events of a person to conversations. Pure: the same events, always the same reading.

What each kind of event means is in meaning.py.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator

from console.projection.meaning import MEANINGS, Session
from console.projection.records import ConversationLue
from console.projection.source import Evenement

OUVERTURE = "action_session_start"
logger = logging.getLogger(__name__)


def conversations(evenements: Iterable[Evenement]) -> Iterator[ConversationLue]:
    """The conversations of one person, oldest first; a session without a word is none.

    One that cannot be read, whatever people made Rasa store, is set aside (`illisible`).
    """
    for session in _sessions(evenements):
        lue = _lire_ou_ecarter(session)
        if lue.tours or lue.illisible:
            yield lue


def _sessions(evenements: Iterable[Evenement]) -> Iterator[list[Evenement]]:
    """Cut where Rasa opens a session: at `action_session_start`.

    Its greeting comes before the `session_started` event.
    """
    courante: list[Evenement] = []
    ouverte = False
    for e in evenements:
        ouvre = e.type == "action" and e.nom == OUVERTURE
        if courante and (ouvre or (e.type == "session_started" and ouverte)):
            yield courante
            courante, ouverte = [], False
        ouverte = ouverte or e.type in ("session_started", "user")
        courante.append(e)
    if courante:
        yield courante


def _lire_ou_ecarter(evenements: list[Evenement]) -> ConversationLue:
    try:
        return _lire(evenements)
    except Exception as erreur:  # whatever it is: the others must be read
        premier, dernier = evenements[0], evenements[-1]
        # The kind alone: what the error says may quote what was said.
        logger.warning(
            "The conversation that begins at the event %d cannot be read (%s): it is set aside.",
            premier.id,
            type(erreur).__name__,
        )
        lue = ConversationLue(
            premier.personne, premier.id, premier.le, dernier=dernier.id, fin=dernier.le
        )
        return lue.ecartee()


def _lire(evenements: list[Evenement]) -> ConversationLue:
    session = Session(evenements[0])
    for e in evenements:
        if comprendre := MEANINGS.get(e.type):
            comprendre(session, e)
        session.lue.dernier = e.id
        if session.tour:
            session.tour.dernier = e.id
    return session.finir()
