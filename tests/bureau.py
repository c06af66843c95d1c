"""A manager of the staff, who closes the assistant or tells everybody something."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from bot.channels.shared.announcements import FRESH
from vte import journal
from vte.annonces import ANNONCE, FERMETURE, Annonces


class Bureau:
    """The manager's gestures; each is known to the servers once it returns."""

    def __init__(self) -> None:
        self._annonces = Annonces(journal.ouvrir())

    def publier(self, sorte: str, texte: str) -> str:
        dite = self._annonces.publier(sorte, texte, datetime.now(UTC) + timedelta(1), "ines").dite
        time.sleep(FRESH + 0.2)
        return dite

    def retirer(self, sorte: str) -> None:
        self._annonces.retirer(sorte)
        time.sleep(FRESH + 0.2)

    def tout_retirer(self) -> None:
        for sorte in (ANNONCE, FERMETURE):
            self._annonces.retirer(sorte)
        time.sleep(FRESH + 0.2)
