"""CSV for a French spreadsheet: what each cell becomes; and a picture of each figure."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from console import tables
from console.chiffre import Ecart, Part
from console.figures import FIGURES
from tests.console.evenements import Suivi, abandonnee, eligible

JUIN = "du=2021-06-14&au=2021-06-16"


@pytest.mark.parametrize(
    ("valeur", "cellule"),
    [
        (3, "3"),
        (-3, "-3"),
        (0.998, "0,998"),
        (None, ""),
        (True, "oui"),
        (False, ""),
        (date(2021, 6, 15), "2021-06-15"),
        (datetime(2021, 6, 14, 22, 30, tzinfo=UTC), "2021-06-15 00:30"),
        (Part(1, 3), "33,3"),
        (Part(0, 0), ""),
        (Ecart(-2.5, " points"), "-2,5"),
        (Ecart(None), ""),
        ("Saint-Étienne", "Saint-Étienne"),
        ("bac+2", "bac+2"),
        ("1er poste", "1er poste"),
        ("mai-juin, l'alternance", "mai-juin, l'alternance"),
        ("2A Corse-du-Sud", "2A Corse-du-Sud"),
        ("", ""),
        *((nom, nom) for nom in ("Marseille", "Avrillé", "Janville", "Maillane", "maison")),
    ],
)
def test_each_cell_is_written_by_what_it_is(valeur: Any, cellule: str):
    assert tables.cellule(valeur) == cellule


@pytest.mark.parametrize(
    "dit",
    [
        *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "=CMD|' /C calc'!A0"),
        *("01", "0.998", "1,5", "12/05", "1e5", "4 000", "50 %", "12:30", "2021-06", "20 €"),
        *("1 mars", "mars 2021", "mai", "3-juin-2021", "15 août"),
    ],
)
def test_text_that_a_spreadsheet_would_read_otherwise_keeps_an_apostrophe(dit: str):
    assert tables.cellule(dit) == f"'{dit}"


def test_a_departement_is_said_with_its_name():
    assert tables.departement("01") == "01 Ain" and tables.departement("2A") == "2A Corse-du-Sud"
    assert tables.departement("") == "" and tables.departement("999") == "département 999"
    assert tables.cellule(tables.departement("01")) == "01 Ain"


@pytest.fixture
def dites(suivi: Suivi, projeter: Callable[..., int]) -> None:
    for _ in range(2):
        suivi.ecrire(eligible())
    suivi.ecrire(abandonnee())
    projeter()


def lire(client: Client, nom: str, requete: str = JUIN) -> list[list[str]]:
    reponse = client.get(f"/chiffres/{nom}.csv?{requete}")
    assert reponse["Content-Type"] == "text/csv; charset=utf-8"
    brut = b"".join(reponse.streaming_content).decode()
    assert brut.startswith(tables.BOM)
    return list(csv.reader(io.StringIO(brut.removeprefix(tables.BOM)), delimiter=";"))


def test_a_figure_leaves_as_numbers_and_dates(entrer: Callable[..., Client], dites: None):
    client = entrer("lecteur")
    assert ["verdict", "2", "66,7"] in lire(client, "issues")
    assert lire(client, "issues")[0] == ["Issue", "conversations", "part (%)"]
    assert lire(client, "par-jour")[2] == ["2021-06-15", "3"]


def test_two_periods_leave_side_by_side(entrer: Callable[..., Client], dites: None):
    lignes = lire(entrer("lecteur"), "issues", f"{JUIN}&comparer=precedente")
    assert lignes[0][1:4] == ["conversations avant", "conversations après", "conversations écart"]
    assert next(ligne for ligne in lignes if ligne[0] == "verdict") == [
        *("verdict", "0", "2", "2", "", "66,7", "")
    ]


@pytest.mark.parametrize("nom", [*FIGURES, "themes"])
@pytest.mark.parametrize("comparer", ["", "&comparer=precedente"])
def test_each_figure_is_a_picture_too(
    entrer: Callable[..., Client], dites: None, nom: str, comparer: str
):
    reponse = entrer("lecteur").get(f"/chiffres/{nom}.png?{JUIN}{comparer}")
    assert reponse["Content-Type"] == "image/png"
    image = Image.open(io.BytesIO(reponse.content))
    assert image.width > 700 and "14/06/2021" in image.text["Title"]


def test_a_picture_draws_what_the_figure_says(entrer: Callable[..., Client], dites: None):
    def couleurs(requete: str) -> int:
        image = Image.open(io.BytesIO(entrer("lecteur").get(requete).content)).convert("RGB")
        return sum(n for n, couleur in image.getcolors(1_000_000) if couleur == (0x1D, 0x4F, 0x73))

    assert couleurs(f"/chiffres/issues.png?{JUIN}") > 10_000
    assert couleurs("/chiffres/issues.png?du=2000-01-01&au=2000-01-02") == 0


@pytest.mark.parametrize("adresse", ["inconnu.csv?" + JUIN, "issues.png?du=hier&au=", "x.png"])
def test_a_figure_or_days_that_are_not_there_are_no_page(
    entrer: Callable[..., Client], adresse: str
):
    assert entrer("lecteur").get(f"/chiffres/{adresse}").status_code == 404
