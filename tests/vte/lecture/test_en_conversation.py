"""What a message says in the middle of a conversation, that it would not say alone."""

from __future__ import annotations

from typing import Any

import pytest

from vte import horloge
from vte.lecture import Lecture, lire

CONNUS = {"commune": {"code": "42187"}, "contrat": "apprentissage"}


def lue(texte: str, question: str | None = None, **autres: Any) -> Lecture:
    with horloge.au("2021-06-15"):
        return lire(texte, question, connus={**CONNUS, **autres})


def vraisemblables(lecture: Lecture) -> dict[str, Any]:
    return {m.cle: m.valeur for m in lecture.doutes}


@pytest.mark.parametrize(
    ("texte", "valeur"),
    [
        ("euh attends ils sont cb... 230 d'après leur site", 230),
        ("180", 180),
        ("52 je crois. Oui 52, c'est marqué sur l'annonce", 52),
        ("on était 52", 52),
        ("ils étaient 87", 87),
    ],
)
def test_a_number_alone_is_likely_the_head_count_while_another_thing_is_asked(
    texte: str, valeur: int
):
    assert vraisemblables(lue(texte, "niveau_obtenu")).get("effectif") == valeur
    assert "effectif" not in lue(texte, "niveau_obtenu").faits


@pytest.mark.parametrize(
    ("texte", "valeur"),
    [("On était 3500", 3500), ("Euh 350, un zéro de trop, désolée", 350)],
)
def test_it_is_the_answer_where_the_head_count_is_asked(texte: str, valeur: int):
    assert lue(texte, "effectif").faits["effectif"] == valeur


@pytest.mark.parametrize(
    "texte",
    [
        "en 2 mots ?",
        "j'ai 24 ans",
        "mon code postal c'est 42300",
        "12 ou 15",
        "le loyer fait 430 €",
        "on a 3 postes",
        "qui me paie les 1200",
        "et mes 1 200 dans tout ça",
        "4000 pour moi ?",
        "zéro",
    ],
)
def test_what_counts_something_else_is_no_head_count(texte: str):
    lecture = lue(texte, "commune")
    assert "effectif" not in vraisemblables(lecture) | lecture.faits


def test_a_number_is_no_head_count_once_it_is_known():
    assert "effectif" not in vraisemblables(lue("180", "niveau_obtenu", effectif=45))


def test_out_of_a_conversation_a_number_says_nothing():
    lecture = lire("on était 52")
    assert "effectif" not in vraisemblables(lecture) | lecture.faits


def test_a_period_begins_with_the_contract():
    lecture = lue("Douze mois, du 14 septembre 2020 au 13 septembre 2021.", "niveau_obtenu")
    assert (vraisemblables(lecture) | lecture.faits)["date_debut"] == "2020-09-14"


@pytest.mark.parametrize(
    ("texte", "obtenu", "prepare"),
    [
        ("J'avais déjà un DUT GMP, et je préparais le titre d'ingénieur bac+5", 2, 5),
        ("il avait son DUT, et il préparait le diplôme d'ingénieur", 2, 5),
    ],
)
def test_who_tells_the_past_tells_of_the_recruitment(texte: str, obtenu: int, prepare: int):
    lecture = lue(texte, "niveau_obtenu")
    tout = vraisemblables(lecture) | lecture.faits
    assert tout["niveau_obtenu"] == obtenu and tout["niveau_prepare"] == prepare


def test_a_past_told_against_a_present_stays_past():
    lecture = lue("on était 12, maintenant on est 30", "niveau_obtenu")
    assert (vraisemblables(lecture) | lecture.faits).get("effectif") != 12


def test_a_correction_told_in_the_past_is_of_what_is_known():
    lecture = lue("en fait ils étaient 60 salariés", "date_diplome", effectif=45)
    assert (vraisemblables(lecture) | lecture.faits)["effectif"] == 60


def test_the_day_on_which_one_began_is_not_that_of_the_signing():
    texte = "j'ai signé en novembre 2022, mais j'ai pris mon poste le 9 janvier 2023"
    lecture = lue(
        "je corrige : j'ai signé, mais j'ai pris mon poste le 9 janvier 2023",
        date_debut="2022-11-01",
    )
    assert "date_conclusion" not in vraisemblables(lecture) | lecture.faits
    assert (
        vraisemblables(lue(texte, date_debut="2022-11-01")).get("date_conclusion", "")
    ) != "2023-01-09"


def test_a_number_that_answers_counts_nobody_besides():
    lecture = lue("24", "duree_mois")
    assert lecture.faits["duree_mois"] == 24 and "effectif" not in vraisemblables(lecture)


@pytest.mark.parametrize("texte", ["une fonderie pas loin de Vierzon", "du côté de Vierzon"])
def test_a_place_that_the_post_is_only_near_is_not_asked_back(texte: str):
    assert lire(texte).evoque is None


@pytest.mark.parametrize(
    ("texte", "jour"),
    [
        ("CDI, le 2 novembre 2021", "2021-11-02"),
        ("CDI. novembre 2018, le 5", "2018-11-05"),
        ("septembre 2022, le 5 je crois. ouais le 5. 12 mois", "2022-09-05"),
        ("14 septembre 2026, jusqu'au 13 septembre 2027 donc 12 mois", "2026-09-14"),
        ("3 décembre 2018", "2018-12-03"),
    ],
)
def test_a_day_beside_no_diploma_is_likely_the_first(texte: str, jour: str):
    lecture = lue(texte, "effectif")
    assert (vraisemblables(lecture) | lecture.faits).get("date_debut") == jour
    assert "effectif" not in vraisemblables(lecture) | lecture.faits


@pytest.mark.parametrize(
    "texte",
    [
        "né le 3 mai 1999",
        "soutenance le 12 mars 2021",
        "rappelez-moi le 3 mai 2021",
        "c'est le 3 mai ?",
    ],
)
def test_a_day_of_something_else_is_not(texte: str):
    assert "date_debut" not in vraisemblables(lue(texte, "effectif"))


@pytest.mark.parametrize(
    ("texte", "valeur"),
    [("attend c 57 pas 60", 57), ("Quoi ? 600, j'ai mis un zéro de trop", 600)],
)
def test_a_number_against_the_one_known_corrects_it(texte: str, valeur: int):
    connu = 60 if valeur == 57 else 6000
    assert lue(texte, "niveau_obtenu", effectif=connu).faits.get("effectif") == valeur


def test_a_year_that_is_named_against_a_month_corrects_the_date():
    texte = "c'est juin 2020 en fait le DUT, 2019 c'est sa première année"
    assert lue(texte, date_diplome="2019-06-01").faits.get("date_diplome") == "2020-06-01"


@pytest.mark.parametrize(
    "texte",
    [
        "j'étais en apprentissage à St Dié en sept 2022, 24 mois. VTE oui ou non",
        "hello, j'étais en alternance à belfort y a qq années, jme demande si g loupé une prime",
    ],
)
def test_an_opening_that_asks_of_an_aid_in_the_past_tells_its_recruitment(texte: str):
    with horloge.au("2026-11-28"):
        dites = vraisemblables(lire(texte))
    assert {"commune", "contrat"} <= dites.keys()


def test_a_length_that_is_told_again_counts_nobody():
    texte = (
        "24 mois. non... il crie de la cuisine que c'est 12, c'est pour une licence pro en un an"
    )
    assert "effectif" not in vraisemblables(lue(texte, "effectif")) | lue(texte, "effectif").faits
    assert lue("Il dure 12 mois. Ils sont seulement douze.", "effectif").faits["effectif"] == 12
    deja = lue("renouvelable peut-être. mais sur le papier c'est 6", duree_mois=6)
    assert "effectif" not in vraisemblables(deja)


def test_the_one_place_that_is_named_is_likely_where_the_commune_is_asked():
    texte = "les bureaux sont sur Bordeaux, le patron dit"
    lecture = lire(texte, "commune", connus={"contrat": "cdi"})
    assert vraisemblables(lecture)["commune"]["nom"] == "Bordeaux"


def test_a_place_that_is_only_asked_about_is_not():
    texte = "est-ce qu'Oyonnax est dans un territoire d'industrie ?"
    assert "commune" not in vraisemblables(lire(texte, "commune", connus={"contrat": "cdi"}))


def test_the_post_is_not_at_the_seat_whatever_commune_was_noted():
    texte = "le poste est à Toulouse, Figeac c'est seulement le siège. C'est bon ?"
    assert vraisemblables(lue(texte))["commune"]["nom"] == "Toulouse"
