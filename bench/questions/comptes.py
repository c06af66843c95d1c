"""What was understood of each message, judged: right, offered among two, wrong, refused."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.comprehension.modeles import Comprise
from bench.questions.jeux import HORS, QUESTION, REFUS, Message
from vte.comprehension.hesitation import trancher
from vte.conversation.autrement import detail_de
from vte.conversation.figures import completer
from vte.conversation.parole import Parole
from vte.conversation.textes import Textes
from vte.dossier import Dossier

JUSTE, OFFERT, FAUX, REFUSE = "right", "offered", "wrong", "refused"
_NOMBRE = re.compile(r"\d+(?:[\s\u00a0\u202f]\d{3})*")


@dataclass(frozen=True)
class Jugee:
    """`note`: one of the four; `dits`: what it was taken for, two topics where both are offered."""

    message: Message
    note: str
    dits: tuple[str, ...]


def juger(message: Message, comprise: Comprise) -> Jugee:
    """A question of two close topics is answered by both as buttons: right where one is."""
    intent, deux = trancher(comprise.intent, comprise.sujets)
    dits = deux or (comprise.complet,)
    refuse = intent in REFUS
    if message.fichier == HORS:
        return Jugee(message, JUSTE if refuse else FAUX, dits)
    if refuse:
        return Jugee(message, REFUSE, dits)
    bons = [d for d in dits if message.juste(d)]
    if deux:
        return Jugee(message, OFFERT if bons else FAUX, dits)
    return Jugee(message, JUSTE if bons else FAUX, dits)


def parts(jugees: Iterable[Jugee]) -> dict[str, float]:
    """The share of each note; {} of none."""
    notes = Counter(j.note for j in jugees)
    total = sum(notes.values())
    return {note: notes[note] / total for note in (JUSTE, OFFERT, FAUX, REFUSE)} if total else {}


def de(jugees: Sequence[Jugee], fichier: str) -> list[Jugee]:
    return [j for j in jugees if j.message.fichier == fichier]


def avec_leurs_chiffres(jugees: Sequence[Jugee]) -> tuple[int, int]:
    """(answers that hold every figure they should, answers of a right topic that should hold one).

    Of questions that have an answer in words; what a dossier would add is not counted.
    """
    a_chiffres = [j for j in jugees if j.note == JUSTE and j.message.fichier == QUESTION]
    a_chiffres = [j for j in a_chiffres if "/" in j.dits[0] and _nombres(j.message.attendu)]
    justes = sum(_nombres(j.message.attendu) <= _nombres(_dit(j.dits[0])) for j in a_chiffres)
    return justes, len(a_chiffres)


def _dit(sujet: str) -> str:
    """The answer of a topic, with what « En savoir plus » adds."""
    textes = Textes.du_projet()
    noms = [n for n in (f"utter_{sujet}", detail_de(sujet)) if n in textes.noms]
    dites = completer([Parole(nom) for nom in noms], Dossier())
    return "\n".join(textes.rendre(p.reponse, p.valeurs) for p in dites)


def _nombres(texte: str) -> set[str]:
    """Amounts and thresholds: numbers of two digits or more, years apart."""
    lus = {re.sub(r"\D", "", n) for n in _NOMBRE.findall(texte)}
    return {n for n in lus if len(n) > 1 and not (len(n) == 4 and n.startswith(("201", "202")))}
