"""How the verdict is announced: what is said, by the name of the response, and in which order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.vte.conversation.personne import ELIGIBLE, Personne, lue
from vte.conversation.textes import Textes
from vte.regles import evaluer

ESPACE = "\u00a0"


def judged(**faits: Any) -> Personne:
    """Somebody who asks for the verdict of what is known."""
    personne = Personne(**faits)
    personne.dit("alors, quelles aides ?", "demander_aides")
    return personne


def test_the_verdict_is_said_with_aids_reserves_sources_once_and_a_next_step():
    personne = judged(**ELIGIBLE)
    assert personne.dites == [
        "utter_verdict_eligible",
        "utter_verdict_aides",
        "utter_verdict_reserves",
        "utter_verdict_autres",
        "utter_verdict_total",
        "utter_verdict_voisines",
        "utter_verdict_sources",
        "utter_suite",
    ]
    en_bref = personne.valeurs("utter_verdict_eligible")["en_bref"]
    assert en_bref == f"4{ESPACE}000{ESPACE}€ pour l'entreprise"
    assert f"4{ESPACE}000{ESPACE}€" in personne.valeurs("utter_verdict_aides")["aides"]


def test_a_candidate_is_told_what_is_for_them():
    ouverte = {c: v for c, v in ELIGIBLE.items() if c != "date_diplome"} | {
        "profil": "candidat",
        "contrat": "apprentissage",
        "niveau_obtenu": 2,
        "niveau_prepare": 3,
    }
    personne = judged(**ouverte)
    assert personne.valeurs("utter_verdict_eligible")["en_bref"].endswith("€ pour vous")
    personne.dit("pourquoi ?", "expliquer_question")
    dits = "\n".join(v for p in personne.paroles for v in p.valeurs.values())
    assert "Vous avez obtenu" in dits and "jeune" not in dits.replace("moins de 26 ans", "")


def test_the_verdict_announced_is_kept_whole_with_the_state():
    personne = judged(**ELIGIBLE)
    assert personne.etat.verdict == evaluer(personne.etat.entretien.dossier).en_json()


def test_the_verdict_kept_follows_every_change_and_is_forgotten_with_the_facts():
    personne = judged(**ELIGIBLE)
    personne.dit("on est 6000", lecture=lue(effectif=6000))
    assert (personne.etat.verdict or {})["statut"] == "non_eligible"
    personne.dit("un CDD de 18 mois", "informer")
    assert personne.etat.verdict == evaluer(personne.etat.entretien.dossier).en_json()
    personne.dit("on recommence", "recommencer")
    assert personne.etat.verdict is None


def test_the_verdict_kept_is_in_the_words_of_who_speaks_since_rasa_knows_it_first():
    """Rasa sets the slot `profil` before the action runs: the state has it, not the verdict."""
    etat = judged(**ELIGIBLE).etat
    personne = Personne(etat.en_slots()["conversation"], **ELIGIBLE | {"profil": "candidat"})
    personne.dit("je suis candidat", "saluer")
    assert personne.etat.verdict == evaluer(personne.etat.entretien.dossier).en_json()


def test_the_verdict_kept_is_the_one_announced_even_when_only_the_rules_have_changed():
    personne = Personne(**ELIGIBLE)
    personne.dit("alors ?", "demander_aides")
    stale = {**(personne.etat.verdict or {}), "statut": "non_eligible"}
    avant = {"verdict": stale, "annonce": {"statut": "non_eligible"}, "dite": None}
    personne.etat = replace(personne.etat, **avant)
    assert personne.dit("alors ?", "demander_aides")[0] == "utter_verdict_eligible"
    assert (personne.etat.verdict or {})["statut"] == "eligible"


def test_no_verdict_is_kept_before_one_is_announced():
    personne = Personne()
    personne.dit("on est 45 à Oyonnax")
    assert personne.etat.verdict is None


def test_a_refusal_that_one_can_lift_says_how():
    pistes = judged(**ELIGIBLE | {"duree_mois": 8}).valeurs("utter_verdict_pistes")["pistes"]
    assert f"12{ESPACE}mois au lieu de 8" in pistes


def test_a_refusal_comes_with_its_reasons_and_without_aids():
    personne = judged(**ELIGIBLE | {"commune": "69123"})
    assert personne.dites[0] == "utter_verdict_non_eligible"
    assert "utter_verdict_aides" not in personne.dites
    assert "Lyon" in personne.valeurs("utter_verdict_raisons")["raisons"]


def test_out_of_period_is_said_first():
    personne = judged(**ELIGIBLE | {"date_debut": "2026-12-01", "date_diplome": "2026-06-01"})
    assert personne.dites[0] == "utter_verdict_hors_periode"


def test_what_was_not_known_remains_to_be_told():
    connus = {cle: v for cle, v in ELIGIBLE.items() if cle != "effectif"}
    personne = Personne({"passees": ["effectif"]}, **connus)
    dites = personne.dit("alors ?", "demander_aides")
    assert dites[0] == "utter_verdict_incomplet" and "utter_verdict_reste" in dites


def test_the_same_verdict_is_not_recited_again():
    personne = judged(**ELIGIBLE)
    assert personne.dit("un CDD de 18 mois") == ["utter_verdict_inchange"]


def test_asking_again_says_that_it_is_checked_and_offers_another_recruitment():
    personne = judged(**ELIGIBLE)
    assert personne.dit("vérifier mes droits", "demander_aides") == ["utter_deja_verifie"]


def test_a_verdict_names_only_the_conditions_that_are_not_met_and_why_names_them_all():
    personne = judged(**ELIGIBLE | {"commune": "69123"})
    assert personne.valeurs("utter_verdict_raisons")["raisons"].startswith("✗ Lyon")
    assert "✓" not in personne.valeurs("utter_verdict_raisons")["raisons"]
    personne.dit("pourquoi ?", "expliquer_question")
    assert "✓ CDD" in personne.valeurs("utter_pourquoi")["raisons"]


def test_nothing_read_after_a_verdict_is_not_understood():
    assert judged(**ELIGIBLE).dit("bof bof") == ["utter_pas_compris"]


def test_a_refusal_with_questions_left_offers_to_go_on():
    assert judged(commune="69123", contrat="stage").dites[-1] == "utter_suite_refus"


def test_a_dossier_is_judged_once_a_turn(monkeypatch: pytest.MonkeyPatch):
    juges = []
    monkeypatch.setattr("vte.conversation.echange.evaluer", lambda d: juges.append(d) or evaluer(d))
    judged(**ELIGIBLE | {"duree_mois": 8})
    assert len(juges) == 1


ALTERNANCE = ELIGIBLE | {
    "contrat": "apprentissage",
    "niveau_obtenu": 2,
    "niveau_prepare": 3,
    "duree_mois": 10,
    "date_diplome": None,
}
COURT = 1600  # characters: WhatsApp's, the shortest of the platforms


@pytest.mark.parametrize(
    "dossier",
    [ELIGIBLE, ELIGIBLE | {"commune": None}, ALTERNANCE, ALTERNANCE | {"duree_mois": 24}],
)
def test_nothing_said_is_too_long_for_a_messenger(dossier: dict[str, Any]):
    personne, textes = Personne(**dossier), Textes.du_projet()
    dites = [personne.dit("alors ?", "demander_aides"), personne.paroles]
    personne.dit("pourquoi ?", "expliquer_question")
    for parole in (*dites[1], *personne.paroles):
        texte = textes.rendre(parole.reponse, parole.valeurs, canal="whatsapp")
        assert len(texte) <= COURT, parole.reponse
