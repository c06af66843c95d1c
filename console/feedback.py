"""What people said of a conversation's answers, each beside the turn that it is about."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from sqlalchemy.exc import SQLAlchemyError

from console.models import Conversation, Tour
from console.projection.feedback import avis_de
from vte.avis import Avis
from vte.suivi import ouvert

logger = logging.getLogger(__name__)


def joindre_les_avis(conversation: Conversation, tours: Sequence[Tour]) -> list[Avis]:
    """Gives each turn its `avis`; those on the verdict are given back.

    A tracker that does not answer hides no conversation: it is told in the log.
    """
    par_evenement: dict[int, list[Avis]] = {}
    du_verdict: list[Avis] = []
    try:
        par_evenement, du_verdict = _lire(conversation)
    except SQLAlchemyError as erreur:
        logger.warning("The feedback could not be read (%s).", type(erreur).__name__)
    for tour in tours:
        tour.avis = par_evenement.get(tour.evenement, [])
    return du_verdict


def _lire(conversation: Conversation) -> tuple[dict[int, list[Avis]], list[Avis]]:
    with ouvert() as moteur:
        return avis_de(moteur, conversation)
