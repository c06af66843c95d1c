"""A question that says half of what it asks takes the rest from the conversation."""

from __future__ import annotations

import pytest

from tests.vte.conversation.personne import ELIGIBLE, Personne, lue
from vte.conversation import Etat, Message
from vte.conversation.anaphore import completer
from vte.regles import evaluer


def refuse(**faits: object) -> Personne:
    personne = Personne(**ELIGIBLE)
    personne.dit("en fait", lecture=lue(**faits))
    assert personne.etat.verdict and personne.etat.verdict["statut"] == "non_eligible"
    return personne


def entendu(
    personne: Personne,
    texte: str,
    intent: str = "faq",
    sujet: str | None = "faq/montant",
    hesite: tuple[str, ...] = (),
) -> Message:
    etat: Etat = personne.etat
    message = Message(texte, intent, lue(), sujet, hesite=hesite)
    return completer(etat, message, evaluer)


@pytest.mark.parametrize(
    "texte",
    [
        "Et le plafond est à combien ?",
        "Soit. Quel est le plafond exactement ?",
        "c'est quoi la limite à ne pas dépasser ?",
    ],
)
def test_a_limit_is_that_of_the_fact_that_refuses(texte: str):
    personne = refuse(effectif=6400)
    assert entendu(personne, texte).sujet == "faq/taille"
    assert "5\u00a0000" in " ".join(_textes(personne, texte))


def _textes(personne: Personne, texte: str) -> list[str]:
    personne.dit(texte, "faq", sujet="faq/montant", lecture=lue())
    return personne.textes


@pytest.mark.parametrize(
    ("texte", "sujet"),
    [
        ("l'effectif maximum, c'est combien ?", "faq/taille"),
        ("il faut quelle durée minimum ?", "faq/duree"),
        ("quel niveau aurait-il fallu ?", "faq/diplome"),
    ],
)
def test_a_limit_is_that_of_the_fact_that_is_named(texte: str, sujet: str):
    assert entendu(Personne(**ELIGIBLE), texte, "dossier", "dossier/total").sujet == sujet


def test_a_limit_of_something_else_stays_what_it_was_understood_as():
    assert (
        entendu(
            refuse(effectif=6400),
            "le plafond de loyer pour mobili-jeune ?",
            sujet="faq/mobili_jeune",
        ).sujet
        == "faq/mobili_jeune"
    )


def test_what_blocks_is_the_reason_of_the_refusal():
    assert (
        entendu(
            refuse(duree_mois=6, contrat="cdd"),
            "c'est quoi qui bloque maintenant",
            "dossier",
            "dossier/suite",
        ).intent
        == "expliquer_question"
    )


def test_between_the_dossier_and_the_rule_the_dossier_is_meant_once_there_is_a_verdict():
    deux = ("dossier/total", "faq/montant")
    juge = refuse(effectif=6400)
    assert (
        entendu(juge, "et moi je touche cb", "dossier", "dossier/total", deux).sujet
        == "dossier/total"
    )
    debut = Personne(commune="01283")
    assert (
        entendu(debut, "et moi je touche cb", "dossier", "dossier/total", deux).sujet
        == "faq/montant"
    )


def test_two_topics_of_the_vte_are_still_offered_both():
    deux = ("faq/groupe", "faq/taille")
    assert (
        entendu(Personne(commune="01283"), "et le groupe", "faq", "faq/groupe", deux).hesite == deux
    )


@pytest.mark.parametrize(
    ("texte", "intent"),
    [("merci, et ensuite", "remercier"), ("ok super, je fais quoi", "affirmer")],
)
def test_thanks_that_ask_what_comes_next_are_told(texte: str, intent: str):
    personne = refuse(effectif=6400)
    assert personne.dit(texte, intent, lecture=lue())[0] == "utter_bilan_suite_non_eligible"


def test_thanks_alone_are_thanks():
    assert entendu(refuse(effectif=6400), "merci beaucoup", "remercier", None).intent == "remercier"
