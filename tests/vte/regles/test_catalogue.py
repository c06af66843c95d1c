"""A new barème is a new file and no code; a date that no barème covers has an answer of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.vte.fabriques import cdd
from tests.vte.regles.conftest import remplacer
from vte.dossier import depuis_json
from vte.regles import chiffres, evaluer
from vte.regles.catalogue import Catalogue, lire
from vte.territoires import ouvrir

RENOUVELE = "vte-2027-2029"


@pytest.fixture
def renouvele(fichiers: Path) -> Catalogue:
    """With a renewal in 2027: the list of 183 territories, other thresholds and amounts."""
    nouveau = fichiers / "vte" / f"{RENOUVELE}.yaml"
    nouveau.write_text(
        (fichiers / "vte" / "vte-2019-2022.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    for avant, apres in (
        (
            "du: 2019-01-01",
            "du: 2027-01-01\n"
            "trou_avant: {texte: l'aide n'existait pas entre deux, source: vte-france}",
        ),
        ("au: 2022-12-31", "au: 2029-12-31"),
        ('liste: "2020-10"', 'liste: "2023-11"'),
        ("cle: duree_mois, minimum: 12", "cle: duree_mois, minimum: 10"),
        ("montant: 4000", "montant: 5500"),
        ("sources: [page-vte, liste-2020-10]", "sources: [page-vte, liste-2023-11]"),
    ):
        remplacer(nouveau, avant, apres)
    return lire(fichiers)


def juger(faits: dict[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    return evaluer(depuis_json(faits, ouvrir().commune), catalogue).en_json()


def test_a_renewal_gives_verdicts_of_its_own(renouvele: Catalogue):
    verdict = juger(
        cdd(date_debut="2027-09-01", date_diplome="2027-06-01", duree_mois=10), renouvele
    )
    assert verdict["statut"] == "eligible"
    assert verdict["bareme"] == {
        "id": RENOUVELE,
        "du": "2027-01-01",
        "au": "2029-12-31",
        "liste": "2023-11",
    }
    assert verdict["aides"][0]["montant"] == 5500
    assert (
        "il en faut au moins 10"
        in next(c for c in verdict["criteres"] if c["id"] == "duree")["explication"]
    )


def test_the_old_barème_still_judges_its_own_period(renouvele: Catalogue):
    verdict = juger(cdd(duree_mois=10), renouvele)
    assert (verdict["statut"], verdict["bareme"]["id"]) == ("non_eligible", "vte-2019-2022")


def test_each_barème_has_its_own_list_of_territories(renouvele: Catalogue):
    index = ouvrir()
    nouvelle = next(
        c
        for c in index.communes
        if index.appartenance(c, "2023-11") and not index.appartenance(c, "2020-10")
    )
    assert juger(cdd(commune=nouvelle), renouvele)["statut"] == "non_eligible"
    assert (
        juger(cdd(commune=nouvelle, date_debut="2027-09-01", date_diplome="2027-06-01"), renouvele)[
            "statut"
        ]
        == "eligible"
    )


@pytest.mark.parametrize(
    ("jour", "bareme", "statut"),
    [
        ("2018-12-31", "vte-2019-2022", "hors_periode"),
        ("2022-12-31", "vte-2019-2022", "eligible"),
        ("2023-01-01", "vte-2019-2022", "hors_periode"),
        ("2026-12-31", "vte-2019-2022", "hors_periode"),
        ("2027-01-01", RENOUVELE, "eligible"),
        ("2029-12-31", RENOUVELE, "eligible"),
        ("2030-01-01", RENOUVELE, "hors_periode"),
    ],
)
def test_a_date_that_no_barème_covers_is_out_of_the_period_of_the_last_one(
    renouvele: Catalogue, jour: str, bareme: str, statut: str
):
    diplome = date.fromisoformat(jour).replace(month=1, day=1).isoformat()
    verdict = juger(cdd(date_debut=jour, date_diplome=diplome), renouvele)
    assert (verdict["bareme"]["id"], verdict["statut"]) == (bareme, statut)


def test_without_a_date_the_barème_of_today_judges(
    renouvele: Catalogue, monkeypatch: pytest.MonkeyPatch
):
    assert juger({}, renouvele)["bareme"]["id"] == "vte-2019-2022"
    monkeypatch.setenv("VTE_AUJOURDHUI", "2028-03-01")
    assert juger({}, renouvele)["bareme"]["id"] == RENOUVELE


def test_texts_quote_the_figures_of_the_barème_that_judged(renouvele: Catalogue):
    """Today is in June 2021: today's barème is the first one, whatever the dossier's date."""
    futur = cdd(date_debut="2027-09-01", date_diplome="2027-06-01")
    ancien, nouveau = (
        evaluer(depuis_json(faits, ouvrir().commune), renouvele).chiffres
        for faits in (cdd(), futur)
    )
    assert (ancien["duree_min"], nouveau["duree_min"]) == ("12", "10")
    assert (ancien["annees"], nouveau["annees"]) == ("2019-2022", "2027-2029")
    assert (ancien["nombre_territoires"], nouveau["nombre_territoires"]) == ("148", "183")
    assert nouveau["montant_vte"] == "5\u00a0500\u00a0€"


def test_texts_said_before_any_verdict_quote_the_barème_they_are_given(renouvele: Catalogue):
    for bareme in renouvele.baremes:
        dits = chiffres.de(bareme, renouvele)
        assert dits["annees"] == f"{bareme.du.year}-{bareme.au.year}"
        assert dits["duree_min"] == str(bareme.critere("duree").minimum)


@pytest.fixture
def plus_petites(fichiers: Path, request: pytest.FixtureRequest) -> Catalogue:
    """The catalogue, with another largest head count."""
    remplacer(
        fichiers / "vte" / "vte-2019-2022.yaml",
        "cle: effectif, maximum: 4999",
        f"cle: effectif, maximum: {request.param}",
    )
    return lire(fichiers)


@pytest.mark.parametrize(
    ("plus_petites", "faits", "statut"),
    [
        (249, {"effectif": 249}, "rempli"),
        (249, {"effectif": 250}, "non_rempli"),
        (249, {"taille": "pme"}, "rempli"),
        (249, {"taille": "eti"}, "non_rempli"),
        (249, {"taille": "grande"}, "non_rempli"),
        (249, {}, "inconnu"),
        (999, {"effectif": 999}, "rempli"),
        (999, {"effectif": 1000}, "non_rempli"),
        (999, {"taille": "pme"}, "rempli"),
        (999, {"taille": "eti"}, "inconnu"),
        (999, {"taille": "grande"}, "non_rempli"),
        (20_000, {"taille": "eti"}, "rempli"),
        (20_000, {"taille": "grande"}, "inconnu"),
        (20_000, {"effectif": 20_001}, "non_rempli"),
    ],
    indirect=["plus_petites"],
)
def test_the_largest_head_count_of_the_barème_is_judged(
    plus_petites: Catalogue, faits: dict[str, Any], statut: str
):
    verdict = juger(cdd(effectif=None) | faits, plus_petites)
    taille = next(c for c in verdict["criteres"] if c["id"] == "taille")
    assert taille["statut"] == statut
    assert verdict["manquants"] == (["effectif"] if statut == "inconnu" else [])


@pytest.mark.parametrize(
    ("plus_petites", "dit"),
    [
        (249, "ETI : l'aide est pour les PME, moins de 250 personnes."),
        (
            999,
            "ETI : l'aide est pour les PME et les ETI, moins de 1 000 personnes ; "
            "l'effectif exact est à préciser.",
        ),
        (4999, "ETI : l'aide est pour les PME et les ETI, moins de 5 000 personnes."),
    ],
    indirect=["plus_petites"],
)
def test_the_sizes_that_are_named_are_those_the_barème_admits(plus_petites: Catalogue, dit: str):
    verdict = juger(cdd(effectif=None, taille="eti"), plus_petites)
    taille = next(c for c in verdict["criteres"] if c["id"] == "taille")
    assert taille["explication"].replace("\u00a0", " ") == dit
