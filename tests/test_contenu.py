"""Lint of what is shown to people: figures of the barème, typography, links, lengths, no gap."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from vte.comprehension.sujets import TOPICS, Sujet, propositions, sujets
from vte.contenu import DOMAINE, DONNEES, NLU, SUJETS, exemples, fichiers
from vte.conversation.autrement import detail_de
from vte.conversation.bouton import Bouton
from vte.conversation.textes import Textes, noms_cites
from vte.dossier import CLES, LES_CLES, depuis_json, question_de
from vte.horloge import aujourdhui
from vte.regles import chiffres, courant
from vte.regles.phrases import CRITERES
from vte.territoires import ouvrir

EXEMPLES: dict[str, list[str]] = {}
for phrase, intent in exemples(NLU):
    EXEMPLES.setdefault(intent, []).append(phrase)
TEXTES = Textes.du_projet()
VARIANTES = [(nom, variante) for nom in TEXTES.noms for variante in TEXTES.variantes(nom)]
# The buttons of the responses, and those that propose a topic or an intent.
BOUTONS = [(nom, bouton) for nom, variante in VARIANTES for bouton in variante.boutons] + [
    (nom, Bouton(p.titre, p.payload)) for nom, p in propositions().items()
]
QUESTIONS = [c.nom for c in LES_CLES.values() if c.demandee]
TEXTES_D_UNE_QUESTION = ("demander", "rappel", "pas_compris", "explique")
DOUTE = "doute"  # the fifth: a value asked back; a choice between communes has none
LONGUEUR_MAX, DETAIL_MAX = 350, 600  # characters of a text, its figures filled in
MOTS_MAX = 25  # of a sentence, figures filled in
AUTRES_LANGUES = "utter_langue_"
# What actions give to a response, besides the figures of the barème.
DONNES = {
    "anciens",
    "cas",
    "explication",
    "lignes",
    "noms",
    "phrase",
    "sommes",
    "changes",
    "demande_coordonnee",
    "demande_nom",
    "demande_sujet",
    "differences",
    "en_bref",
    "jour",
    "motif",
    "premier",
    "suivant",
    "valeur",
    "obstacles",
    "raisons_sourcees",
    "faits",
    "nombre",
    "groupe_nom",
    "groupe_communes",
    "groupe_membres",
    "ancienne",
    "delai",
    "reference",
    "actuelle",
    "aides",
    "autres",
    "voisines",
    "total",
    "raisons",
    "reste",
    "non_verifies",
    "sources",
    "pistes",
}


def textes() -> list[tuple[str, str]]:
    return [(nom, v.texte) for nom, v in VARIANTES if not nom.startswith(AUTRES_LANGUES)] + titres()


def titres() -> list[tuple[str, str]]:
    return [(nom, bouton.title) for nom, bouton in BOUTONS]


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
    assert len(_rempli(texte)) <= (DETAIL_MAX if nom.startswith("utter_plus_") else LONGUEUR_MAX)
    assert "http://" not in texte
    assert not re.search(r"\b(?:tu|ton|tes|toi)\b", texte, re.I), texte


@pytest.mark.parametrize(("nom", "texte"), textes())
def test_sentences_are_short(nom: str, texte: str):
    longues = [p for p in _phrases(_rempli(texte)) if len(_mots(p)) > MOTS_MAX]
    assert longues == []


def _rempli(texte: str) -> str:
    """With the figures of today; what actions give counts for a word."""
    valeurs = dict.fromkeys(DONNES, "…") | chiffres.de(courant().pour(aujourdhui()), courant())
    return texte.format_map(valeurs)


def _phrases(texte: str) -> list[str]:
    """A list's items, and what stands in parentheses, are sentences of their own."""
    return re.split(r"[.!?;:\n()]+(?:\s|$)|[()]", texte)


def _mots(phrase: str) -> list[str]:
    return re.findall(r"[\w'’+%€-]+", phrase)


@pytest.mark.parametrize(("nom", "texte"), textes())
def test_every_name_in_braces_is_given(nom: str, texte: str):
    connus = set(chiffres.de(courant().pour(aujourdhui()), courant())) | DONNES
    assert set(re.findall(r"{(\w+)}", texte)) <= connus
    assert noms_cites(texte) <= connus


@pytest.mark.parametrize("cle", [*QUESTIONS, "commune_choix"])
def test_each_question_is_one_file_of_its_texts(cle: str):
    contenu = _seul(f"responses/questions/{cle}.yml")
    assert set(contenu) == {"version", "responses"}
    dits = (*TEXTES_D_UNE_QUESTION, *([DOUTE] if cle in QUESTIONS else ()))
    assert list(contenu["responses"]) == [f"utter_{v}_{cle}" for v in dits]


@pytest.mark.parametrize("cle", [c for c in CLES if question_de(c)])
def test_a_value_in_doubt_is_asked_back_in_one_question_that_says_it(cle: str):
    for variante in TEXTES.variantes(f"utter_{DOUTE}_{cle}"):
        assert variante.texte.startswith("{valeur}\u00a0: ")
        assert variante.texte.endswith("\u00a0?") and variante.texte.count("?") == 1
        assert len(variante.texte) <= 100


def test_every_file_of_a_question_is_that_of_a_key():
    trouves = {f.stem for f, _ in fichiers(DONNEES / "responses/questions")}
    assert trouves == {*QUESTIONS, "commune_choix"}


def test_the_buttons_of_a_question_are_those_of_its_key_not_of_its_texts():
    questions = [contenu for _, contenu in fichiers(DONNEES / "responses/questions")]
    noms = [nom for contenu in questions for nom in contenu["responses"]]
    assert [n for n in noms for v in TEXTES.variantes(n) if v.boutons] == []


@pytest.mark.parametrize("nom", sorted({i for i in EXEMPLES if i.startswith(TOPICS)}))
def test_each_topic_is_one_file_of_its_metadata_examples_and_answer(nom: str):
    contenu = _seul(f"nlu/{nom}.yml")
    assert set(contenu) == {"version", "nlu", "responses"}
    (bloc,) = contenu["nlu"]
    assert bloc["intent"] == nom and bloc["examples"]
    assert set(bloc["metadata"]) - {"dossier"} == {"title", "question", "sources"}
    # And what « En savoir plus » adds to it, where it says more than a first answer should.
    assert set(contenu["responses"]) - {detail_de(nom)} == {f"utter_{nom}"}
    boutons = {b.payload for b in TEXTES.boutons(f"utter_{nom}")}
    assert (detail_de(nom) in contenu["responses"]) == ("/en_savoir_plus" in boutons)


@pytest.mark.parametrize("sujet", sujets().values(), ids=lambda s: s.nom)
def test_each_topic_names_sources_of_the_rules(sujet: Sujet):
    assert set(sujet.sources) <= set(courant().sources)
    # What the assistant does itself needs no source.
    sans_source = sujet.nom == "faq/donnees" or sujet.nom.startswith("dossier/")
    assert bool(sujet.sources) != sans_source


@pytest.mark.parametrize("sujet", sujets().values(), ids=lambda s: s.nom)
def test_what_a_topic_says_of_a_dossier_is_a_criterion_or_a_scheme(sujet: Sujet):
    assert set(sujet.dossier) <= set(CRITERES) | set(courant().dispositifs)


def _seul(chemin: str) -> dict[str, Any]:
    ((_, contenu),) = fichiers(DONNEES / chemin)
    return dict(contenu)


def _domaine() -> dict[str, Any]:
    ((_, contenu),) = fichiers(DOMAINE)
    return dict(contenu)


@pytest.mark.parametrize(("nom", "titre"), titres())
def test_a_button_s_title_fits_every_platform(nom: str, titre: str):
    assert len(titre) <= 20, titre  # Messenger's quick replies, the shortest of all


@pytest.mark.parametrize(
    "statut", ["eligible", "non_eligible", "hors_periode", "a_confirmer", "incomplet"]
)
def test_each_verdict_of_a_trial_says_what_is_tried_and_indicative(statut: str):
    for variante in TEXTES.variantes(f"utter_et_si_{statut}"):
        assert "indicative" in variante.texte and "{changes}" in variante.texte


def test_every_question_about_the_vte_can_be_proposed_when_a_message_is_unclear():
    proposables = {nom for nom in propositions() if nom.startswith(TOPICS)}
    assert proposables == {i for i in EXEMPLES if i.startswith(TOPICS)} == set(sujets())
    assert {f"{d.name}/{f.stem}" for d in SUJETS for f, _ in fichiers(d)} == set(sujets())


@pytest.mark.parametrize(
    "statut", ["eligible", "non_eligible", "hors_periode", "a_confirmer", "incomplet"]
)
def test_each_verdict_has_its_sentence_and_says_indicative(statut: str):
    for variante in TEXTES.variantes(f"utter_verdict_{statut}"):
        assert "indicative" in variante.texte


def test_first_contact_says_machine_indicative_and_where_a_human_is():
    accueils = [v for n in ("", "_periode_close") for v in TEXTES.variantes(f"utter_accueil{n}")]
    for accueil in accueils:
        for attendu in ("assistant automatique", "indicative", "personne", "Bpifrance"):
            assert attendu in accueil.texte


def test_every_button_carries_a_valid_fact_or_an_intent():
    intents = {i if isinstance(i, str) else next(iter(i)) for i in _domaine()["intents"]}
    for _, bouton in BOUTONS:
        if not (charge := bouton.payload).startswith("/"):
            continue
        intent, _, faits = charge[1:].partition("{")
        assert intent in intents
        if faits:
            portes = json.loads("{" + faits)
            assert (
                set(portes) <= {*CLES, "a_modifier", "poursuivre", "certain", "accord"}
                and portes.get("a_modifier", "effectif") in CLES
            )
            depuis_json({cle: v for cle, v in portes.items() if cle in CLES}, ouvrir().commune)


def test_every_faq_intent_has_its_answer_and_the_reverse():
    intents = {i for i in EXEMPLES if i.startswith(TOPICS)}
    dits = tuple(f"utter_{t}" for t in TOPICS)
    assert intents == {n.removeprefix("utter_") for n in TEXTES.noms if n.startswith(dits)}
    assert len(intents) >= 40


def test_there_are_enough_training_sentences_of_every_intent():
    assert sum(map(len, EXEMPLES.values())) >= 2500
    assert [i for i, phrases in EXEMPLES.items() if len(phrases) < 15] == []


@pytest.mark.parametrize("nom", [n for n in TEXTES.noms if n.startswith("utter_faq/")])
def test_every_faq_answer_has_a_dated_source_and_a_next_step(nom: str):
    # What the assistant does itself needs no source.
    propre = nom.removeprefix("utter_faq/") in ("donnees", "fiabilite", "autres_aides")
    for variante in TEXTES.variantes(nom):
        assert variante.boutons
        assert propre or re.search(
            r"période {annees}|{periode_au}|page VTE\)|{source_jour_|{voisine_|\b20[12]\d\b|décret",
            variante.texte,
        ), variante.texte


def test_no_training_sentence_is_written_twice():
    vues: dict[str, str] = {}
    for intent, phrases in EXEMPLES.items():
        for phrase in map(str.casefold, phrases):
            assert phrase not in vues, (phrase, vues.get(phrase), intent)
            vues[phrase] = intent
