from __future__ import annotations

from typing import Any

import pytest

from tests.vte.fabriques import LYON, apprentissage, cdd
from vte.dossier import depuis_json
from vte.regles import evaluer
from vte.territoires import ouvrir


def juger(brut: dict[str, Any]) -> dict[str, Any]:
    return evaluer(depuis_json(brut, ouvrir().commune)).en_json()


def critere(verdict: dict[str, Any], identifiant: str) -> str:
    return next(c["statut"] for c in verdict["criteres"] if c["id"] == identifiant)


def aide(verdict: dict[str, Any], identifiant: str) -> dict[str, Any]:
    return next(a for a in verdict["aides"] if a["id"] == identifiant)


def test_a_cdd_at_oyonnax_opens_4000_euros_and_no_settling_aid():
    verdict = juger(cdd())
    assert verdict["statut"] == "eligible"
    assert (aide(verdict, "vte")["montant"], aide(verdict, "vte")["statut"]) == (4000, "ouverte")
    assert aide(verdict, "installation")["statut"] == "fermee"


def test_an_apprenticeship_at_figeac_opens_both_aids_and_names_what_adds_up():
    verdict = juger(apprentissage())
    assert verdict["statut"] == "eligible"
    assert [aide(verdict, i)["statut"] for i in ("vte", "installation")] == ["ouverte", "ouverte"]
    assert set(verdict["cumul"]) == {"vte_vert", "aide_apprentissage"}
    assert (
        aide(verdict, "aide_apprentissage")["montant"],
        aide(verdict, "aide_apprentissage")["statut"],
    ) == (8000, "a_confirmer")


def test_a_refusal_still_explains_every_other_criterion():
    verdict = juger({"effectif": 12, "commune": LYON, "contrat": "cdi"})
    assert verdict["statut"] == "non_eligible"
    assert verdict["manquants"] == []
    assert critere(verdict, "territoire") == "non_rempli"
    assert critere(verdict, "niveau_obtenu") == "inconnu"
    assert all(c["explication"] and c["source"] for c in verdict["criteres"])


def test_a_contract_of_2026_is_out_of_the_period():
    verdict = juger(cdd(date_debut="2026-12-01", date_diplome="2026-06-01"))
    assert verdict["statut"] == "hors_periode"
    assert aide(verdict, "vte")["statut"] == "hors_periode"


def test_a_refusal_wins_over_the_period():
    assert (
        juger(cdd(date_debut="2026-12-01", date_diplome="2026-06-01", commune=LYON))["statut"]
        == "non_eligible"
    )


@pytest.mark.parametrize(
    ("faits", "identifiant", "attendu"),
    [
        ({"date_debut": "2018-12-31", "date_diplome": "2018-06-01"}, "periode", "non_rempli"),
        ({"date_debut": "2019-01-01", "date_diplome": "2018-06-01"}, "periode", "rempli"),
        ({"date_debut": "2022-12-31"}, "periode", "rempli"),
        ({"date_debut": "2023-01-01"}, "periode", "non_rempli"),
        ({"effectif": 4999}, "taille", "rempli"),
        ({"effectif": 5000}, "taille", "non_rempli"),
        ({"duree_mois": 11}, "duree", "non_rempli"),
        ({"duree_mois": 12}, "duree", "rempli"),
        ({"contrat": "cdi", "duree_mois": None}, "duree", "rempli"),
        ({"contrat": "stage"}, "contrat", "non_rempli"),
        ({"niveau_obtenu": 1}, "niveau_obtenu", "non_rempli"),
        ({"niveau_obtenu": 2}, "niveau_obtenu", "rempli"),
        (
            {"date_debut": "2021-05-31", "date_diplome": "2019-06-01"},
            "anciennete_diplome",
            "rempli",
        ),
        (
            {"date_debut": "2021-06-01", "date_diplome": "2019-06-01"},
            "anciennete_diplome",
            "non_rempli",
        ),
        (
            {"date_debut": "2021-09-01", "date_diplome": "2021-09-02"},
            "anciennete_diplome",
            "a_confirmer",
        ),
    ],
)
def test_each_side_of_every_boundary(faits: dict[str, Any], identifiant: str, attendu: str):
    assert critere(juger(cdd(**faits)), identifiant) == attendu


@pytest.mark.parametrize(("niveau", "attendu"), [(2, "non_rempli"), (3, "rempli")])
def test_an_alternance_prepares_a_bac_3(niveau: int, attendu: str):
    assert critere(juger(apprentissage(niveau_prepare=niveau)), "niveau_prepare") == attendu


def test_an_empty_dossier_asks_for_the_commune_first():
    assert juger({})["manquants"][0] == "commune"


def test_a_known_size_is_not_asked_again():
    assert "effectif" not in juger({"taille": "pme"})["manquants"]


def test_following_manquants_always_ends():
    verdict, complet = juger({}), cdd()
    brut: dict[str, Any] = {}
    while verdict["manquants"]:
        cle = verdict["manquants"][0]
        assert cle not in brut
        brut[cle] = complet[cle]
        verdict = juger(brut)
    assert verdict["statut"] == "eligible"


@pytest.mark.parametrize(
    ("faits", "montant"),
    [
        ({"date_debut": "2020-06-30"}, None),
        ({"date_debut": "2020-07-01"}, 8000),
        ({"date_debut": "2022-12-31"}, 8000),
        ({"date_debut": "2023-01-01"}, 6000),
        ({"date_debut": "2024-12-31"}, 6000),
        ({"date_debut": "2025-01-15"}, None),
        ({"date_debut": "2025-03-01", "effectif": 249}, 5000),
        ({"date_debut": "2025-03-01", "effectif": 250}, 2000),
        ({"date_debut": "2025-03-01", "effectif": None}, None),
        ({"date_debut": "2026-02-01"}, None),
        ({"date_debut": "2026-12-01", "effectif": 12, "niveau_prepare": 3}, 2000),
        ({"date_debut": "2026-12-01", "effectif": 300, "niveau_prepare": 5}, 750),
    ],
)
def test_the_apprenticeship_aid_has_the_amount_of_its_date_or_none(
    faits: dict[str, Any], montant: int | None
):
    assert aide(juger(apprentissage(**faits)), "aide_apprentissage")["montant"] == montant


def dispositif(brut: dict[str, Any], identifiant: str) -> dict[str, Any]:
    return next(x for x in juger(brut)["dispositifs"] if x["id"] == identifiant)


@pytest.mark.parametrize("aujourdhui", ["2019-06-15", "2021-06-15", "2024-06-15", "2026-11-26"])
def test_where_no_day_is_known_the_barème_of_today_closes_nothing(
    monkeypatch: pytest.MonkeyPatch, aujourdhui: str
):
    """A bac+3 in a large firm had aids on some days, and none on others."""
    monkeypatch.setenv("VTE_AUJOURDHUI", aujourdhui)
    sans_jour = apprentissage(date_debut=None, commune=LYON, effectif=6000)
    for identifiant in ("vte_vert", "aide_apprentissage", "participation_apprentissage"):
        x = dispositif(sans_jour, identifiant)
        assert (x["statut"], x["montant"]) == ("a_confirmer", None)
        assert x["precisions"] == ["date_debut"]
    assert juger(sans_jour)["precisions"] == ["date_debut"]


def test_a_scheme_that_many_criteria_close_names_as_many_as_an_explanation_holds():
    x = dispositif(
        apprentissage(
            contrat="professionnalisation",
            effectif=10_000_000,
            duree_mois=9,
            niveau_obtenu=-1,
            niveau_prepare=-1,
            date_debut="2023-11-15",
        ),
        "vte_vert",
    )
    refus = [c["explication"] for c in x["criteres"] if c["statut"] == "non_rempli"]
    assert len(refus) == 4
    assert refus[0] in x["explication"] and len(x["explication"]) < 300


@pytest.mark.parametrize(("annee", "source"), [("2021", "2020-1085"), ("2026", "2026-168")])
def test_a_refusal_of_the_contract_cites_the_barème_of_its_day(annee: str, source: str):
    x = dispositif(cdd(date_debut=f"{annee}-09-01"), "aide_apprentissage")
    assert x["statut"] == "fermee" and source in x["sources"][0]


def test_a_scheme_has_the_shape_of_the_contract():
    for x in juger(apprentissage())["dispositifs"]:
        assert {
            "id",
            "libelle",
            "statut",
            "beneficiaire",
            "montant",
            "au_plus",
            "criteres",
            "explication",
            "aupres_de",
            "sources",
        } <= x.keys()
