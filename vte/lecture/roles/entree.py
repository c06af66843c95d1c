"""What the encoder is given: the open question, the message's pieces, and its candidates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vte.lecture.candidats import Candidat
from vte.lecture.encodeur import Jeton, Jetons
from vte.lecture.encodeur.jetons import DEBUT, FIN
from vte.lecture.roles.indices import AMBIGU, de_la_valeur

LONGUEUR_MAX = 400  # pieces of a message; a thousand characters make some 280
_CRIE = 8  # letters; a few capitals may be a name that is short: CDI, BTS, LYON
# How the open question is put to the encoder.
QUESTIONS = {
    "profil": "vous êtes ?",
    "commune": "dans quelle commune ?",
    "commune_choix": "laquelle de ces communes ?",
    "effectif": "combien de salariés ?",
    "taille": "quelle taille d'entreprise ?",
    "contrat": "quel contrat ?",
    "duree_mois": "combien de mois ?",
    "date_debut": "début quand ?",
    "niveau_obtenu": "quel diplôme déjà obtenu ?",
    "date_diplome": "diplôme obtenu quand ?",
    "niveau_prepare": "quel diplôme préparé ?",
}


@dataclass(frozen=True)
class Entree:
    """`ids`: the pieces with the marks between them; `places`: (first, last) pieces of each span.

    `corps`: where the message itself begins among the pieces.
    """

    ids: tuple[int, ...]
    corps: int
    places: tuple[tuple[int, int], ...]


def entree(
    jetons: Jetons, texte: str, question: str | None, candidats: Sequence[Candidat]
) -> Entree:
    """The pieces of « <s> question </s> message </s> », and where each candidate is."""
    tete = [DEBUT]
    if question in QUESTIONS:
        tete += [j.id for j in jetons(QUESTIONS[question])] + [FIN]
    pieces = jetons(poser_la_voix(texte))[:LONGUEUR_MAX]
    ids = (*tete, *(j.id for j in pieces), FIN)
    places = tuple(_place(pieces, c, len(tete)) for c in candidats)
    return Entree(ids, len(tete), places)


def poser_la_voix(texte: str) -> str:
    """A text in capitals in lower case, as long: the encoder knows few words in capitals."""
    lettres = [c for c in texte if c.isalpha()]
    if len(lettres) < _CRIE or sum(c.isupper() for c in lettres) < 0.8 * len(lettres):
        return texte
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in texte)


def _place(pieces: Sequence[Jeton], candidat: Candidat, decalage: int) -> tuple[int, int]:
    """The pieces that share a character with the candidate; the last one when it was cut off."""
    dedans = [i for i, p in enumerate(pieces) if p.debut < candidat.fin and p.fin > candidat.debut]
    if not dedans:
        return decalage + len(pieces) - 1, decalage + len(pieces)
    return decalage + dedans[0], decalage + dedans[-1] + 1


def marques(candidat: Candidat, tous: Sequence[Candidat], question: str | None) -> Iterator[str]:
    """The few clues that the words do not say: how it is written, its value, its rank."""
    yield f"n={candidat.nature}"
    yield f"f={candidat.forme}"
    yield f"q={question}"
    yield f"n={candidat.nature}|q={question}"
    yield from (f"i={i}" for i in candidat.indices if i != AMBIGU)
    yield from de_la_valeur(candidat)
    memes = [c for c in tous if c.nature == candidat.nature]
    yield f"rang={min(3, memes.index(candidat))}/{min(4, len(memes))}"
