"""The encoder tuned on kinds of messages, and its mixture with the linear model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from vte.comprehension import encoder as module
from vte.comprehension.encoder import EncoderMissing, encoder
from vte.comprehension.mixture import SURE, Mixture
from vte.contenu import NLU, exemples


class Counting:
    """An encoder that says the same of all, and counts."""

    intents = ("saluer", "faq/montant")

    def __init__(self) -> None:
        self.read = 0

    def __call__(self, text: str) -> np.ndarray:
        self.read += 1
        return np.log(np.array([0.1, 0.9]))


def test_it_has_learnt_every_intent_of_the_training_data():
    assert set(encoder().intents) == {intent for _, intent in exemples(NLU)}


def test_it_gives_a_probability_to_each():
    logs = encoder()("bonjour, combien touche l'entreprise ?")
    assert logs.shape == (len(encoder().intents),)
    assert np.exp(logs).sum() == pytest.approx(1, abs=1e-4)


def test_an_empty_text_is_read_too():
    assert np.isfinite(encoder()("")).all()


def test_it_does_not_run_where_the_linear_model_is_sure():
    counting = Counting()
    mixture = Mixture(["faq/montant", "saluer"], counting)  # type: ignore[arg-type]
    mixture("…", np.log(np.array([1 - SURE, SURE]) - 1e-9))
    sure = np.log(np.array([SURE + 0.001, 1 - SURE - 0.001]))
    counting.read = 0
    assert mixture("…", sure) is sure and counting.read == 0


def test_where_it_hesitates_both_are_heard():
    mixture = Mixture(["faq/montant", "saluer"], Counting())  # type: ignore[arg-type]
    mixed = np.exp(mixture("…", np.log(np.array([0.5, 0.5]))))
    assert mixed[0] > 0.8 and mixed.sum() == pytest.approx(1)


def test_an_intent_that_it_has_not_learnt_is_left_to_the_linear_model():
    mixture = Mixture(["nouveau", "saluer"], Counting())  # type: ignore[arg-type]
    assert np.isfinite(mixture("…", np.log(np.array([0.6, 0.4])))).all()


def test_without_its_weights_one_is_told_the_command(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr(module, "TUNED", tmp_path / "absent.npz")
    encoder.cache_clear()
    with pytest.raises(EncoderMissing, match="make affiner-intents"):
        encoder()
    encoder.cache_clear()
