"""Cohen's kappa, on examples that were published."""

from __future__ import annotations

import pytest
from sklearn.metrics import cohen_kappa_score

from console.agreement import Paire, accord


def paires(*table: tuple[int, ...]) -> list[Paire]:
    """The pairs of a table of counts: a row for what the first said, a column for the second."""
    return [
        (str(i), str(j))
        for i, ligne in enumerate(table)
        for j, nombre in enumerate(ligne)
        for _ in range(nombre)
    ]


@pytest.mark.parametrize(
    ("table", "kappa"),
    [
        # Fleiss, Cohen and Everitt, 1969: 200 cases, three classes, .70 observed, .41 expected.
        (((88, 14, 18), (10, 40, 10), (2, 6, 12)), 0.492),
        # Fifty grant applications, yes or no: .70 observed, .50 expected.
        (((20, 5), (10, 15)), 0.400),
        # The same observed agreement of .60, with margins that differ.
        (((45, 15), (25, 15)), 0.130),
        (((25, 35), (5, 35)), 0.259),
    ],
)
def test_kappa_is_that_of_published_examples(table: tuple[tuple[int, ...], ...], kappa: float):
    trouve = accord(paires(*table))
    assert trouve.kappa == pytest.approx(kappa, abs=0.0005)
    assert trouve.n == sum(map(sum, table))
    premiers, seconds = zip(*paires(*table), strict=True)
    assert trouve.kappa == pytest.approx(cohen_kappa_score(premiers, seconds))


def test_those_who_always_agree_have_one_and_those_who_never_do_less_than_nothing():
    assert accord(paires((3, 0), (0, 4))).kappa == 1
    assert (accord(paires((0, 3), (4, 0))).kappa or 0) < 0


def test_kappa_is_not_defined_of_nothing_nor_of_one_class_and_it_is_said_why():
    assert (accord([]).n, accord([]).kappa) == (0, None)
    assert "aucune conversation" in accord([]).pourquoi
    une = accord(paires((5,)))
    assert (une.n, une.d_accord, une.kappa) == (5, 5, None)
    assert "le même jugement" in une.pourquoi
