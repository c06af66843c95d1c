"""What-if: what a change would change, and the smallest changes that would open the aid."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.vte.fabriques import apprentissage, cdd
from tests.vte.regles.conftest import remplacer
from vte.dossier import depuis_json
from vte.erreurs import DossierInvalide
from vte.regles import comparaison, comparer, evaluer, pistes
from vte.regles.catalogue import lire as lire_catalogue
from vte.territoires import ouvrir


def lire(faits: dict[str, Any]):
    return depuis_json(faits, ouvrir().commune)


def textes(faits: dict[str, Any]) -> list[str]:
    return [p.texte.replace("\u00a0", " ") for p in pistes(evaluer(lire(faits)))]


def test_a_contract_changed_to_an_apprenticeship_opens_the_settling_aid():
    dossier = lire(cdd(niveau_prepare=5))
    comparaison = comparer(dossier, {"contrat": "apprentissage"})
    assert {c.id for c in comparaison.criteres} == {"anciennete_diplome", "niveau_prepare"}
    installation = next(c for c in comparaison.aides if c.id == "installation")
    assert (installation.avant.statut, installation.apres.statut) == ("fermee", "ouverte")
    assert comparaison.change


def test_an_aid_that_appears_or_goes_is_a_change():
    comparaison = comparer(lire(cdd(niveau_prepare=5)), {"contrat": "apprentissage"})
    aide = next(c for c in comparaison.aides if c.id == "aide_apprentissage")
    assert aide.avant is None and aide.apres.montant == 8000


def test_a_shorter_contract_says_which_criterion_fails():
    comparaison = comparer(lire(cdd()), {"duree_mois": 8})
    assert [(c.id, c.apres.statut) for c in comparaison.criteres] == [("duree", "non_rempli")]
    assert (comparaison.avant.statut, comparaison.apres.statut) == (
        "eligible",
        "non_eligible",
    )


def test_comparing_changes_no_dossier():
    dossier = lire(cdd())
    comparer(dossier, {"effectif": 9000})
    assert dossier == lire(cdd())


def test_nothing_changes_where_nothing_depends_on_it():
    assert not comparer(lire(cdd()), {"effectif": 46}).change


def test_a_head_count_carries_its_size_along():
    assert comparer(lire(cdd()), {"effectif": 9000}).apres.dossier.taille == "grande"
    assert comparer(lire(cdd()), {"taille": "eti"}).apres.dossier.effectif is None


def test_a_fact_may_become_unknown():
    assert comparer(lire(cdd()), {"date_diplome": None}).apres.statut == "incomplet"


def test_an_impossible_change_is_an_error_that_names_the_field():
    with pytest.raises(DossierInvalide) as erreur:
        comparer(lire(cdd()), {"duree_mois": -3})
    assert erreur.value.champ == "duree_mois"


@pytest.mark.parametrize(
    ("faits", "attendus"),
    [
        (cdd(duree_mois=8), ["12 mois au lieu de 8", "CDI au lieu de CDD"]),
        (cdd(contrat="stage"), ["CDI au lieu de stage", "CDD au lieu de stage"]),
        (
            cdd(contrat="stage", duree_mois=6),
            ["CDI au lieu de stage", "12 mois au lieu de 6 et CDD au lieu de stage"],
        ),
        (
            apprentissage(contrat="stage"),
            [
                "contrat d'apprentissage au lieu de stage",
                "contrat de professionnalisation au lieu de stage",
            ],
        ),
        (apprentissage(duree_mois=8), ["12 mois au lieu de 8"]),
        (
            cdd(date_debut="2021-09-01", date_diplome="2019-08-01"),
            ["un début le 31 juillet 2021 au lieu du 1er septembre 2021"],
        ),
        (
            cdd(date_debut="2023-01-15", date_diplome="2022-06-01"),
            ["un début le 31 décembre 2022 au lieu du 15 janvier 2023"],
        ),
    ],
)
def test_a_refused_dossier_gets_the_smallest_changes_that_would_open_the_aid(
    faits: dict[str, Any], attendus: list[str]
):
    assert textes(faits) == attendus


@pytest.mark.parametrize(
    "faits",
    [
        cdd(),  # eligible already
        cdd(commune="69123"),  # a town is not changed for an aid
        cdd(niveau_obtenu=0),  # nor a diploma
        cdd(effectif=9000),
        cdd(commune="69123", duree_mois=6),
        {"contrat": "stage"},  # too little is known for a sure piste
        cdd(
            date_debut="2021-05-01", date_diplome="2019-03-01"
        ),  # it would have had to begin before today
    ],
)
def test_what_is_not_in_ones_hands_is_never_proposed(faits: dict[str, Any]):
    assert textes(faits) == []


def test_a_refusal_may_be_lifted_before_all_is_known():
    verdict = evaluer(lire({"commune": "01283", "contrat": "cdd", "duree_mois": 8}))
    assert pistes(verdict) == []
    assert [p.changes for p in pistes(verdict, certaines=False)] == [
        {"duree_mois": 12},
        {"contrat": "cdi"},
    ]
    ailleurs = evaluer(lire({"commune": "69123", "contrat": "stage"}))
    assert pistes(ailleurs, certaines=False) == []


def test_no_start_in_the_past_is_proposed(monkeypatch: pytest.MonkeyPatch):
    tard = cdd(date_debut="2023-01-15", date_diplome="2022-06-01")
    monkeypatch.setenv("VTE_AUJOURDHUI", "2022-12-31")
    assert textes(tard) == ["un début le 31 décembre 2022 au lieu du 15 janvier 2023"]
    monkeypatch.setenv("VTE_AUJOURDHUI", "2023-01-01")
    assert textes(tard) == []


def test_each_piste_gives_an_eligible_dossier():
    for faits in (cdd(duree_mois=8), apprentissage(contrat="vie", duree_mois=3)):
        for piste in pistes(evaluer(lire(faits))):
            assert (
                evaluer(
                    lire(
                        faits | piste.changes
                        if piste.changes.get("contrat") != "cdi"
                        else {**faits, **piste.changes, "duree_mois": None}
                    )
                ).statut
                == "eligible"
            )


def test_what_is_judged_already_is_not_judged_again(monkeypatch: pytest.MonkeyPatch):
    avant, juges = evaluer(lire(cdd())), []
    monkeypatch.setattr(
        comparaison, "evaluer", lambda d, *reste: juges.append(d) or evaluer(d, *reste)
    )
    compare = comparer(avant.dossier, {"duree_mois": 8}, avant)
    assert compare.avant is avant
    assert [d.duree_mois for d in juges] == [8]


def test_pistes_of_a_verdict_judge_by_its_own_catalogue(fichiers: Path):
    remplacer(
        fichiers / "vte" / "vte-2019-2022.yaml",
        "cle: duree_mois, minimum: 12",
        "cle: duree_mois, minimum: 9",
    )
    verdict = evaluer(lire(cdd(duree_mois=8)), lire_catalogue(fichiers))
    assert [p.changes for p in pistes(verdict)][0] == {"duree_mois": 9}
    assert comparer(verdict.dossier, {"duree_mois": 9}, verdict).apres.statut == "eligible"
