"""Questions about this dossier, answered from its verdict."""

from __future__ import annotations

import pytest

from tests.vte.conversation.personne import ELIGIBLE, Personne, lue
from vte.conversation.bilan import DOSSIER
from vte.dossier import CLES
from vte.horloge import au

ESPACE = "\u00a0"
ALTERNANT = {c: v for c, v in ELIGIBLE.items() if c != "date_diplome"} | {
    "contrat": "apprentissage",
    "niveau_obtenu": 2,
    "niveau_prepare": 3,
}
SUJETS = ["total", "suite", "certitude", "manque", "jusqu_a_quand", "payeur", "que_changer", "rien"]


def announced(**faits: object) -> Personne:
    personne = Personne(**faits)
    personne.dit("alors ?", "demander_aides")
    return personne


def ask(personne: Personne, sujet: str) -> str:
    personne.dit("…", "dossier", f"{DOSSIER}{sujet}", lecture=lue())
    return "\n".join(personne.textes)


@pytest.mark.parametrize("sujet", [*SUJETS, "contester", "envoyer"])
@pytest.mark.parametrize(
    "faits",
    [ELIGIBLE, ALTERNANT, ELIGIBLE | {"commune": "69123"}, ELIGIBLE | {"date_debut": "2026-12-01"}],
    ids=["eligible", "alternance", "refused", "out of period"],
)
def test_every_question_about_the_dossier_has_an_answer_after_every_verdict(
    sujet: str, faits: dict[str, object]
):
    assert ask(announced(**faits), sujet)


@pytest.mark.parametrize("sujet", [*SUJETS, "contester", "envoyer"])
def test_without_a_verdict_the_topic_says_what_it_can(sujet: str):
    personne = Personne()
    assert ask(personne, sujet) and personne.dites[0] == f"utter_{DOSSIER}{sujet}"


def test_the_total_is_said_by_beneficiary_and_only_of_what_is_certain():
    dit = ask(announced(**ALTERNANT), "total")
    assert f"L'entreprise{ESPACE}: 4{ESPACE}000{ESPACE}€" in dit
    assert f"Le jeune{ESPACE}: 1{ESPACE}200{ESPACE}€" in dit
    assert "à confirmer" in dit


def test_nothing_is_added_up_for_a_refused_recruitment():
    dit = ask(announced(**ELIGIBLE | {"commune": "69123"}), "total")
    assert f"4{ESPACE}000" not in dit


def test_what_next_after_a_refusal_names_what_refuses_and_what_would_lift_it():
    dit = ask(announced(**ELIGIBLE | {"duree_mois": 8}), "suite")
    assert "durée" in dit and f"12{ESPACE}mois au lieu de 8" in dit


def test_a_certainty_is_never_promised():
    dit = ask(announced(**ELIGIBLE), "certitude")
    assert dit.startswith("Non") and "indicative" in dit and "bilan" in dit


def test_so_i_have_nothing_is_set_right_where_something_is_open():
    assert ask(announced(**ELIGIBLE), "rien").startswith("Si")


def test_an_aid_that_has_ended_is_never_what_is_left():
    """« Emplois francs » ended on 31 December 2024, and were once proposed beside a refusal."""
    dates = {
        "date_debut": "2027-03-01",
        "date_diplome": "2026-10-01",
        "date_conclusion": "2027-01-04",
    }
    with au("2026-11-28"):
        dit = ask(announced(**ELIGIBLE | dates), "rien")
    assert "ZFRR" in dit
    assert "Emplois francs" not in dit and "moins de 26 ans" not in dit


def test_who_pays_is_told_aid_by_aid():
    dit = ask(announced(**ALTERNANT), "payeur")
    assert "Action Logement" in dit and "Bpifrance" in dit


@pytest.mark.parametrize("intent", ["affirmer", "continuer"])
def test_ok_after_a_verdict_says_what_to_do_next(intent: str):
    assert announced(**ELIGIBLE).dit("ok", intent, lecture=lue())[0] == "utter_bilan_suite"


def test_a_new_fact_in_the_question_is_judged_and_answered_by_the_new_verdict():
    personne = announced(**ELIGIBLE | {"commune": "69123"})
    personne.dit("et à Carros ?", "dossier", f"{DOSSIER}que_changer", lecture=lue(commune="06033"))
    assert personne.sait["commune"]["nom"] == "Carros"
    assert "utter_verdict_eligible" in personne.dites


def test_a_key_that_is_missing_is_named():
    faits = {c: v for c, v in ELIGIBLE.items() if c != "niveau_obtenu"}
    personne = Personne({"passees": ["niveau_obtenu"]}, **faits)
    personne.dit("alors ?", "demander_aides")
    assert "diplôme" in ask(personne, "manque")
    assert "niveau_obtenu" in CLES
