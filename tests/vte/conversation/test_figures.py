"""The figures that texts quote are those of the barème that judges, on either side of a renewal."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.vte.conversation.personne import ELIGIBLE, Personne
from tests.vte.regles.conftest import remplacer
from vte.conversation import figures
from vte.regles import catalogue
from vte.regles.catalogue import DOSSIER, lire

# An apprentice, whose diploma may be of any age.
ALTERNANCE = {cle: v for cle, v in ELIGIBLE.items() if cle != "date_diplome"} | {
    "contrat": "apprentissage",
    "duree_mois": 24,
    "niveau_obtenu": 2,
    "niveau_prepare": 3,
}
APRES = {"date_debut": "2024-09-01", "date_diplome": "2024-06-01"}


@pytest.fixture(autouse=True)
def renewed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The project's rules, and a made-up barème that follows: 24 months, 3 000 €."""
    copie = Path(shutil.copytree(DOSSIER, tmp_path / "dispositifs"))
    second = copie / "vte" / "vte-2023.yaml"
    shutil.copy(copie / "vte" / "vte-2019-2022.yaml", second)
    for avant, apres in (
        ("du: 2019-01-01", "du: 2023-01-01"),
        ("au: 2022-12-31", "au: 2026-12-31"),
        ("cle: duree_mois, minimum: 12", "cle: duree_mois, minimum: 24"),
        ("montant: 4000", "montant: 3000"),
    ):
        remplacer(second, avant, apres)
    lu = lire(copie)
    monkeypatch.setattr(catalogue, "courant", lambda: lu)
    for module in ("figures", "accueil"):
        monkeypatch.setattr(f"vte.conversation.{module}.courant", lambda: lu)
    monkeypatch.setattr("vte.regles.evaluation.courant", lambda: lu)
    yield


def test_a_dossier_of_each_period_is_told_its_own_figures():
    avant, apres = Personne(**ELIGIBLE), Personne(**ELIGIBLE | APRES | {"duree_mois": 18})
    for personne, annees, minimum in ((avant, "2019-2022", "12"), (apres, "2023-2026", "24")):
        personne.dit("alors ?", "demander_aides")
        personne.dit("pourquoi ?", "expliquer_question")
        dits = "\n".join(v for p in personne.paroles for v in p.valeurs.values())
        assert f"au moins {minimum}" in dits
        personne.dit("c'est quoi ?", "faq", "faq/definition")
        assert personne.valeurs("utter_faq/definition")["annees"] == annees


def test_a_period_that_is_over_is_told_by_its_own_dates():
    personne = Personne(**ALTERNANCE | {"date_debut": "2028-01-01"})
    personne.dit("alors ?", "demander_aides")
    assert personne.valeurs("utter_verdict_hors_periode")["periode_au"] == "31 décembre 2026"


def test_a_trial_is_told_the_figures_of_the_barème_that_judges_it():
    personne = Personne(**ALTERNANCE)
    personne.dit("et si le contrat commençait le 1er septembre 2031 ?", "comparer")
    assert personne.valeurs("utter_et_si_hors_periode")["periode_au"] == "31 décembre 2026"


def test_a_response_that_cites_no_figure_gets_none():
    assert figures.completer((), Personne().etat.entretien.dossier) == ()
    personne = Personne(**ELIGIBLE)
    personne.dit("merci", "remercier")
    assert personne.valeurs("utter_remercier") == {}


@pytest.mark.parametrize(
    ("jour", "dit"),
    [
        ("2021-06-15", "L'entreprise reçoit"),
        ("2026-12-31", "L'entreprise reçoit"),
        ("2027-01-01", "L'entreprise recevait"),
    ],
)
def test_what_is_over_is_told_in_the_past(jour: str, dit: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VTE_AUJOURDHUI", jour)
    personne = Personne()
    personne.dit("c'est quoi ?", "faq", "faq/definition")
    assert dit in personne.textes[0]


@pytest.mark.parametrize(
    ("jour", "montants"),
    [("2021-06-15", ["8 000 €"]), ("2026-11-27", ["4 500 €", "2 000 €", "1 500 €", "750 €"])],
)
def test_the_other_aids_for_an_apprentice_are_those_of_the_day(
    jour: str, montants: list[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("VTE_AUJOURDHUI", jour)
    personne = Personne()
    personne.dit("quelles autres aides aujourd'hui ?", "faq", "faq/aides_alternance")
    dit = personne.textes[0].replace("\u00a0", " ")
    assert all(montant in dit for montant in montants)
    assert jour[:4] in dit.split(":")[0]
