"""Lint of what is shown to people.

Figures come from the barème, typography, links, lengths, nothing missing.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from vte.dossier import CLES, depuis_json
from vte.horloge import aujourdhui
from vte.regles import chiffres, courant
from vte.territoires import ouvrir

RACINE = Path(__file__).parents[1]
DOMAINE: dict[str, Any] = yaml.safe_load((RACINE / "domain.yml").read_text(encoding="utf-8"))
EXEMPLES: dict[str, list[str]] = {}
for fichier in sorted((RACINE / "data/nlu").glob("*.yml")):
    for bloc in yaml.safe_load(fichier.read_text(encoding="utf-8"))["nlu"]:
        EXEMPLES.setdefault(bloc["intent"], []).extend(
            ligne.removeprefix("- ").strip() for ligne in bloc["examples"].splitlines()
        )
VARIANTES = [
    (nom, reponse) for nom, variantes in DOMAINE["responses"].items() for reponse in variantes
]
REPONSES = dict(VARIANTES)
QUESTIONS = [c for c in CLES if c not in ("profil", "taille")]
LONGUEUR_MAX = 420
# What actions give to a response, besides the figures of the barème.
DONNES = {
    "anciens",
    "changes",
    "demande_coordonnee",
    "demande_nom",
    "demande_sujet",
    "differences",
    "en_bref",
    "jour",
    "obstacles",
    "raisons_sourcees",
    "faits",
    "nombre",
    "groupe_nom",
    "groupe_communes",
    "groupe_membres",
    "ancienne",
    "actuelle",
    "aides",
    "raisons",
    "reste",
    "non_verifies",
    "sources",
    "pistes",
}


def textes() -> list[tuple[str, str]]:
    return [(nom, r["text"]) for nom, r in VARIANTES] + titres()


def titres() -> list[tuple[str, str]]:
    return [(nom, b["title"]) for nom, r in VARIANTES for b in r.get("buttons", [])]


@pytest.mark.parametrize(("nom", "texte"), textes())
def test_double_marks_follow_a_no_break_space(nom: str, texte: str):
    assert not re.search(r"(?<![\u00a0\u202f])[;?!»€](?![a-z])", texte), texte
    assert not re.search(r"[^\u00a0\u202f]:(?=[\s]|$)", texte), texte
    assert not re.search(r"«(?![\u00a0\u202f])", texte), texte
    assert "..." not in texte and "  " not in texte


@pytest.mark.parametrize(("nom", "texte"), textes())
def test_no_amount_is_written_in_a_text(nom: str, texte: str):
    assert not re.search(r"\d[\d\s\u00a0\u202f]*€", texte), texte


@pytest.mark.parametrize(("nom", "texte"), textes())
def test_texts_are_short_polite_and_link_nowhere_unsafe(nom: str, texte: str):
    assert len(texte) <= LONGUEUR_MAX
    assert "http://" not in texte
    assert not re.search(r"\b(?:tu|ton|tes|toi)\b", texte, re.I), texte


@pytest.mark.parametrize(("nom", "texte"), textes())
def test_every_name_in_braces_is_given(nom: str, texte: str):
    connus = set(chiffres.de(courant(), aujourdhui())) | DONNES
    assert set(re.findall(r"{(\w+)}", texte)) <= connus


def test_figures_that_texts_quote_have_a_slot():
    cites = {n for _, texte in textes() for n in re.findall(r"{(\w+)}", texte)} - DONNES
    assert cites <= set(DOMAINE["slots"])


@pytest.mark.parametrize("cle", [*QUESTIONS, "commune_choix"])
def test_each_question_can_be_asked_misunderstood_and_explained(cle: str):
    assert {
        f"utter_{verbe}_{cle}" for verbe in ("demander", "rappel", "pas_compris", "explique")
    } <= set(REPONSES)


@pytest.mark.parametrize(("nom", "titre"), titres())
def test_a_button_s_title_fits_every_platform(nom: str, titre: str):
    assert len(titre) <= 20, titre  # Messenger's quick replies, the shortest of all


@pytest.mark.parametrize(
    "statut", ["eligible", "non_eligible", "hors_periode", "a_confirmer", "incomplet"]
)
def test_each_verdict_of_a_trial_says_what_is_tried_and_indicative(statut: str):
    assert (
        "indicative" in REPONSES[f"utter_et_si_{statut}"]["text"]
        and "{changes}" in REPONSES[f"utter_et_si_{statut}"]["text"]
    )


def test_every_question_about_the_vte_can_be_proposed_when_a_message_is_unclear():
    proposables = {
        nom.removeprefix("utter_proposer_faq_")
        for nom in REPONSES
        if nom.startswith("utter_proposer_faq_")
    }
    assert proposables == {i.removeprefix("faq/") for i in EXEMPLES if i.startswith("faq/")}


@pytest.mark.parametrize(
    "statut", ["eligible", "non_eligible", "hors_periode", "a_confirmer", "incomplet"]
)
def test_each_verdict_has_its_sentence_and_says_indicative(statut: str):
    assert "indicative" in REPONSES[f"utter_verdict_{statut}"]["text"]


def test_first_contact_says_machine_indicative_and_where_a_human_is():
    accueil = REPONSES["utter_accueil"]["text"]
    for attendu in ("assistant automatique", "indicative", "personne", "Bpifrance"):
        assert attendu in accueil


def test_every_button_carries_a_valid_fact_or_an_intent():
    intents = {i if isinstance(i, str) else next(iter(i)) for i in DOMAINE["intents"]}
    for _, reponse in VARIANTES:
        for bouton in reponse.get("buttons", []):
            if not (charge := bouton["payload"]).startswith("/"):
                continue
            intent, _, faits = charge[1:].replace("{{", "{").replace("}}", "}").partition("{")
            assert intent in intents
            if faits:
                portes = json.loads("{" + faits)
                assert (
                    set(portes) <= {*CLES, "a_modifier", "poursuivre", "certain", "accord"}
                    and portes.get("a_modifier", "effectif") in CLES
                )
                depuis_json({cle: v for cle, v in portes.items() if cle in CLES}, ouvrir().commune)


def test_every_faq_intent_has_its_answer_and_the_reverse():
    intents = {i for i in EXEMPLES if i.startswith("faq/")}
    assert intents == {
        nom.removeprefix("utter_") for nom in REPONSES if nom.startswith("utter_faq/")
    }
    assert len(intents) >= 40


def test_there_are_enough_training_sentences_of_every_intent():
    assert sum(map(len, EXEMPLES.values())) >= 2500
    assert [i for i, phrases in EXEMPLES.items() if len(phrases) < 40] == []


@pytest.mark.parametrize("nom", [n for n in REPONSES if n.startswith("utter_faq/")])
def test_every_faq_answer_has_a_dated_source_and_a_next_step(nom: str):
    assert REPONSES[nom]["buttons"]
    propre = (
        nom.removeprefix("utter_faq/") == "donnees"
    )  # what the assistant does itself needs no source
    assert propre or re.search(
        r"période {annees}|{periode_au}|page VTE\)|\b20[12]\d\b|décret", REPONSES[nom]["text"]
    ), REPONSES[nom]["text"]


def test_no_training_sentence_is_written_twice():
    vues: dict[str, str] = {}
    for intent, phrases in EXEMPLES.items():
        for phrase in map(str.casefold, phrases):
            assert phrase not in vues, (phrase, vues.get(phrase), intent)
            vues[phrase] = intent
