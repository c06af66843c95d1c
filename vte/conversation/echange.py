"""What happens within one turn: the state before, the message, and each dossier judged once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from vte.conversation.doute import Doute, attend, en_slot
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
    the second time; `en_attente`: what was to be asked back after it.
    """

    etat: Etat
    message: Message
    juger: Juge = field(default_factory=Juge)
    essai_ouvert: bool = False
    doute: Doute | None = None
    redit: bool = False
    en_attente: tuple[Doute, ...] = ()

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
        attendus = (*([self.attend] if self.attend else []), *self.en_attente)
        return prendre(self.etat, self.message, self.juger, attendus)

    @property
    def apporte(self) -> bool:
        """Whether the message says something of the recruitment by itself, sure or not."""
        anciens = {d.cle for d in (self.attend, *self.en_attente) if d}
        neufs = [d for d in self.prise.doutes if d.cle not in anciens]
        return bool(neufs) or self.prise.entretien != self.entretien

    @property
    def rouvert(self) -> Etat:
        """The state with its doubt still open: nothing was said of it, nor of anything else."""
        if self.doute is None:
            return self.etat
        return replace(self.etat, doute=en_slot(self.doute, self.en_attente), redit=self.redit)


def commencer(etat: Etat, message: Message, juger: Juge) -> Echange:
    """« Et si… » waits for one message; a doubt for two, unless one does not know."""
    ouvert = etat.et_si == OUVERT
    doutes = [Doute(cle, valeur) for cle, valeur in (etat.doute or {}).items()]
    doute, en_attente = next(iter(doutes), None), tuple(doutes[1:])
    ferme = replace(etat, et_si=None if ouvert else etat.et_si, doute=None, redit=False)
    return Echange(
        ferme,
        message,
        juger,
        essai_ouvert=ouvert,
        doute=doute,
        redit=etat.redit,
        en_attente=en_attente,
    )


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
