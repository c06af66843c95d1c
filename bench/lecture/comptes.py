"""What a reader made of messages, counted: right, false, asked back, facts."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from vte.lecture.corpus import Message
from vte.lecture.decision import Decision
from vte.lecture.roles.seuils import Jugee, erreurs

OUVERTURE = "simple"  # the genre of plain openings


@dataclass(frozen=True)
class Dite:
    """What was decided of a message; `jugee`: the probabilities that it was decided from."""

    message: Message
    decision: Decision
    jugee: Jugee | None = None

    @property
    def manquees(self) -> set[str]:
        """The keys that are missing or wrong."""
        return erreurs(self.message, self.decision)[0]

    @property
    def fausses(self) -> set[str]:
        """The keys that are wrong, or were not said."""
        return erreurs(self.message, self.decision)[1]

    @property
    def demandees(self) -> set[str]:
        return {m.cle for m in self.decision.doutes}


@dataclass(frozen=True)
class Bilan:
    """Numbers of messages: all right and none false, with a false fact, asked back; of facts."""

    messages: int
    justes: int
    avec_faux: int
    demandes: int
    dits: int
    lus: int

    def part(self, champ: str) -> float:
        """The share of the messages; of the facts said, for `lus`. Of nothing: no number."""
        total = self.dits if champ == "lus" else self.messages
        return float(getattr(self, champ) / total) if total else float("nan")


def bilan(dites: Iterable[Dite]) -> Bilan:
    justes = avec_faux = demandes = dits = lus = messages = 0
    for d in dites:
        manquees, fausses = erreurs(d.message, d.decision)
        messages += 1
        justes += not manquees and not fausses
        avec_faux += bool(fausses)
        demandes += bool(d.decision.doutes)
        dits += len(d.message.faits)
        lus += len(d.message.faits) - len(manquees)
    return Bilan(messages, justes, avec_faux, demandes, dits, lus)


def part(valeur: float) -> str:
    """A share as it is shown; a dash for no number."""
    return "-" if math.isnan(valeur) else f"{valeur:.1%}"


def ouvertures(dites: Iterable[Dite]) -> list[Dite]:
    """Plain openings."""
    return [d for d in dites if d.message.genre == OUVERTURE]


def sans_fait(dites: Iterable[Dite]) -> list[Dite]:
    """Messages that state nothing."""
    return [d for d in dites if not d.message.marques]
