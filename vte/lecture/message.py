"""The one reading of a message."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from vte.lecture.choix import CHOIX, choisir
from vte.lecture.lecture import Lecture
from vte.lecture.lieux import CommuneLue, LieuLu
from vte.lecture.mention import Mention
from vte.lecture.motifs import LONGUEUR_MAX, reperer
from vte.lecture.paroles import lire_un_bouton
from vte.territoires import ouvrir
from vte.texte import aplatir

_COUPURE = re.compile(r"[,;.!]")  # what parts an answer from the question that follows it
# Who speaks is heard in passing: beside it, a bare value is still a correction.
_EN_PASSANT = {"profil"}


def lire(
    texte: str,
    question: str | None = None,
    possibles: Sequence[str] = (),
    derniere: str | None = None,
) -> Lecture:
    """All that `texte` says of a dossier; called once a message.

    `question`: the key that is open, `commune_choix` between the INSEE codes `possibles`;
    `derniere`: the key of the last fact, of which « finalement 60 » is the value when nothing is
    open. Errors: BaseAbsente.
    """
    texte = texte[:LONGUEUR_MAX]
    hors = reperer(texte)
    if question is None:
        return _comme_la_derniere(texte, hors, derniere)
    lue = _en_reponse(texte, hors, question, possibles)
    debut = _debut(texte, question)
    return replace(lue, question=question, hors=hors if hors != lue else None, debut=debut)


def _en_reponse(texte: str, hors: Lecture, question: str, possibles: Sequence[str]) -> Lecture:
    """The reading for which `question` is open; what answers it by itself is not read again."""
    if question == CHOIX and (code := choisir(texte, possibles)):
        return _choisie(code, len(texte))
    if boutons := tuple(lire_un_bouton(aplatir(texte), question)):
        return Lecture(boutons)
    repondue = ("commune" if question == CHOIX else question) in hors.faits
    return hors if repondue else reperer(texte, question)


def _choisie(code: str, longueur: int) -> Lecture:
    fiche = ouvrir().fiche(code)
    assert fiche is not None  # `choisir` knows no other
    commune = CommuneLue(fiche.code, fiche.nom, fiche.departement)
    mention = Mention("commune", commune.valeur, 0, longueur)
    return Lecture((mention,), LieuLu((commune,)), (0, longueur))


def _debut(texte: str, question: str) -> Lecture | None:
    """The first clause as an answer, when it is one and something follows it."""
    premiere, *reste = _COUPURE.split(texte, maxsplit=1)
    lue = reperer(premiere, question) if reste and reste[0] else Lecture()
    return lue if question in lue.faits else None


def _comme_la_derniere(texte: str, hors: Lecture, derniere: str | None) -> Lecture:
    """A message that says nothing by itself may correct the last fact that was said."""
    if derniere is None or hors.lieu is not None or set(hors.faits) - _EN_PASSANT:
        return hors
    lue = reperer(texte, derniere)
    return hors if lue == hors else replace(lue, derniere=derniere, hors=hors)
