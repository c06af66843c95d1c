"""The territory of a conversation: by the list that judged it, or that of the barème in force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest

from console.models import Conversation
from tests.console.evenements import dit, ouverture, slot
from vte import communes
from vte.territoires import ouvrir

SECONDE = "2023-11"


class DeuxBaremes:
    """A catalogue with a second barème, from 2023 on, by another list."""

    def pour(self, jour: date) -> SimpleNamespace:
        return SimpleNamespace(liste=SECONDE if jour >= date(2023, 1, 1) else "2020-10")


@pytest.mark.parametrize(("debut", "dedans"), [("2021-09-01", False), ("2024-09-01", True)])
def test_the_territory_shown_is_that_of_the_list_of_the_first_day(
    debut: str,
    dedans: bool,
    projetee: Callable[..., Conversation],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(communes, "courant", DeuxBaremes)
    entrees = ouvrir().membres(SECONDE).keys() - ouvrir().membres("2020-10").keys()
    fiche = ouvrir().fiche(min(entrees))
    assert fiche is not None
    commune = {"code": fiche.code, "nom": fiche.nom, "departement": fiche.departement}
    dites = [dit("c'est à côté"), slot("commune", commune), slot("date_debut", debut)]
    attendu = ouvrir().membres(SECONDE)[fiche.code].nom if dedans else ""
    assert projetee([*ouverture(), *dites]).territoire == attendu


def test_a_date_that_cannot_be_read_leaves_the_conversation_there(
    projetee: Callable[..., Conversation],
):
    oyonnax = {"code": "01283", "nom": "Oyonnax", "departement": "01"}
    dites = [dit("à Oyonnax"), slot("commune", oyonnax), slot("date_debut", "un jour")]
    assert projetee([*ouverture(), *dites]).territoire
