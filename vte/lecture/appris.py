"""A message read by candidates and learnt roles (docs/decisions/0015): what `vte lire` says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from vte.lecture.candidats import Candidat, chercher
from vte.lecture.choix import CHOIX
from vte.lecture.decision import PROFIL, Decision, decider
from vte.lecture.lecture import Lecture
from vte.lecture.lieux import LieuLu
from vte.lecture.mention import Mention
from vte.lecture.paroles import lire_un_bouton
from vte.lecture.recrutements import separer
from vte.lecture.roles import lecteur
from vte.texte import aplatir

LONGUEUR_MAX = 1000  # characters; the rest of a message is not read


def lire(texte: str, question: str | None = None) -> Lecture:
    """All that `texte` says of a dossier, by the trained reader.

    `question`: the key that is open, or `commune_choix`. Errors: BaseAbsente, LecteurAbsent.
    """
    texte = texte[:LONGUEUR_MAX]
    if question and (boutons := tuple(lire_un_bouton(aplatir(texte), question))):
        return Lecture(boutons, question=question)
    return replace(_lire(texte, question), question=question)


def _lire(texte: str, question: str | None) -> Lecture:
    question = "commune" if question == CHOIX else question
    candidats = [c for c in chercher(texte, question) if question or not _nu(texte, c)]
    juges, profil = lecteur().juger(texte, question, candidats)
    decision = decider(juges, profil, lecteur().seuils, question)
    mentions = tuple(_placer(decision.faits, len(texte)))
    lieu, place = _lieu(decision)
    separes = separer(texte, juges, {m.cle: m.valeur for m in mentions})
    return Lecture(mentions, lieu, place, doutes=decision.doutes, recrutements=separes)


def _nu(texte: str, candidat: Candidat) -> bool:
    """Whether the message is this number and nothing else: unasked, it counts nobody."""
    reste = texte[: candidat.debut] + texte[candidat.fin :]
    return candidat.nature == "nombre" and not re.search(r"\w", reste)


def _placer(mentions: Iterable[Mention], longueur: int) -> Iterator[Mention]:
    """Who writes is said by the message as a whole."""
    for m in mentions:
        yield replace(m, fin=longueur) if m.cle == PROFIL else m


def _lieu(decision: Decision) -> tuple[LieuLu | None, tuple[int, int] | None]:
    """The place that was taken, certain or to be chosen, and where it is said."""
    nomme = decision.lieu
    return (nomme.lieu, (nomme.debut, nomme.fin)) if nomme else (None, None)
