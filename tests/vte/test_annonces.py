"""What staff tell everybody: one notice and one closure at a time, each with its days."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from vte import journal
from vte.annonces import ANNONCE, FERMETURE, Annonce, Annonces


@pytest.fixture
def annonces(url_vide: str, monkeypatch: pytest.MonkeyPatch) -> Annonces:
    monkeypatch.setenv("VTE_SUIVI", url_vide)
    return Annonces(journal.ouvrir(url_vide))


def dans(**duree: float) -> datetime:
    return datetime.now(UTC) + timedelta(**duree)


def test_nothing_stands_until_something_is_published(annonces: Annonces):
    assert annonces.en_vigueur() == []
    annonces.publier(ANNONCE, "Le barème change.", None, "ines")
    assert [a.texte for a in annonces.en_vigueur()] == ["Le barème change."]


def test_a_new_notice_takes_the_place_of_the_one_before_and_both_are_remembered(annonces: Annonces):
    annonces.publier(ANNONCE, "un", None, "ines")
    annonces.publier(ANNONCE, "deux", None, "ines")
    assert [a.texte for a in annonces.en_vigueur()] == ["deux"]
    assert [(a.texte, a.retiree_le is None) for a in annonces.passees(10)] == [
        ("deux", True),
        ("un", False),
    ]


def test_managers_who_publish_at_once_leave_one_and_each_is_told_of_their_own(annonces: Annonces):
    textes = [f"annonce {n}" for n in range(12)]
    with ThreadPoolExecutor(len(textes)) as managers:
        publiees = list(managers.map(lambda t: annonces.publier(ANNONCE, t, None, "ines"), textes))
    assert [a.texte for a in publiees] == textes
    assert {a.id: a.texte for a in publiees} == {a.id: a.texte for a in annonces.passees(20)}
    assert len(annonces.en_vigueur()) == 1


def test_a_closure_stands_before_a_notice_which_is_there_again_after_it(annonces: Annonces):
    annonces.publier(ANNONCE, "notice", None, "ines")
    annonces.publier(FERMETURE, "travaux", dans(hours=1), "ines")
    assert [a.sorte for a in annonces.en_vigueur()] == [FERMETURE, ANNONCE]
    assert annonces.retirer(FERMETURE) and not annonces.retirer(FERMETURE)
    assert [a.sorte for a in annonces.en_vigueur()] == [ANNONCE]


def test_what_has_an_end_ends_by_itself(annonces: Annonces):
    annonces.publier(FERMETURE, "travaux", dans(seconds=-1), "ines")
    assert annonces.en_vigueur() == []
    assert not annonces.retirer(FERMETURE)


def une(sorte: str, fin: str | None) -> Annonce:
    return Annonce(1, sorte, "Merci de revenir.", "2026-11-29T08:00:00+00:00", fin, None, "ines")


@pytest.mark.parametrize(
    ("sorte", "fin", "dite"),
    [
        (
            FERMETURE,
            "2026-11-30T08:00:00+00:00",
            "L'assistant est fermé jusqu'au 30 novembre 2026 à 9\u00a0h. Merci de revenir.",
        ),
        (FERMETURE, None, "L'assistant est fermé pour le moment. Merci de revenir."),
        (ANNONCE, None, "Information du 29 novembre 2026\u00a0: Merci de revenir."),
        (
            ANNONCE,
            "2026-12-01T17:30:00+00:00",
            "Information du 29 novembre 2026, jusqu'au 1er décembre 2026 à 18\u00a0h\u00a030\u00a0:"
            " Merci de revenir.",
        ),
    ],
)
def test_people_read_it_with_its_day_by_the_clocks_of_paris(sorte: str, fin: str | None, dite: str):
    assert une(sorte, fin).dite == dite
