"""Any text at all is read without an error; bench/comprehension says how fast."""

from __future__ import annotations

import random

import pytest

from bench.comprehension.hostiles import LONGS
from vte.dossier import CLES
from vte.lecture import lire

HASARD, TEXTES = 20_210_615, 10_000
MORCEAUX = (
    "45",
    "1" * 1000,
    "\x00",
    "\u202e",
    "\u200d",
    "\ufeff",
    "<script>",
    "](javascript:",
    "un an et demi",
    "entre 40 et",
    "31/02/2021",
    "99/99/9999",
    "bac+",
    "bac+99",
    "pardon",
    "oups",
    "à Oyonnax",
    "CDD",
    "pas un",
    "il y a 999999999 ans",
    "dans 99999999999999 mois",
    "𝟜𝟝",
    "٤٥",
    "五",
    "e\u0301",
    "ß",
    "İ",
    "\n",
    "\t",
    "'",
    "«",
    "»",
    "deux cent quatre-vingt-dix-neuf mille",
    "2a004",
    "00000",
    "-5",
    "1e309",
    "NaN",
    "%s%n",
    "{{7*7}}",
    "🙂" * 20,
)


def _au_hasard(hasard: random.Random) -> str:
    return hasard.choice(("", " ", ", ")).join(hasard.choices(MORCEAUX, k=hasard.randrange(1, 8)))[
        :1000
    ]


@pytest.mark.lent
def test_ten_thousand_hostile_texts_raise_nothing_and_read_only_known_keys():
    hasard = random.Random(HASARD)
    for i in range(TEXTES):
        faits = lire(_au_hasard(hasard), CLES[i % len(CLES)] if i % 2 else None).faits
        assert set(faits) <= set(CLES)


@pytest.mark.parametrize("texte", LONGS, ids=lambda t: repr(t[:10]))
@pytest.mark.parametrize("question", [None, "commune", "effectif"])
def test_a_thousand_characters_are_read(texte: str, question: str | None):
    assert set(lire(texte, question).faits) <= set(CLES)
