"""An answer that is read as another key's: the day of signing as the first day of the contract."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from vte.dossier import LES_CLES, SIGNATURE
from vte.lecture.candidats import chercher
from vte.lecture.lecture import Lecture
from vte.lecture.mention import Mention, se_touchent
from vte.texte import aplatir

_SIGNE = re.compile(r"\b(?:sign|conclu|paraph)\w*")
_COMMENCE = re.compile(
    r"\b(?:commenc|debut|demarr|embauch|entre en poste|prise? de poste|pris (?:mon|son|le) poste"
    r"|arriv|a partir|des l)\w*"
)
Lire = Callable[[str | None], Lecture]  # the open question -> the reading of the message


def lue_comme(question: str) -> str | None:
    """The key as whose value an answer to `question` is read; None: as its own."""
    return LES_CLES[question].lue_comme if question in LES_CLES else None


def lire_comme(texte: str, question: str, lire: Lire) -> Lecture:
    """The reading of an answer to `question`.

    A date that the message says the contract begins on stays its first day; the one after « signé »
    is the answer.
    """
    dite = _signee(texte, question)
    if dite is None and not _COMMENCE.search(aplatir(texte)):
        return _renommee(lire(lue_comme(question)), question)
    lue = replace(lire(None), question=question)
    if dite is None:
        return lue
    reste = _sans(lue, dite)
    return replace(reste, mentions=(*reste.mentions, dite))


def signature(texte: str, lue: Lecture) -> Lecture | None:
    """The reading of a message out of the blue once the first day is known; None: signs nothing.

    « On signe le 5 juillet » is then of the signing: asked back, for it answers no question. So it
    is while the first day is asked, unless the message says when the contract begins too.
    """
    dite = _signee(texte, SIGNATURE)
    if dite is None or (lue.question and _COMMENCE.search(aplatir(texte))):
        return None
    reste = _sans(lue, dite)
    return replace(reste, doutes=(dite, *reste.doutes))


def _sans(lue: Lecture, dite: Mention) -> Lecture:
    """The same reading, in which the words of `dite` say nothing else."""

    def ailleurs(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        return tuple(m for m in mentions if not se_touchent(m, dite))

    return replace(lue, mentions=ailleurs(lue.mentions), doutes=ailleurs(lue.doutes))


def _signee(texte: str, question: str) -> Mention | None:
    """The first date after « signé », as the answer."""
    verbe = _SIGNE.search(aplatir(texte))
    if verbe is None:
        return None
    comme = str(lue_comme(question))
    dates = [c for c in chercher(texte, comme) if comme in c.valeurs and c.debut >= verbe.end()]
    if not dates:
        return None
    premiere = min(dates, key=lambda c: (c.debut, -c.fin))
    if _COMMENCE.search(aplatir(texte)[verbe.end() : premiere.debut]):
        return None  # « j'ai signé, mais j'ai pris mon poste le 9 janvier »
    return Mention(question, premiere.valeurs[comme], premiere.debut, premiere.fin, confiance=0.9)


def _renommee(lue: Lecture, question: str) -> Lecture:
    comme = lue_comme(question)

    def renommees(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        return tuple(replace(m, cle=question) if m.cle == comme else m for m in mentions)

    return replace(
        lue,
        mentions=renommees(lue.mentions),
        doutes=renommees(lue.doutes),
        supposes=renommees(lue.supposes),
        question=question,
        derniere=question if lue.derniere == comme else lue.derniere,
    )
