"""What holds for any dossier."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vte.dossier import CONTRATS, Dossier, changer, depuis_json, ordre_des_questions
from vte.regles import evaluer, pistes
from vte.territoires import ouvrir

STATUTS = {"eligible", "non_eligible", "hors_periode", "incomplet", "a_confirmer"}
# Around the boundaries, so that both sides come up.
DATES = st.one_of(
    st.dates(date(2017, 1, 1), date(2027, 12, 31)).map(str),
    st.sampled_from(
        [
            "2018-12-31",
            "2019-01-01",
            "2020-02-29",
            "2021-06-01",
            "2022-02-28",
            "2022-12-31",
            "2023-01-01",
        ]
    ),
)
VALEURS: dict[str, st.SearchStrategy[Any]] = {
    "commune": st.sampled_from(["01283", "46102", "69123", "08439", "75056"]),
    "effectif": st.sampled_from([0, 12, 249, 250, 4999, 5000, 20_000]),
    "contrat": st.sampled_from(CONTRATS),
    "duree_mois": st.sampled_from([0, 6, 11, 12, 13, 24]),
    "date_debut": DATES,
    "niveau_obtenu": st.integers(-1, 8),
    "date_diplome": DATES,
    "niveau_prepare": st.integers(-1, 8),
    "profil": st.sampled_from(["entreprise", "candidat"]),
}
FAITS = st.fixed_dictionaries({}, optional=VALEURS)
SANS_DELAI = settings(
    deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def lire(faits: dict[str, Any]) -> Dossier:
    return depuis_json(faits, ouvrir().commune)


@SANS_DELAI
@given(FAITS)
def test_every_verdict_is_one_of_the_statuts_and_its_json_round_trips(faits: dict[str, Any]):
    verdict = evaluer(lire(faits)).en_json()
    assert verdict["statut"] in STATUTS
    assert json.loads(json.dumps(verdict)) == verdict
    assert evaluer(lire(verdict["dossier"])).en_json() == verdict


@SANS_DELAI
@given(FAITS, st.data())
def test_learning_a_fact_never_turns_a_refusal_into_an_eligibility(
    faits: dict[str, Any], data: st.DataObject
):
    dossier = lire(faits)
    inconnues = [
        c
        for c in VALEURS
        if getattr(dossier, c) is None and not (c == "effectif" and dossier.taille)
    ]
    if evaluer(dossier).statut == "non_eligible" and inconnues:
        cle = data.draw(st.sampled_from(inconnues))
        suite = changer(dossier, {cle: data.draw(VALEURS[cle])}, ouvrir().commune)
        assert evaluer(suite).statut == "non_eligible"


@SANS_DELAI
@given(FAITS, st.randoms())
def test_the_order_of_facts_never_matters(faits: dict[str, Any], hasard: Any):
    melange = list(faits.items())
    hasard.shuffle(melange)
    assert evaluer(lire(dict(melange))) == evaluer(lire(faits))


@SANS_DELAI
@given(FAITS, st.integers(0, 40))
def test_a_longer_contract_never_hurts(faits: dict[str, Any], de_plus: int):
    court = lire(faits)
    if court.duree_mois is None:
        return
    long = court.avec(duree_mois=court.duree_mois + de_plus)
    rang = {"non_eligible": 0, "hors_periode": 1, "incomplet": 1, "a_confirmer": 1, "eligible": 1}
    assert rang[evaluer(long).statut] >= rang[evaluer(court).statut]


@SANS_DELAI
@given(FAITS)
def test_a_piste_applied_gives_an_eligible_dossier_and_touches_only_what_one_decides(
    faits: dict[str, Any],
):
    dossier = lire(faits)
    for piste in pistes(evaluer(dossier)):
        assert evaluer(changer(dossier, piste.changes, ouvrir().commune)).statut == "eligible"
        assert set(piste.changes) <= {"contrat", "duree_mois", "date_debut"}
        assert piste.texte


@SANS_DELAI
@given(FAITS)
def test_a_piste_is_minimal(faits: dict[str, Any]):
    dossier = lire(faits)
    for piste in pistes(evaluer(dossier)):
        for cle in piste.changes:
            moins = {c: v for c, v in piste.changes.items() if c != cle}
            assert evaluer(changer(dossier, moins, ouvrir().commune)).statut != "eligible"


EXTREMES: dict[str, list[Any]] = {
    "commune": ["69123"],
    "effectif": [5000],
    "contrat": ["stage"],
    "date_debut": ["2026-12-01", "2019-01-01"],
    "duree_mois": [0],
    "niveau_obtenu": [-1],
    "date_diplome": ["1950-01-01"],
    "niveau_prepare": [-1],
}


@SANS_DELAI
@given(FAITS)
def test_manquants_are_just_the_unknown_keys_that_can_change_the_statut(faits: dict[str, Any]):
    dossier = lire(faits)
    verdict = evaluer(dossier)
    changeantes = []
    for cle in EXTREMES:
        if getattr(dossier, cle) is None and not (cle == "effectif" and dossier.taille):
            suites = {
                evaluer(changer(dossier, {cle: v}, ouvrir().commune)).statut for v in EXTREMES[cle]
            }
            changeantes += [cle] if suites - {verdict.statut} else []
    assert set(changeantes) <= set(verdict.manquants)
    ordre = ordre_des_questions(dossier.profil)
    assert list(verdict.manquants) == [c for c in ordre if c in verdict.manquants]
    assert all(getattr(dossier, c) is None for c in verdict.manquants)


@SANS_DELAI
@given(FAITS)
def test_every_explanation_is_short_and_every_source_can_be_found(faits: dict[str, Any]):
    verdict = evaluer(lire(faits)).en_json()
    for element in verdict["criteres"] + verdict["aides"]:
        assert 0 < len(element["explication"]) < 300, element
        assert "https://" in element["source"] or " n° " in element["source"]
        assert len(element.get("divergence", "")) < 300
    assert all(a["montant"] is None or a["montant"] > 0 for a in verdict["aides"])
