"""Marked messages learnt once more: while another question is open, in another year, in bits.

Authors answer what they are asked, and write in the year 2021; people also say something else, and
ask in any year. What says a fact in a sentence says it alone to who asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from zlib import crc32

from vte.lecture.corpus import Marque, Message
from vte.lecture.decision import PROFIL
from vte.lecture.roles.entree import QUESTIONS

UNE_SUR = 4  # messages, of those that can be said so
_MOTS = 4  # of fewer, what was asked decides what they say
_POSEES = [q for q in QUESTIONS if q not in ("profil", "taille", "commune_choix")]
_ANS = range(2, 10)  # later
_AN = re.compile(r"(?<!\d)20[012]\d(?!\d)")
# What does not move with the year: weekdays, feasts, years of two figures.
_FIXE = re.compile(
    r"(?i)(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|p[âa]ques|pentec|ascension"
    r"|\d[/.-]\d\d?[/.-]\d\d(?!\d)|['’]\d\d(?!\d)|week|29 f[ée]v"
)


def rejouer(lus: Iterable[Message]) -> Iterator[Message]:
    """Some of them again, always the same ones; `id` says that it is no message of its own."""
    for m in lus:
        tirage = crc32(m.id.encode())
        if m.question is None and len(m.texte.split()) >= _MOTS and tirage % UNE_SUR == 0:
            question = _POSEES[tirage // UNE_SUR % len(_POSEES)]
            yield replace(m, id=f"{m.id}?", question=question)
        if _est_date(m) and tirage % UNE_SUR == 1:
            yield plus_tard(m, _ANS[tirage // UNE_SUR % len(_ANS)])
        if tirage % (2 * UNE_SUR) == 2:
            yield from bribes(m)
        yield from qui_parle(m)


def _est_date(m: Message) -> bool:
    dates = any(marque.cle.startswith("date") for marque in m.marques) or m.a_venir
    return bool(dates or _AN.search(m.texte)) and not _FIXE.search(m.texte)


def plus_tard(m: Message, ans: int) -> Message:
    """The same, written so many years later: every year from 2000 on moves with the day."""
    marques = tuple(mq._replace(valeur=_decaler(mq, ans)) for mq in m.marques)
    texte = _AN.sub(lambda lu: str(int(lu[0]) + ans), m.texte)
    jour = _date_plus_tard(m.jour, ans)
    return replace(m, id=f"{m.id}+{ans}", texte=texte, marques=marques, jour=jour)


def bribes(m: Message) -> Iterator[Message]:
    """The words of each mark, alone, in answer to the question of its key."""
    for marque in m.marques:
        if marque.cle in _POSEES:
            texte = m.texte[marque.debut : marque.fin]
            seule = marque._replace(debut=0, fin=len(texte))
            cle = marque.cle
            yield Message(f"{m.id}/{cle}", texte, cle, (seule,), m.auteur, "bribe", jour=m.jour)


def qui_parle(m: Message) -> Iterator[Message]:
    """The words that say who writes, alone: « je suis gérante », « mon futur patron »."""
    for marque in m.marques:
        texte = m.texte[marque.debut : marque.fin]
        if marque.cle == PROFIL and len(texte.split()) > 1:
            seule = marque._replace(debut=0, fin=len(texte))
            yield Message(f"{m.id}/{PROFIL}", texte, None, (seule,), m.auteur, "bribe", jour=m.jour)


def _decaler(marque: Marque, ans: int) -> Any:
    return _date_plus_tard(marque.valeur, ans) if marque.cle.startswith("date") else marque.valeur


def _date_plus_tard(jour: str, ans: int) -> str:
    """`YYYY` or `YYYY-MM-DD`."""
    return f"{int(jour[:4]) + ans}{jour[4:]}"
