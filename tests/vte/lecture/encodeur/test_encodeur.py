"""The wheel's encoder, computed by ourselves: pieces, their places, the states of the tokens."""

from __future__ import annotations

import numpy as np
import pytest

from vte.lecture.encodeur import Jetons, Reseau, poids_d_origine
from vte.lecture.encodeur.jetons import DEBUT, FIN
from vte.lecture.encodeur.poids import Tableau, en_clair

# Its own engine's vector of « query: how much protein per day », first numbers.
TEXTE = "query: how much protein per day"
PIECES = [41, 1294, 12, 3642, 5045, 21308, 117, 5155]


@pytest.fixture(scope="module")
def jetons() -> Jetons:
    poids = poids_d_origine()
    return Jetons(poids.pieces, poids.inconnue, poids.remplacees)


def test_a_text_is_cut_into_the_pieces_that_the_encoder_was_trained_on(jetons: Jetons):
    assert [j.id for j in jetons(TEXTE)] == PIECES


@pytest.mark.parametrize(
    "texte",
    ["45 salariés à Oyonnax", "  deux  espaces ", "½ an… « oui »", "🙂 ok", "ﬁn", "x" * 300],
)
def test_each_piece_knows_its_place_in_the_text(jetons: Jetons, texte: str):
    pieces = jetons(texte)
    assert all(0 <= p.debut < p.fin <= len(texte) for p in pieces)
    assert [p.debut for p in pieces] == sorted(p.debut for p in pieces)
    couverts = {i for p in pieces for i in range(p.debut, p.fin)}
    assert all(i in couverts for i, c in enumerate(texte) if not c.isspace())


def test_nothing_has_hardly_any_piece(jetons: Jetons):
    assert len(jetons("")) <= 1


def test_sentences_of_like_meaning_are_near(jetons: Jetons):
    reseau = Reseau(poids_d_origine(), [poids_d_origine().couche(i) for i in range(12)])

    def vecteur(texte: str) -> Tableau:
        ids = [DEBUT, *(j.id for j in jetons(f"query: {texte}")), FIN]
        moyenne: Tableau = reseau.etats(ids).mean(axis=0)
        normee: Tableau = moyenne / np.linalg.norm(moyenne)
        return normee

    embauche, recrute, pluie = map(
        vecteur,
        ("nous embauchons un apprenti", "on recrute un alternant", "il pleut sur Nantes"),
    )
    assert embauche @ recrute > embauche @ pluie + 0.03


def test_four_bits_are_read_with_their_scale():
    bloc = np.concatenate(
        [
            np.array([2.0], "<f2").view("u1"),
            np.arange(16, dtype="u1") | (15 - np.arange(16, dtype="u1")) << 4,
        ]
    )
    clair = en_clair(bloc.astype("u1").reshape(1, 18), 32)[0]
    assert clair[0] == (0 - 8) * 2 and clair[15] == (15 - 8) * 2 and clair[16] == (15 - 8) * 2
