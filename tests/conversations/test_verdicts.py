"""The conversations that the assistant exists for, through the real servers."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.serveurs import Conversation

A = (
    "Bonjour, je dirige une PME de 45 salariés à Oyonnax, je veux prendre un jeune diplômé d'un "
    "master en CDD de 18 mois "
    "à partir du 1er septembre 2021, il a eu son diplôme en juin 2021. Quelles aides ?"
)
B = (
    "Bonjour, je suis candidat pour un contrat d'apprentissage de 24 mois à partir du 1er octobre "
    "2021, à Figeac, "
    "dans une entreprise de 300 personnes. J'ai un BTS et je prépare une licence."
)
C = "Nous sommes 12 à Lyon et nous voulons embaucher en CDI"
FAITS_A = [
    "on est 45 salariés",
    "à Oyonnax",
    "un CDD",
    "de 18 mois",
    "le contrat commence le 1er septembre 2021",
    "il a un master",
    "diplômé en juin 2021",
]
FAITS_B = [
    "300 personnes",
    "c'est à Figeac",
    "un contrat d'apprentissage",
    "24 mois",
    "le contrat commence le 1er octobre 2021",
    "j'ai un BTS",
    "je prépare une licence",
]
FAITS_C = ["on est 12", "à Lyon", "en CDI"]


def aides(verdict: dict[str, Any]) -> dict[str, str]:
    return {a["id"]: a["statut"] for a in verdict["aides"]}


def verifier_a(verdict: dict[str, Any]) -> None:
    assert verdict["statut"] == "eligible"
    assert aides(verdict)["vte"] == "ouverte" and aides(verdict)["installation"] == "fermee"
    assert next(a["montant"] for a in verdict["aides"] if a["id"] == "vte") == 4000


def verifier_b(verdict: dict[str, Any]) -> None:
    assert verdict["statut"] == "eligible"
    assert aides(verdict)["vte"] == aides(verdict)["installation"] == "ouverte"
    assert set(verdict["cumul"]) == {"aide_apprentissage", "vte_vert"}


def verifier_c(verdict: dict[str, Any]) -> None:
    assert verdict["statut"] == "non_eligible"
    assert {c["id"] for c in verdict["criteres"] if c["statut"] == "non_rempli"} == {"territoire"}
    assert all(c["explication"] for c in verdict["criteres"])


@pytest.mark.parametrize(
    ("message", "verifier"),
    [(A, verifier_a), (B, verifier_b), (C, verifier_c)],
    ids=["a", "b", "c"],
)
def test_one_opening_message_is_enough(
    conversation: Conversation, message: str, verifier: Callable[[dict[str, Any]], None]
):
    verifier(conversation.dire_et_confirmer(message)["state"]["verdict"])


def _ordres(faits: list[str]) -> list[list[str]]:
    """The order given, the reverse, and turns in between."""
    return [faits, faits[::-1], faits[3:] + faits[:3], faits[::2] + faits[1::2]]


@pytest.mark.parametrize(
    ("faits", "verifier"),
    [
        (f, v)
        for faits, v in ((FAITS_A, verifier_a), (FAITS_B, verifier_b), (FAITS_C, verifier_c))
        for f in _ordres(faits)
    ],
)
def test_facts_may_come_one_by_one_in_any_order(
    conversation: Conversation, faits: list[str], verifier: Callable[[dict[str, Any]], None]
):
    for fait in faits:
        reponse = conversation.dire_et_confirmer(fait)
    verifier(reponse["state"]["verdict"])


def test_answering_the_questions_as_they_come_leads_to_the_verdict(conversation: Conversation):
    reponses = {
        "commune": "Oyonnax",
        "effectif": "45",
        "contrat": "CDD",
        "date_debut": "1er septembre 2021",
        "duree_mois": "18",
        "niveau_obtenu": "master",
        "date_diplome": "juin 2021",
    }
    reponse = conversation.dire("Je voudrais savoir à quelles aides j'ai droit")
    for _ in range(len(reponses)):
        reponse = conversation.dire(reponses[reponse["state"]["question"]])
    verifier_a(reponse["state"]["verdict"])
    assert reponse["state"]["question"] == "date_conclusion"  # it changes another aid
    assert reponse["state"]["progress"] == {"answered": 7, "total": 7}


def test_the_verdict_is_that_of_vte_evaluer(conversation: Conversation):
    etat = conversation.dire(B)["state"]
    commande = [str(Path(sys.executable).with_name("vte")), "evaluer", "--json"]
    sortie = subprocess.run(
        commande, input=json.dumps(etat["dossier"]), capture_output=True, text=True, check=True
    )
    assert json.loads(sortie.stdout).items() <= etat["verdict"].items()


def test_the_announcement_gives_amounts_reasons_reserves_sources_and_a_next_step(
    conversation: Conversation,
):
    dit = "\n".join(m["text"] for m in conversation.dire(A)["messages"])
    for attendu in (
        "assistant automatique",
        "indicative",
        "4\u00a0000\u00a0€",
        "Oyonnax",
        "chiffre d'affaires",
        "Sources",
        "Bpifrance",
    ):
        assert attendu in dit


def test_a_contract_of_next_month_is_out_of_period_said_first_and_plainly(
    conversation: Conversation,
):
    conversation.dire("bonjour")
    reponse = conversation.dire("un CDI à Oyonnax qui commence en janvier 2027")
    premier = next(m["text"] for m in reponse["messages"] if "noté" not in m["text"])
    assert reponse["state"]["verdict"]["statut"] == "hors_periode"
    assert "31 décembre 2022" in premier


def test_homonyms_are_asked_with_buttons(conversation: Conversation):
    reponse = conversation.dire("un poste à Saint-Denis")
    assert reponse["state"]["question"] == "commune_choix"
    assert "commune" not in reponse["state"]["dossier"]
    boutons = reponse["messages"][-1]["buttons"]
    assert len(boutons) == 4
    choisie = conversation.choisir(next(b["payload"] for b in boutons if "Gard" in b["title"]))
    assert choisie["state"]["dossier"]["commune"]["departement"] == "30"


@pytest.mark.parametrize(
    "fait",
    ["l'entreprise existe depuis 2003", "10 000 euros de capital", "appelez-moi au 06 12 34 56 78"],
)
def test_a_number_that_is_no_fact_fills_no_slot(conversation: Conversation, fait: str):
    conversation.dire("un poste à Oyonnax")
    assert "effectif" not in conversation.dire(fait)["state"]["dossier"]


def test_an_answer_that_changes_is_judged_again_at_once(conversation: Conversation):
    conversation.dire(A)
    assert conversation.dire("en fait on est 6000")["state"]["verdict"]["statut"] == "non_eligible"
    assert conversation.dire("pardon, 60")["state"]["verdict"]["statut"] == "eligible"


def test_i_do_not_know_is_an_answer(conversation: Conversation):
    conversation.dire("on est 45 à Oyonnax, en CDD de 18 mois")
    reponse = conversation.dire("je ne sais pas")
    while reponse["state"]["question"]:
        reponse = conversation.dire("je ne sais pas")
    assert reponse["state"]["verdict"]["statut"] == "incomplet"
    assert any("date de début" in m["text"] for m in reponse["messages"])


def test_a_question_in_the_middle_is_answered_and_the_form_goes_on(conversation: Conversation):
    avant = conversation.dire("un CDI à Oyonnax")["state"]
    apres = conversation.dire("c'est quoi le VTE ?")
    assert apres["state"]["question"] == avant["question"] == "effectif"
    assert len(apres["messages"]) == 2 and "4\u00a0000" in apres["messages"][0]["text"]


def test_two_failures_bring_an_explanation(conversation: Conversation):
    conversation.dire("un CDI à Oyonnax")
    premier, second = (conversation.dire("bof bof patate")["messages"][0]["text"] for _ in range(2))
    assert premier != second


def test_begin_again_forgets_everything(conversation: Conversation):
    conversation.dire(A)
    etat = conversation.dire("on recommence")["state"]
    assert (etat["dossier"], etat["verdict"], etat["question"]) == ({}, None, "commune")


def test_every_pair_of_opening_facts_is_kept(nouvelle: Callable[[], Conversation]):
    for premier, second in itertools.islice(itertools.combinations(FAITS_A, 2), 0, None, 4):
        une = nouvelle()
        ensemble = une.dire_et_confirmer(f"{premier}, {second}")["state"]["dossier"]
        autre = nouvelle()
        autre.dire_et_confirmer(premier)
        assert ensemble == autre.dire_et_confirmer(second)["state"]["dossier"], (premier, second)


def test_an_intercommunalite_is_explained_and_its_commune_asked(conversation: Conversation):
    reponse = conversation.dire("on recrute dans le Grand Chalon")
    assert reponse["state"]["question"] == "commune_choix"
    dernier = reponse["messages"][-1]
    assert "51 communes" in dernier["text"] and "commune par commune" in dernier["text"]
    assert conversation.dire("à Saint-Rémy")["state"]["dossier"]["commune"]["code"] == "71475"


def test_a_name_from_before_a_merger_says_which_commune_it_is_today(conversation: Conversation):
    reponse = conversation.dire("le poste est à Bellegarde-sur-Valserine")
    assert reponse["state"]["dossier"]["commune"]["nom"] == "Valserhône"
    assert any(
        "Valserhône (01)" in m["text"] and "aujourd'hui" in m["text"] for m in reponse["messages"]
    )


def test_where_one_lives_is_not_where_the_post_is(conversation: Conversation):
    assert (
        conversation.dire("j'habite Lyon mais le poste est à Oyonnax")["state"]["dossier"][
            "commune"
        ]["nom"]
        == "Oyonnax"
    )


def test_the_card_in_view_follows_the_facts_and_the_older_one_is_marked_as_replaced(
    conversation: Conversation,
):
    first = conversation.dire(B)
    later = conversation.dire("en fait on est 6000")
    assert later["state"]["verdict"]["dossier"] == later["state"]["dossier"]
    histoire = conversation.client.get("/history").json()
    assert histoire["state"]["verdict"] == later["state"]["verdict"]
    marked = {m["id"] for m in histoire["messages"] if m.get("custom", {}).get("remplacee")}
    cards = {m["id"] for m in first["messages"] if m["custom"].get("card") == "verdict"}
    assert cards and marked == cards


def test_what_the_card_offers_may_be_clicked_after_a_reload(conversation: Conversation):
    conversation.dire(B)
    boutons = conversation.client.get("/history").json()["state"]["verdict"]["boutons"]
    pourquoi = next(b for b in boutons if b["title"].startswith("Pourquoi"))
    assert conversation.choisir(pourquoi["payload"])["messages"]
    refus = conversation.dire_et_confirmer("en fait le poste est à Lyon")["state"]["verdict"]
    changer = next(b for b in refus["boutons"] if b["title"] == "Changer la commune")
    assert conversation.choisir(changer["payload"])["state"]["question"] == "commune"
