"""The list that applies is that of the barème in force: it decides what people are shown."""

from __future__ import annotations

import json
from datetime import date
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from bot.channels.shared.payloads import suggestion
from vte import communes
from vte.cli import application
from vte.suggestions import suggerer
from vte.territoires import ouvrir

SECONDE = "2023-11"


class DeuxBaremes:
    """A catalogue with a second barème, from 2023 on, by another list."""

    def pour(self, jour: date) -> SimpleNamespace:
        return SimpleNamespace(liste=SECONDE if jour >= date(2023, 1, 1) else "2020-10")


@pytest.fixture(autouse=True)
def renouvellement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(communes, "courant", DeuxBaremes)


@pytest.fixture(scope="module")
def entree() -> str:
    """A commune of one name that is on the second list only: its INSEE code."""
    premiere, seconde = ouvrir().membres("2020-10"), ouvrir().membres(SECONDE)
    return min(seconde.keys() - premiere.keys())


def _dite(code: str) -> str | None:
    """The territory that `vte communes` says of a commune."""
    resultat = CliRunner().invoke(application, ["communes", "--json"], input=f"insee {code}\n")
    (trouvee,) = json.loads(resultat.output)["resultats"]
    return trouvee["territoire"] and trouvee["territoire"]["liste"]


def test_the_command_says_the_territory_of_the_list_in_force(
    entree: str, monkeypatch: pytest.MonkeyPatch
):
    assert _dite(entree) is None
    monkeypatch.setenv("VTE_AUJOURDHUI", "2024-01-15")
    assert _dite(entree) == SECONDE


def test_what_is_suggested_while_one_types_says_the_territory_of_the_list_in_force(
    entree: str, monkeypatch: pytest.MonkeyPatch
):
    fiche = ouvrir().fiche(entree)
    assert fiche is not None

    def territoire() -> str | None:
        proposees = [suggestion(s) for s in suggerer(communes.recherche(), fiche.nom)]
        proposee = next(p for p in proposees if p["code"] == entree)
        return proposee["territoire"] and proposee["territoire"]["liste"]

    assert territoire() is None
    monkeypatch.setenv("VTE_AUJOURDHUI", "2024-01-15")
    assert territoire() == SECONDE


def test_a_group_counts_its_members_on_the_list_in_force():
    avant, apres = (
        communes.recherche(jour).chercher("Grand Chalon").groupe
        for jour in (date(2021, 6, 15), date(2024, 1, 15))
    )
    assert avant is not None and apres is not None and avant.communes == apres.communes
    membres = ouvrir().membres(SECONDE)
    assert apres.membres == sum(code in membres for code in apres.communes)


def test_a_territory_is_known_by_the_list_in_force_only():
    recentes = set(ouvrir().territoires(SECONDE).values())
    nouveau = min(recentes - set(ouvrir().territoires("2020-10").values()), key=len)
    texte = f"territoire d'industrie {nouveau}"
    apres = communes.recherche(date(2024, 1, 15)).chercher(texte).groupe
    assert apres is not None and apres.nature == "territoire" and apres.nom == nouveau
    avant = communes.recherche(date(2021, 6, 15)).chercher(texte).groupe
    assert avant is None or avant.nom != nouveau


def test_a_list_that_the_base_does_not_have_has_no_member():
    assert not ouvrir().membres("2099-01") and ouvrir().nombre_de_territoires("2099-01") == 0
