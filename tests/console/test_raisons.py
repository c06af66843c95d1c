"""Why a conversation is to be reviewed: kept by the projection, the same however it is run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from console.models import Conversation, Raison
from console.models.raisons import MotifDeRelecture
from console.projection import passes
from console.projection.reasons import tiree
from tests.console.evenements import (
    ELIGIBLE,
    LYON,
    OYONNAX,
    Suivi,
    abandonnee,
    annonce,
    bot,
    dit,
    eligible,
    ouverture,
    pas_comprise,
    reste,
    slot,
)
from tests.console.test_feedback import VERDICT, parler
from vte.avis import Avis, LesAvis

Projetee = Callable[..., Conversation]
Entrer = Callable[..., Client]
A_LYON = ELIGIBLE | {"commune": LYON}


@pytest.fixture(autouse=True)
def sans_hasard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chance has its own tests below."""
    monkeypatch.setattr("console.projection.reasons.PART", 0.0)


def pourquoi(conversation: Conversation) -> dict[str, list[int]]:
    return {r.motif: r.rangs for r in conversation.raisons.all()}


def refusee() -> list[dict[str, Any]]:
    """Refused on its commune alone."""
    return [
        *ouverture(),
        dit("on est 45 à Lyon, CDI en septembre 2021, master de juin 2021", **A_LYON),
        bot("Non", utter="utter_verdict_non_eligible"),
        *(slot(cle, valeur) for cle, valeur in A_LYON.items()),
        annonce(**A_LYON),
    ]


def change(texte: str, cle: str, valeur: Any) -> list[dict[str, Any]]:
    return [dit(texte, **{cle: valeur}), bot("Je corrige"), slot(cle, valeur)]


def test_a_conversation_that_went_well_has_no_reason(projetee: Projetee):
    assert pourquoi(projetee(eligible())) == {}


def test_refused_on_one_fact_that_then_changes_is_a_reason_at_that_turn(projetee: Projetee):
    lue = projetee([*refusee(), *change("non, le poste est à Oyonnax", "commune", OYONNAX)])
    assert pourquoi(lue) == {"refus": [2], "contradiction": [2]}


def test_another_fact_that_changes_after_a_refusal_is_none_of_the_refusal(projetee: Projetee):
    lue = projetee([*refusee(), *change("en fait on est 60", "effectif", 60)])
    assert pourquoi(lue) == {"contradiction": [2]}


def test_a_refused_fact_changed_by_a_button_is_a_reason_and_no_contradiction(projetee: Projetee):
    bouton = dit('/informer{"commune":"01283"}')
    lue = projetee([*refusee(), bouton, bot("Noté"), slot("commune", OYONNAX)])
    assert pourquoi(lue) == {"refus": [2]}


SUIVANT = '/informer{"suivant":1}'


@pytest.mark.parametrize(
    ("message", "dite", "apres"),
    [
        (dit("on recommence", "recommencer"), "utter_recommencer", None),
        (dit("un autre poste à Oyonnax", "autre_poste", commune=OYONNAX), "utter_note", OYONNAX),
        (dit("je garde", "garder"), "utter_note", OYONNAX),
        (dit(SUIVANT), "utter_recrutement_pris", OYONNAX),
        (dit("passons au suivant", "continuer"), "utter_recrutement_pris", OYONNAX),
    ],
    ids=["begun again", "another post", "a trial that is kept", "the next one", "the same, said"],
)
def test_another_recruitment_or_a_trial_after_a_refusal_is_no_reason(
    projetee: Projetee, message: dict[str, Any], dite: str, apres: Any
):
    suite = [message, bot("Bien", utter=dite), slot("commune", apres)]
    assert pourquoi(projetee([*refusee(), *suite])) == {}


def test_a_refusal_is_of_its_recruitment_alone(projetee: Projetee):
    suivant = [dit(SUIVANT), bot("Bien", utter="utter_recrutement_pris"), slot("effectif", 12)]
    corrige = change("en fait c'est à Oyonnax", "commune", OYONNAX)
    lue = projetee([*refusee(), *suivant, *corrige])
    assert pourquoi(lue) == {"contradiction": [3]}


def test_a_place_asked_back_for_another_post_contradicts_nothing(projetee: Projetee):
    lue = projetee(
        [
            *abandonnee(),
            dit("et un autre poste à Lyon", "autre_poste"),
            bot("Lyon ?", utter="utter_autre_poste"),
            reste(question="commune", doute={"commune": "69123"}),
        ]
    )
    assert "contradiction" not in pourquoi(lue)


def test_a_value_asked_back_against_the_one_known_is_a_contradiction(projetee: Projetee):
    lue = projetee(
        [
            *abandonnee(),
            dit("on serait à Lyon", question="effectif"),
            bot("Lyon ?"),
            reste(question="commune", doute={"commune": "69123"}),
        ]
    )
    assert pourquoi(lue)["contradiction"] == [2]


def test_the_same_topic_asked_twice_is_a_reason_the_second_time(projetee: Projetee):
    question = [dit("combien ?", "faq/montant"), bot("4 000 €")]
    assert pourquoi(projetee([*ouverture(), *question, *question])) == {"redemande": [2]}


def test_a_question_put_again_after_an_answer_that_was_not_taken_is_a_reason(projetee: Projetee):
    encore = [dit("une poignée", question="effectif"), bot("Combien ?"), reste(question="effectif")]
    assert pourquoi(projetee([*abandonnee(), *encore]))["redemande"] == [2]


def test_a_question_put_again_after_a_digression_is_none(projetee: Projetee):
    ailleurs = [dit("c'est quoi ?", "faq/vte", question="effectif"), bot("Le VTE…")]
    assert "redemande" not in pourquoi(projetee([*abandonnee(), *ailleurs]))


def test_each_message_not_understood_is_told_and_low_confidence_apart(projetee: Projetee):
    lue = projetee([*pas_comprise(), dit("euh voilà", confiance=0.4), bot("Noté")])
    assert pourquoi(lue) == {"incompris": [1], "confiance": [2]}


def test_a_short_answer_that_was_taken_is_not_doubted_for_its_intent(projetee: Projetee):
    reponse = dit("12", confiance=0.3, question="effectif", effectif=12)
    lue = projetee([*abandonnee(), reponse, bot("Noté"), slot("effectif", 12), reste()])
    assert pourquoi(lue) == {}


def test_an_abandonment_is_no_reason_any_more_once_the_person_answers(
    projetee: Projetee, suivi: Suivi, projeter: Callable[..., int]
):
    lue = projetee(abandonnee())
    assert pourquoi(lue) == {"abandon": [1]}
    suivi.ecrire([dit("45", effectif=45), bot("Noté"), reste()], lue.personne)
    projeter()
    assert pourquoi(lue) == {}


def test_a_bad_word_is_a_reason_at_the_turn_that_it_is_about(
    projetee: Projetee, suivi: Suivi, projeter: Callable[..., int]
):
    second = dit("et alors ?") | {"message_id": "m2"}
    lue = projetee([*eligible(), second, bot("Voilà")])
    parler(suivi.moteur, lue.personne)
    avis = LesAvis(suivi.moteur)
    avis.noter(Avis(lue.personne, "m2.0", False, "other", ""))
    projeter()
    assert pourquoi(lue) == {"avis": [2]}
    avis.noter(Avis(lue.personne, "m2.0", True, "", ""))
    projeter()
    assert pourquoi(lue) == {}


def test_a_bad_word_said_after_the_review_waits_again_and_the_one_reviewed_does_not(
    projetee: Projetee, suivi: Suivi, projeter: Callable[..., int], entrer: Entrer
):
    """Of an answer that was there at the review; home counts it and leads to it."""
    lue, client = projetee(eligible()), entrer("relecteur")
    parler(suivi.moteur, lue.personne)
    client.post(f"/conversations/{lue.pk}/relue/")
    LesAvis(suivi.moteur).noter(Avis(lue.personne, VERDICT, False, "other", ""))
    projeter()
    assert lue.raisons.get().ouverte
    adresse = f"/conversations/{lue.pk}/?file=avis#tour-1"
    assert client.post("/suivante/")["Location"] == adresse
    client.post(f"/conversations/{lue.pk}/relue/", {"file": "avis"})
    Conversation.objects.update(relue_le=timezone.now() + timedelta(minutes=1))
    passes.tout_reprendre()
    projeter()
    assert not lue.raisons.get().ouverte and client.post("/suivante/")["Location"] == "/"


def test_the_same_events_give_the_same_reasons_however_they_are_cut(
    suivi: Suivi, projeter: Callable[..., int]
):
    evenements = [*refusee(), *change("non, à Oyonnax", "commune", OYONNAX), *pas_comprise()[3:]]
    suivi.ecrire(evenements, "alice")
    projeter(lot=3)
    coupees = pourquoi(Conversation.objects.get())
    passes.tout_reprendre()
    projeter()
    assert pourquoi(Conversation.objects.get()) == coupees
    Raison.objects.all().delete()
    call_command("raisons")
    assert pourquoi(Conversation.objects.get()) == coupees


def test_a_reviewed_conversation_read_again_does_not_come_back_but_a_new_doubt_does(
    projetee: Projetee, suivi: Suivi, projeter: Callable[..., int], entrer: Entrer
):
    lue = projetee(pas_comprise())
    entrer("relecteur").post(f"/conversations/{lue.pk}/relue/")
    Conversation.objects.update(relue_le=lue.fin)
    passes.tout_reprendre()
    projeter()
    assert not lue.raisons.get().ouverte
    suivi.ecrire(pas_comprise("encore du charabia")[3:], lue.personne)
    projeter()
    raison = lue.raisons.get(motif="incompris")
    assert raison.ouverte and raison.rangs == [1, 2]


def test_the_reasons_of_conversations_projected_before_are_found_by_the_command(
    projetee: Projetee, suivi: Suivi
):
    lue = projetee([*pas_comprise()])
    parler(suivi.moteur, lue.personne)
    LesAvis(suivi.moteur).noter(Avis(lue.personne, VERDICT, False, "other", ""))
    Conversation.objects.update(signalee=True, avis_negatif=True)
    Raison.objects.all().delete()
    for _ in range(2):
        call_command("raisons")
        assert pourquoi(lue) == {"incompris": [1], "signalee": [1], "avis": [1]}


# Chance


def test_chance_draws_two_in_a_hundred_always_the_same(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("console.projection.reasons.PART", 0.02)
    tirees = [n for n in range(20_000) if tiree(f"personne-{n}", 7)]
    assert 320 <= len(tirees) <= 480  # four standard deviations of 400
    assert tirees == [n for n in range(20_000) if tiree(f"personne-{n}", 7)]
    assert tirees != [n for n in range(20_000) if tiree(f"personne-{n}", 8)]


def test_what_is_drawn_is_at_its_first_turn(projetee: Projetee, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("console.projection.reasons.PART", 1.0)
    assert pourquoi(projetee(eligible())) == {MotifDeRelecture.ALEATOIRE: [1]}
