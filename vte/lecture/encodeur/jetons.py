"""The encoder's own words: pieces of SentencePiece's unigram model, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

_ESPACE = "\u2581"  # the mark of a space in the pieces
_LONGUEUR_MAX = 16  # characters of a piece; longer ones are rare words that shorter ones make up
INCONNU = 3
DEBUT, FIN = 0, 2


class Jeton(NamedTuple):
    """The id of a piece, and the characters of the text that it stands for."""

    id: int
    debut: int
    fin: int


class Jetons:
    """Cuts a text into the pieces that are likeliest together (Viterbi)."""

    def __init__(
        self,
        pieces: Mapping[str, tuple[int, float]],
        inconnue: float,
        remplacees: Mapping[str, str],
    ) -> None:
        self._pieces, self._inconnue, self._remplacees = pieces, inconnue, remplacees

    def __call__(self, texte: str) -> list[Jeton]:
        """The pieces of `texte` from left to right; spaces belong to the piece that follows."""
        lettres, places = self._normaliser(texte)
        return [
            Jeton(i, places[debut], places[fin - 1] + 1)
            for i, debut, fin in self._chemin("".join(lettres))
        ]

    def _normaliser(self, texte: str) -> tuple[list[str], list[int]]:
        """The characters that the pieces are made of, and the place of each in the text."""
        lettres, places = [_ESPACE], [0]
        for place, caractere in enumerate(texte):
            for lettre in self._remplacees.get(caractere, caractere):
                if lettre != " ":
                    lettres.append(lettre)
                    places.append(place)
                elif lettres[-1] != _ESPACE:
                    lettres.append(_ESPACE)
                    places.append(place)
        return lettres, places

    def _chemin(self, lettres: str) -> list[tuple[int, int, int]]:
        longueur = len(lettres)
        notes = [0.0] + [-1e30] * longueur
        arrives: list[tuple[int, int]] = [(INCONNU, 0)] * (longueur + 1)
        pieces, inconnue = self._pieces, self._inconnue
        for debut in range(longueur):
            note = notes[debut]
            for fin in range(debut + 1, min(longueur, debut + _LONGUEUR_MAX) + 1):
                piece = pieces.get(lettres[debut:fin])
                if piece is not None and note + piece[1] > notes[fin]:
                    notes[fin], arrives[fin] = note + piece[1], (piece[0], debut)
            if note + inconnue > notes[debut + 1]:
                notes[debut + 1], arrives[debut + 1] = note + inconnue, (INCONNU, debut)
        return _remonter(arrives, longueur)


def _remonter(arrives: list[tuple[int, int]], longueur: int) -> list[tuple[int, int, int]]:
    trouves, fin = [], longueur
    while fin > 0:
        identifiant, debut = arrives[fin]
        trouves.append((identifiant, debut, fin))
        fin = debut
    return trouves[::-1]
