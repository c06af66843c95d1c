"""Workers that change one by one, while the others serve.

Each is asked to start again; it ends its turns, leaves, and whoever keeps it alive (systemd, an
orchestrator, the launcher) starts it with what is to be served now. The next one is asked once it
is back.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy.engine import Engine

from vte import ouvriers
from vte.erreurs import ErreurVTE
from vte.ouvriers import Ouvrier

LOOK_EVERY = 0.5  # seconds
BACK_SECONDS = 180.0  # for a worker to be back: a start takes far less


class OuvrierAbsent(ErreurVTE):
    """A worker that was asked to start again is not back: the others serve as before."""

    code = "ouvrier_absent"


@dataclass(frozen=True)
class Roulement:
    """`served`: whether a worker serves what it should; `sleep`, `clock`: seconds."""

    engine: Engine
    served: Callable[[Ouvrier], bool]
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic

    def run(self) -> Iterator[str]:
        """The id of each worker that changed, as it is back, until none is left to change.

        Looked for anew after each: one that said nothing for a while may live again meanwhile.
        Error: OuvrierAbsent, where one does not come back, and where none lives.
        """
        if not self._alive():
            raise OuvrierAbsent(
                "Aucun ouvrier ne vit dans la base de VTE_SUIVI\u00a0: rien n'a été relancé."
                " Vérifiez que ce réglage est celui des ouvriers\u00a0; s'ils sont arrêtés, ils"
                " serviront ce modèle quand ils démarreront (--sans-relancer ne les cherche pas)."
            )
        while left := [w.id for w in self._alive() if not self.served(w)]:
            self._change(left[0])
            yield left[0]

    def _change(self, identifier: str) -> None:
        with self.engine.begin() as link:
            ouvriers.demander_de_repartir(link, identifier)
        limit = self.clock() + BACK_SECONDS
        while not any(w.id == identifier and self.served(w) for w in self._alive()):
            if self.clock() > limit:
                raise OuvrierAbsent(
                    f"L'ouvrier {identifier} n'est pas revenu en {BACK_SECONDS:.0f}\u00a0s\u00a0: "
                    "les autres servent comme avant. Regardez son journal, puis recommencez."
                )
            self.sleep(LOOK_EVERY)

    def _alive(self) -> list[Ouvrier]:
        with self.engine.connect() as link:
            return [worker for worker in ouvriers.tous(link) if worker.vivant]
