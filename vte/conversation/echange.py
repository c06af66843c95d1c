"""What happens within one turn: the state before, the message, and each dossier judged once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from vte.conversation.entretien import Entretien
from vte.conversation.etat import OUVERT, Etat
from vte.conversation.message import Message
from vte.conversation.parole import Parole
from vte.dossier import Dossier
from vte.lecture import Lecture
from vte.regles import Verdict, evaluer


class Juge:
    """Judges a dossier once, however often it is asked for."""

    def __init__(self) -> None:
        self._rendus: dict[Dossier, Verdict] = {}

    def __call__(self, dossier: Dossier) -> Verdict:
        """Errors: BaseAbsente, BaremeInvalide."""
        if dossier not in self._rendus:
            self._rendus[dossier] = evaluer(dossier)
        return self._rendus[dossier]


@dataclass(frozen=True)
class Echange:
    """`etat`: before the message, its « Et si… » closed; `essai_ouvert`: whether it was open."""

    etat: Etat
    message: Message
    juger: Juge = field(default_factory=Juge)
    essai_ouvert: bool = False

    @property
    def entretien(self) -> Entretien:
        return self.etat.entretien

    @property
    def verdict(self) -> Verdict:
        """Of the dossier before the message."""
        return self.juger(self.entretien.dossier)


def commencer(etat: Etat, message: Message) -> Echange:
    """« Et si… » waits for one message only: the next one states facts again."""
    ouvert = etat.et_si == OUVERT
    return Echange(replace(etat, et_si=None) if ouvert else etat, message, essai_ouvert=ouvert)


@dataclass(frozen=True)
class Ecoute:
    """What a message changes: the state after it, and what it calls for by itself.

    `suivre`: whether the interview goes on (the next question, or the verdict); None: if it was
    open, or has changed. `lecture`: what was read in it; None for a button.
    """

    etat: Etat
    paroles: tuple[Parole, ...] = ()
    compris: bool = True
    suivre: bool | None = None
    lecture: Lecture | None = None
