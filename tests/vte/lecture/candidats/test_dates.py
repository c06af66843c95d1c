"""Dates, as a start and as a diploma; today is Tuesday 15 June 2021."""

from __future__ import annotations

import pytest

from vte.lecture.candidats import A_VENIR

from .outils import natures, valeurs

# What is said, the next such day, the last one past.
SANS_ANNEE = [
    ("1er septembre", "2021-09-01", "2020-09-01"),
    ("le 1 septanbre", "2021-09-01", "2020-09-01"),
    ("premier juillet", "2021-07-01", "2020-07-01"),
    ("dix-sept août", "2021-08-17", "2020-08-17"),
    ("12/09", "2021-09-12", "2020-09-12"),
    ("5.10", "2021-10-05", "2020-10-05"),
    ("septembre", "2021-09-01", "2020-09-01"),
    ("en sept", "2021-09-01", "2020-09-01"),
    ("juin", "2021-06-01", "2021-06-01"),
    ("mi-septembre", "2021-09-01", "2020-09-01"),
    ("courant juillet", "2021-07-01", "2020-07-01"),
    ("à la rentrée", "2021-09-01", "2020-09-01"),
    ("à la rentrée de janvier", "2022-01-01", "2021-01-01"),
    ("cet été", "2021-07-01", "2020-07-01"),
    ("à la Toussaint", "2021-11-01", "2020-11-01"),
    ("à Noël", "2021-12-25", "2020-12-25"),
    ("au 3e trimestre", "2021-07-01", "2020-07-01"),
    ("semaine 36", "2021-09-06", "2020-08-31"),
    ("lundi", "2021-06-21", "2021-06-14"),
    ("vendredi", "2021-06-18", "2021-06-11"),
    ("le 12", "2021-07-12", "2021-06-12"),
    ("le lundi 5", "2021-07-05", "2021-06-05"),
    ("29 février", "2024-02-29", "2020-02-29"),
]
# What is said, the day.
EXACTES = [
    ("18 sept. 2021", "2021-09-18"),
    ("1 sept 2021", "2021-09-01"),
    ("01.09.2021", "2021-09-01"),
    ("1/09/21", "2021-09-01"),
    ("1er/10/21", "2021-10-01"),
    ("2021-09-01", "2021-09-01"),
    ("01 09 2021", "2021-09-01"),
    ("mardi 22/06/2021 à 14 h 30", "2021-06-22"),
    ("1er trim 2022", "2022-01-01"),
    ("lundi 28 juin 2021", "2021-06-28"),
    ("sept 1st, 2021", "2021-09-01"),
    ("09/2020", "2020-09-01"),
    ("07/20", "2020-07-01"),
    ("janv 22", "2022-01-01"),
    ("septembre deux mille vingt", "2020-09-01"),
    ("printemps 2020", "2020-04-01"),
    ("rentrée 2022", "2022-09-01"),
    ("premier semestre 2022", "2022-01-01"),
    ("S2 2021", "2021-07-01"),
    ("juin dernier", "2020-06-01"),
    ("septembre prochain", "2021-09-01"),
    ("juillet de l'année dernière", "2020-07-01"),
    ("l'an dernier en juillet", "2020-07-01"),
    ("l'été dernier", "2020-07-01"),
    ("vendredi prochain", "2021-06-18"),
    ("mardi dernier", "2021-06-08"),
    ("demain", "2021-06-16"),
    ("après-demain", "2021-06-17"),
    ("le mois prochain", "2021-07-01"),
    ("1er du mois prochain", "2021-07-01"),
    ("le 28 de ce mois", "2021-06-28"),
    ("fin du mois", "2021-06-30"),
    ("fin de l'année", "2021-12-01"),
    ("début de l'année prochaine", "2022-01-01"),
    ("dans trois semaines", "2021-07-06"),
    ("dans quinze jours", "2021-06-30"),
    ("dans 6 mois", "2021-12-01"),
    ("d'ici deux ans", "2023-06-01"),
    ("il y a deux années", "2019-06-01"),
    ("y a 6 mois", "2020-12-01"),
    ("ya 1 an", "2020-06-01"),
    ("en poste depuis le 3 mai", "2021-05-03"),
    ("depuis janvier", "2021-01-01"),
    ("ça fait 3 ans", "2018-06-01"),
    ("il y a un an et demi", "2019-12-01"),
    ("il y a presque 2 ans", "2019-06-01"),
]
A_L_ANNEE = [
    ("2020", "2020-01-01"),
    ("promo 2020", "2020-01-01"),
    ("promo 20", "2020-01-01"),
    ("en deux mille dix-neuf", "2019-01-01"),
    ("fin 2019", "2019-12-01"),
    ("l'an dernier", "2020-01-01"),
    ("lannée derniere", "2020-01-01"),
    ("né en 98", "1998-01-01"),
]
RIEN = [
    "31 septembre",
    "30 février 2022",
    "31/11/2021",
    "on est dix-sept",
    "ça a été long",
    "il y en a deux des boîtes",
    "dès le début",
    "mais pas le marché",
    "12/24 mois",
    "rentrer chez soi",
]


@pytest.mark.parametrize(("texte", "a_venir", "passee"), SANS_ANNEE)
def test_without_a_year_a_start_is_ahead_and_a_diploma_held_is_past(
    texte: str, a_venir: str, passee: str
):
    assert valeurs(texte, "date_debut") == [a_venir]
    assert valeurs(texte, "date_diplome") == [passee]
    assert valeurs(texte, A_VENIR) == [a_venir]


@pytest.mark.parametrize(("texte", "attendue"), EXACTES)
def test_a_date_that_says_its_year_is_that_day(texte: str, attendue: str):
    (lue,) = natures(texte, "date")
    assert set(lue.valeurs.values()) == {attendue}
    assert not lue.a_l_annee


@pytest.mark.parametrize(("texte", "attendue"), A_L_ANNEE)
def test_a_year_alone_says_that_its_month_is_not_known(texte: str, attendue: str):
    (lue,) = natures(texte, "date")
    assert lue.valeurs["date_debut"] == attendue
    assert lue.a_l_annee


@pytest.mark.parametrize("texte", RIEN)
def test_what_is_no_date_gives_none(texte: str):
    assert natures(texte, "date") == []


def test_a_year_that_is_said_rules_out_a_past_or_a_coming_diploma():
    assert valeurs("septembre 2021", "date_diplome") == []
    assert valeurs("septembre 2020", A_VENIR) == []


def test_a_day_alone_is_of_the_month_said_before_it():
    texte = "vol le 20 aout et boulot le 26"
    assert valeurs(texte, "date_debut") == ["2021-08-20", "2021-08-26"]


def test_of_two_dates_in_the_balance_the_first_has_the_year_of_the_second():
    assert valeurs("juin ou juillet 2020", "date_diplome") == ["2020-06-01"]
    assert valeurs("le 5 ou le 12 juillet", "date_debut") == ["2021-07-05"]
