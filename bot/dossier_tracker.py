"""A tracker of Rasa's in which no slot holds what the dossier refuses, whoever sets it.

A slot may be set by what Rasa extracts of a message, by the action server, by another process that
writes to the same database. Whatever it was, what stands is read at each turn as a dossier
(CONTRACT, section 1): one value that it refuses would break every turn to come.
"""

from __future__ import annotations

import logging

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from vte.dossier import LES_CLES, Commune, depuis_json
from vte.erreurs import DossierInvalide
from vte.territoires import ouvrir

logger = logging.getLogger(__name__)


class DossierTracker(DialogueStateTracker):
    """What is refused leaves the slot as it was."""

    def update(self, event: Event, domain: Domain | None = None) -> None:
        if isinstance(event, SlotSet) and _is_refused(event):
            # Replaced, not left out: Rasa tells what is stored by how many events there are.
            logger.warning("The dossier refuses this value of the slot %s.", event.key)
            event = SlotSet(event.key, self.get_slot(event.key), event.timestamp, event.metadata)
        super().update(event, domain)

    def settle(self) -> None:
        """Forgets the facts that the dossier refuses together, as a headcount and a size do."""
        while (refused := self._refused()) is not None:
            logger.warning("The dossier refuses the slot %s beside the others.", refused)
            self.update(SlotSet(refused, None))

    def _refused(self) -> str | None:
        known = {key: self.slots[key].value for key in LES_CLES if key in self.slots}
        try:
            depuis_json(known, _commune)
        except DossierInvalide as error:
            return error.champ
        return None


def adopt(tracker: DialogueStateTracker) -> DossierTracker:
    """The same tracker, guarded from now on.

    Rasa makes one by itself for who comes for the first time, and has it saved before anything is
    said; it offers no place to say of which class.
    """
    tracker.__class__ = DossierTracker
    guarded: DossierTracker = tracker
    return guarded


def _is_refused(event: SlotSet) -> bool:
    if event.key not in LES_CLES or event.value is None:
        return False
    try:
        LES_CLES[event.key].valider(event.value, _commune)
    except DossierInvalide:
        return True
    return False


def _commune(code: str) -> Commune | None:
    return ouvrir().commune(code)
