"""The transcript and what staff say of it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from console.models import Conversation, Etiquette, Verdict
from tests.console.conftest import texte
from tests.console.evenements import (
    ELIGIBLE,
    LYON,
    SAINT_DENIS,
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

Projetee = Callable[..., Conversation]
Entrer = Callable[..., Client]


def lire(client: Client, conversation: Conversation) -> str:
    return texte(client.get(f"/conversations/{conversation.pk}/"))


def test_the_transcript_says_what_was_understood_changed_and_decided(
    projetee: Projetee, entrer: Entrer
):
    conversation = projetee(
        [
            *eligible(),
            dit("non, on est 60", confiance=0.62, effectif=60),
            bot("Je corrige"),
            slot("effectif", 60),
            dit("xyz", "hors_sujet"),
            bot("Je ne réponds qu'au sujet du VTE.", utter="utter_hors_sujet"),
        ]
    )
    page = lire(entrer("lecteur"), conversation)
    for attendu in (
        "on est 45 à Oyonnax",
        "donner des informations",
        "62\u00a0%",
        "poser une question 6\u00a0%",
        "hors sujet 2\u00a0%",
        "45\u00a0personnes",
        "60\u00a0personnes",
        "<del>",
        "réponse en",
        "barème vte-2019-2022",
        "le territoire",
        "fait partie du Territoire d'industrie",
        "4\u00a0000\u00a0€",
        "pas compris",
        "Oyonnax (01)",
        'id="tour-2"',
        'href="#tour-2"',
    ):
        assert attendu in page, attendu


def test_the_verdict_shown_is_the_one_that_was_kept_whatever_today_s_rules_say(
    projetee: Projetee, entrer: Entrer, monkeypatch: pytest.MonkeyPatch
):
    dite = eligible()
    page = lire(entrer("lecteur"), projetee(dite))
    for nom, module in list(sys.modules.items()):
        if nom.startswith(("vte.", "console.")) and hasattr(module, "evaluer"):
            monkeypatch.setattr(module, "evaluer", juger_autrement)
    suivante = projetee(dite)
    verdict = Verdict.objects.get(tour__conversation=suivante)
    assert (verdict.statut, verdict.detail) == ("eligible", annonce(**ELIGIBLE)["value"]["verdict"])
    nouvelle = lire(entrer("lecteur"), suivante)
    for attendu in ("barème vte-2019-2022", "fait partie du Territoire d'industrie"):
        assert attendu in page and attendu in nouvelle
    assert '<span class="puce eligible">' in nouvelle and "puce non_eligible" not in nouvelle


def juger_autrement(*_: object) -> None:
    raise AssertionError("the console judges nothing")


def test_the_reading_that_the_assistant_used_is_shown_with_the_question_it_was_read_for(
    projetee: Projetee, entrer: Entrer
):
    """« 12 » is a headcount after one question, months after another."""
    effectif = projetee([*abandonnee(), dit("12", question="effectif", effectif=12)])
    duree = projetee([*abandonnee(), dit("12", question="duree_mois", duree_mois=12)])
    for conversation, question, fait in (
        (effectif, "l'effectif de l'entreprise", "12\u00a0personnes"),
        (duree, "la durée du contrat", "12\u00a0mois"),
    ):
        page = lire(entrer("lecteur"), conversation).partition('id="tour-2"')[2]
        assert f"<dt>On demandait</dt><dd>{question}" in page
        assert f"{question}&nbsp;: <strong>{fait}" in page.replace("\u00a0:", "&nbsp;:")


def test_a_place_that_may_be_several_is_shown_with_the_communes_it_may_be(
    projetee: Projetee, entrer: Entrer
):
    dite = dit("un poste à Saint-Denis", lieu=SAINT_DENIS)
    page = lire(entrer("lecteur"), projetee([*ouverture(), dite, reste(question="commune_choix")]))
    assert "Saint-Denis (974), Saint-Denis (93), Saint-Denis (11)" in page
    assert "Lieu ambigu" not in lire(entrer("lecteur"), projetee(eligible()))


def test_after_a_correction_the_conversation_shows_the_verdict_now_in_force(
    projetee: Projetee, entrer: Entrer
):
    a_lyon = projetee(
        [
            *eligible(),
            dit("non, c'est à Lyon", commune=LYON),
            slot("commune", LYON),
            annonce(**ELIGIBLE | {"commune": LYON}),
        ]
    )
    assert a_lyon.statut == "non_eligible"
    fin = lire(entrer("lecteur"), a_lyon).partition("Dernier verdict")[2]
    assert "puce non_eligible" in fin and "puce eligible" not in fin


def test_what_people_wrote_is_text_and_never_markup(projetee: Projetee, entrer: Entrer):
    page = lire(entrer("lecteur"), projetee(pas_comprise("<script>alert(1)</script><b>")))
    assert "<script>" not in page and "&lt;script&gt;" in page


def test_another_conversation_of_the_same_person_is_one_click_away(
    projetee: Projetee, entrer: Entrer
):
    projetee(abandonnee(), "alice")
    seconde = projetee(eligible(), "alice")
    assert '?personne=alice">1 autre conversation de cette personne' in lire(
        entrer("lecteur"), seconde
    )


def test_a_conversation_that_was_erased_is_said_to_be(entrer: Entrer):
    reponse = entrer("lecteur").get("/conversations/424242/")
    assert reponse.status_code == 404 and "a pu être effacée" in texte(reponse)


def test_marks_are_kept_and_who_marked_it_reviewed_is_its_reviewer(
    projetee: Projetee, entrer: Entrer, compte: Callable[..., User]
):
    conversation, etiquette = projetee(eligible()), Etiquette.objects.create(nom="exemple")
    alice = compte("relecteur", "alice")
    client = entrer("relecteur", "camille")
    client.post(
        f"/conversations/{conversation.pk}/relecture/",
        {"relue": "on", "signalee": "on", "affectee_a": alice.pk, "etiquettes": [etiquette.pk]},
    )
    conversation.refresh_from_db()
    assert (
        conversation.relue,
        str(conversation.relue_par),
        conversation.signalee,
        conversation.affectee_a,
    ) == (True, "camille", True, alice)
    assert list(conversation.etiquettes.all()) == [etiquette]
    entrer("relecteur", "alice").post(
        f"/conversations/{conversation.pk}/relecture/", {"relue": "on"}
    )
    conversation.refresh_from_db()
    assert str(conversation.relue_par) == "camille" and not conversation.signalee
    client.post(f"/conversations/{conversation.pk}/relecture/", {})
    conversation.refresh_from_db()
    assert (conversation.relue, conversation.relue_par, conversation.relue_le) == (
        False,
        None,
        None,
    )


def test_a_mark_that_is_no_choice_changes_nothing(projetee: Projetee, entrer: Entrer):
    conversation = projetee(eligible())
    reponse: Any = entrer("relecteur").post(
        f"/conversations/{conversation.pk}/relecture/",
        {"relue": "on", "etiquettes": ["99"]},
        follow=True,
    )
    conversation.refresh_from_db()
    assert "n'est pas enregistrée" in texte(reponse) and not conversation.relue


def test_a_note_is_signed(projetee: Projetee, entrer: Entrer):
    conversation = projetee(eligible())
    entrer("relecteur", "camille").post(
        f"/conversations/{conversation.pk}/notes/", {"texte": "le verdict est bon\nmais trop long"}
    )
    page = lire(entrer("lecteur"), conversation)
    assert "le verdict est bon<br>" in page and "camille" in page


def test_a_note_is_masked_like_what_people_write(projetee: Projetee, entrer: Entrer):
    conversation = projetee(eligible())
    note = {"texte": "rappeler lea@exemple.fr au 06 12 34 56 78 demain"}
    entrer("relecteur").post(f"/conversations/{conversation.pk}/notes/", note)
    assert conversation.notes.get().texte == (
        "rappeler [adresse électronique] au [téléphone] demain"
    )


def test_a_reader_sees_no_form_of_a_reviewer(projetee: Projetee, entrer: Entrer):
    conversation = projetee(eligible())
    page, celle_d_une_relectrice = (
        lire(entrer("lecteur"), conversation),
        lire(entrer("relecteur"), conversation),
    )
    for forme in ("Ajouter une note", "Corriger ce tour", "Enregistrer"):
        assert forme not in page and forme in celle_d_une_relectrice
    assert "Effacer les données" not in celle_d_une_relectrice
