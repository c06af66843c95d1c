"""What is stored of the linear model gives, read again, the margins that were learnt."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from vte.comprehension import storage
from vte.comprehension.features import describe
from vte.comprehension.margins import Margins
from vte.comprehension.training import pipeline
from vte.tokens import tokens

PHRASES = ["bonjour à vous", "merci beaucoup", "quel est le montant", "au revoir, l'ami"]
LUES = [*PHRASES, "merci pour le montant", "xyz", "", "ÉÀ 漢字 \u202e"]


def _decrite(texte: str) -> str:
    return describe(texte, tokens(texte), (), {})


@pytest.mark.parametrize("intents", [["a", "b", "c", "d"], ["a", "b", "a", "b"]])
def test_a_model_that_was_stored_gives_the_margins_of_scikit_learn(
    tmp_path: Path, intents: list[str]
):
    appris = pipeline(1.0).fit([_decrite(p) for p in PHRASES], intents)
    storage.write(tmp_path, Margins.of(appris))
    lu = storage.read(tmp_path)
    assert lu.classes == tuple(sorted(set(intents)))
    for texte in LUES:
        attendues = np.atleast_1d(appris.decision_function([_decrite(texte)])[0])
        np.testing.assert_allclose(lu(_decrite(texte)), attendues, atol=1e-9)


def test_what_is_stored_is_numbers_and_text_and_no_code(tmp_path: Path):
    appris = pipeline(1.0).fit([_decrite(p) for p in PHRASES], list("abcd"))
    storage.write(tmp_path, Margins.of(appris))
    with np.load(tmp_path / storage.FILE, allow_pickle=False) as stored:
        assert {stored[name].dtype.kind for name in stored.files} <= set("fiuU")
