"""How often one session or one address may call, over a sliding minute."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable

from bot.channels.erreurs import TropDeDemandes
from vte.reglages import SANS_LIMITE

FENETRE = 60.0  # seconds
# Calls a minute. A person types far less; a school or an office shares one address.
MESSAGES_SESSION, MESSAGES_ADRESSE, SESSIONS_ADRESSE, RECHERCHES_ADRESSE = 30, 240, 60, 240
_MAX_CLES = 20_000


class Limite:
    """At most `combien` calls a minute for each key."""

    def __init__(self, combien: int, horloge: Callable[[], float] = time.monotonic) -> None:
        self._combien, self._horloge = combien, horloge
        self._appels: dict[str, deque[float]] = {}

    def compter(self, cle: str) -> None:
        """Counts one call. Error: TropDeDemandes, with the seconds to wait."""
        if SANS_LIMITE.lire():
            return
        maintenant = self._horloge()
        if len(self._appels) > _MAX_CLES:
            self._oublier(maintenant)
        appels = self._appels.setdefault(cle, deque())
        while appels and appels[0] <= maintenant - FENETRE:
            appels.popleft()
        if len(appels) >= self._combien:
            attente = max(1, math.ceil(appels[0] + FENETRE - maintenant))
            raise TropDeDemandes(
                f"Vous allez trop vite pour moi : réessayez dans {attente} s.",
                {"Retry-After": str(attente)},
            )
        appels.append(maintenant)

    def _oublier(self, maintenant: float) -> None:
        self._appels = {c: a for c, a in self._appels.items() if a and a[-1] > maintenant - FENETRE}
