"""What happens within one turn: the state before, the message, and each dossier judged once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from vte.conversation.doute import Doute, attend
from vte.conversation.entretien import Entretien
from vte.conversation.etat import OUVERT, Etat
from vte.conversation.message import Message
from vte.conversation.parole import Parole
from vte.conversation.prise import Prise, prendre
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
    """`etat`: before the message, with its « Et si… » and its doubt closed.

    `essai_ouvert`: whether « Et si… » was open; `doute`: what was being asked back, `redit`: for
    the second time.
    """

    etat: Etat
    message: Message
    juger: Juge = field(default_factory=Juge)
    essai_ouvert: bool = False
    doute: Doute | None = None
    redit: bool = False

    @property
    def entretien(self) -> Entretien:
        return self.etat.entretien

    @property
    def verdict(self) -> Verdict:
        """Of the dossier before the message."""
        return self.juger(self.entretien.dossier)

    @property
    def attend(self) -> Doute | None:
        """What was being asked back, while it may be once more."""
        return None if self.redit else attend(self.doute, self.message)

    @cached_property
    def prise(self) -> Prise:
        """Which facts of the message are taken, which one is asked back."""
        return prendre(self.etat, self.message, self.juger, self.attend)


def commencer(etat: Etat, message: Message) -> Echange:
    """« Et si… » waits for one message; a doubt for two, unless one does not know."""
    ouvert = etat.et_si == OUVERT
    doute = next((Doute(cle, valeur) for cle, valeur in (etat.doute or {}).items()), None)
    ferme = replace(etat, et_si=None if ouvert else etat.et_si, doute=None, redit=False)
    return Echange(ferme, message, essai_ouvert=ouvert, doute=doute, redit=etat.redit)


@dataclass(frozen=True)
class Ecoute:
    """What a message changes: the state after it, and what it calls for by itself.

    `suivre`: whether the interview goes on (the next question, or the verdict); None: if it was
    open, or has changed. `lecture`: what was read in it; None for a button. `doute`: what is asked
    back before anything else.
    """

    etat: Etat
    paroles: tuple[Parole, ...] = ()
    compris: bool = True
    suivre: bool | None = None
    lecture: Lecture | None = None
    doute: Doute | None = None
