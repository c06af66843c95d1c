"""A conversation becomes a written dialogue: it expects what staff corrected, else what was done.

It is judged by the very runner of tests/conversations/dialogues, on the replies that the
conversation had.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
import yaml
from django.test import Client

from console.models import Acces, Conversation, Correction, Tour
from tests.console.conftest import texte
from tests.console.evenements import (
    ELIGIBLE,
    LYON,
    OYONNAX,
    annonce,
    bot,
    dit,
    eligible,
    ouverture,
    pas_comprise,
    reste,
    slot,
    slots,
    verdict,
)
from tests.console.test_faits_corriges import mention
from tests.conversations.test_dialogues import _CLES, _verifier
from vte.lecture import Lecture

Projetee = Callable[..., Conversation]
Entrer = Callable[..., Client]
ELLE = "on est 45 à Oyonnax, j'ai 12 apprentis, un CDI en septembre 2021, master de juin 2021"
MAL_LUE = ELIGIBLE | {"effectif": 12}


@pytest.fixture(autouse=True)
def le_jour_des_dialogues(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VTE_AUJOURDHUI", "2021-06-15")


@pytest.fixture
def exporter(entrer: Entrer) -> Callable[[Conversation], dict[str, Any]]:
    def faire(conversation: Conversation) -> dict[str, Any]:
        adresse = f"/conversations/{conversation.pk}/dialogue.yml"
        (ecrit,) = yaml.safe_load(texte(entrer("responsable").get(adresse)))
        assert all(set(tour) <= _CLES for tour in ecrit["tours"])
        return dict(ecrit)

    return faire


def mal_lue() -> list[dict[str, Any]]:
    """The apprentices read as the head count."""
    lue = Lecture(
        (
            mention("commune", OYONNAX, "Oyonnax", ELLE),
            mention("effectif", 12, "12", ELLE),
            mention("contrat", "cdi", "CDI", ELLE),
            mention("date_debut", "2021-09-01", "septembre 2021", ELLE),
            mention("niveau_obtenu", 5, "master", ELLE),
            mention("date_diplome", "2021-06-01", "juin 2021", ELLE),
        )
    )
    return [
        *ouverture(),
        dit(ELLE, lue=lue),
        bot("Bonne nouvelle", utter="utter_verdict_eligible"),
        *slots(**MAL_LUE),
        annonce(**MAL_LUE),
    ]


def corriger(tour: Tour, intention: str = "", **suite: Any) -> Correction:
    champs = {"texte": tour.texte, "cle_texte": str(tour.pk), **suite}
    return Correction.objects.create(tour=tour, intention=intention or tour.intention, **champs)


def marquer(tour: Tour, etat: str = "acceptee", **justes: tuple[str, Any]) -> Correction:
    """A correction that marks the whole message: what was read, but for `justes`."""
    places = {f["cle"]: f["place"] for f in tour.faits}
    faits = {f["cle"]: f["valeur"] for f in tour.faits}
    for cle, (mots, valeur) in justes.items():
        debut = tour.texte.index(mots)
        places[cle], faits[cle] = [debut, debut + len(mots)], valeur
    return corriger(tour, places=places, faits=faits, etat=etat)


def jouer(dialogue: dict[str, Any], reponses: Sequence[dict[str, Any]]) -> None:
    """As the runner does, with these replies. Error: AssertionError."""
    for tour, reponse in zip(dialogue["tours"], reponses, strict=True):
        _verifier(tour, reponse)


def reponse(
    texte: str, statut: str | None = None, question: str | None = None, **faits: Any
) -> dict[str, Any]:
    """What the web channel answers in that state."""
    return {
        "messages": [{"text": texte, "buttons": []}],
        "state": {
            "dossier": faits,
            "question": question,
            "understood": True,
            "verdict": {"statut": statut} if statut else None,
        },
    }


def test_a_conversation_that_nobody_corrected_says_what_the_assistant_did(
    projetee: Projetee, exporter: Callable[..., dict[str, Any]]
):
    dialogue = exporter(projetee(eligible()))
    assert dialogue["qui"] == "entreprise" and dialogue["titre"].startswith("de la console")
    (tour,) = dialogue["tours"]
    assert tour["sait"] == ELIGIBLE | {"commune": "01283"}
    assert (tour["verdict"], tour["question"]) == ("eligible", None)
    jouer(dialogue, [reponse("Bonne nouvelle", "eligible", **ELIGIBLE)])


def test_a_conversation_read_amiss_fails_as_it_was_and_passes_once_mended(
    projetee: Projetee, exporter: Callable[..., dict[str, Any]]
):
    lue = projetee(mal_lue())
    tel_quel = exporter(lue)
    jouer(tel_quel, [reponse("Bonne nouvelle", "eligible", **MAL_LUE)])
    marquer(lue.les_tours.get(), effectif=("45", 45))
    corrige = exporter(lue)
    with pytest.raises(AssertionError):
        jouer(corrige, [reponse("Bonne nouvelle", "eligible", **MAL_LUE)])
    jouer(corrige, [reponse("Bonne nouvelle", "eligible", **ELIGIBLE)])


def test_a_verdict_that_rests_on_a_wrong_fact_is_expected_as_the_rules_say_it(
    projetee: Projetee, exporter: Callable[..., dict[str, Any]]
):
    lue = projetee(mal_lue())
    debut = ELLE.index("Oyonnax")
    tour = lue.les_tours.get()
    places = {f["cle"]: f["place"] for f in tour.faits} | {"commune": [debut, debut + 7]}
    faits = {f["cle"]: f["valeur"] for f in tour.faits} | {"commune": LYON}
    corriger(tour, places=places, faits=faits)
    (attendu,) = exporter(lue)["tours"]
    juste = verdict(**MAL_LUE | {"commune": LYON})["statut"]
    assert (attendu["sait"]["commune"], attendu["verdict"]) == ("69123", juste)
    assert juste == "non_eligible" and "question" not in attendu


def test_a_fact_that_was_not_said_is_to_be_ignored_also_in_the_turns_after(
    projetee: Projetee, exporter: Callable[..., dict[str, Any]]
):
    suite = [dit("et sinon ?", effectif=60), bot("60"), slot("effectif", 60)]
    lue = projetee([*mal_lue(), *suite])
    tour = lue.les_tours.get(rang=1)
    faits = {f["cle"]: f["valeur"] for f in tour.faits if f["cle"] != "effectif"}
    places = {f["cle"]: f["place"] for f in tour.faits if f["cle"] != "effectif"}
    corriger(tour, places=places, faits=faits)
    premier, second = exporter(lue)["tours"]
    assert premier["ignore"] == ["effectif", "taille"] and "effectif" not in premier["sait"]
    assert second["sait"] == {"effectif": 60}


def test_a_correction_that_was_refused_counts_for_nothing_and_an_accepted_one_first(
    projetee: Projetee, exporter: Callable[..., dict[str, Any]]
):
    lue = projetee(mal_lue())
    tour = lue.les_tours.get()
    marquer(tour, "refusee", effectif=("45", 45))
    assert exporter(lue)["tours"][0]["sait"]["effectif"] == 12
    marquer(tour, "acceptee", effectif=("45", 45))
    corriger(tour, "hors_sujet", etat="proposee", question="effectif")
    assert exporter(lue)["tours"][0]["sait"]["effectif"] == 45


def test_a_question_taken_for_another_must_be_answered_by_its_own_answer(
    projetee: Projetee, exporter: Callable[..., dict[str, Any]]
):
    lue = projetee([*ouverture(), dit("ça dure combien ?", "faq/montant"), bot("4 000 € d'aide.")])
    corriger(lue.les_tours.get(), "faq/duree")
    (tour,) = exporter(lue)["tours"]
    assert tour["compris"] is True and len(tour["repond"][0]) > 10
    with pytest.raises(AssertionError):
        jouer({"tours": [tour]}, [reponse("4 000 € d'aide.")])
    jouer({"tours": [tour]}, [reponse(f"{tour['repond'][0]}, et le reste.")])


def test_what_was_wrongly_answered_to_an_act_must_not_be_said_again(
    projetee: Projetee, exporter: Callable[..., dict[str, Any]]
):
    lue = projetee(
        [*ouverture(), dit("on remet à zéro", "remercier"), bot("Je vous en prie. Et ?")]
    )
    corriger(lue.les_tours.get(), "recommencer")
    (tour,) = exporter(lue)["tours"]
    assert tour["tait"] == ["Je vous en prie"]


def test_a_message_not_understood_that_means_something_must_be_understood(
    projetee: Projetee, exporter: Callable[..., dict[str, Any]]
):
    lue = projetee(pas_comprise())
    assert exporter(lue)["tours"][0]["compris"] is False
    corriger(lue.les_tours.get(), "informer")
    assert exporter(lue)["tours"][0]["compris"] is True


def test_a_button_is_pressed_where_it_was_offered_and_said_in_words_elsewhere(
    projetee: Projetee, exporter: Callable[..., dict[str, Any]]
):
    cdi = ("CDI", '/informer{"contrat":"cdi"}')
    lue = projetee(
        [
            *ouverture(),
            dit('/informer{"contrat":"cdd"}'),
            bot("Quel contrat ?", cdi),
            dit(cdi[1]),
            bot("Noté"),
            slot("contrat", "cdi"),
        ]
    )
    premier, second = exporter(lue)["tours"]
    assert premier["dit"] == "CDD" and second["choisit"] == "CDI"


def test_it_ends_before_a_request_for_a_person_and_says_nothing_of_anybody(
    projetee: Projetee, exporter: Callable[..., dict[str, Any]]
):
    demande = [
        dit("rappelez-moi", "etre_rappele"),
        bot("Votre nom ?"),
        reste(question="demande_nom"),
        dit("Léa Martin"),
    ]
    lue = projetee([*eligible(texte="mon mail : lea@exemple.fr, on est 45"), *demande])
    assert [t["dit"] for t in exporter(lue)["tours"]] == [
        "mon mail : [adresse électronique], on est 45"
    ]


def test_a_conversation_that_is_a_request_and_nothing_else_gives_no_dialogue(
    projetee: Projetee, entrer: Entrer
):
    demande = [dit("rappelez-moi", "etre_rappele"), bot("Votre nom ?")]
    lue = projetee([*ouverture(), *demande, reste(question="demande_nom")])
    adresse = f"/conversations/{lue.pk}/dialogue.yml"
    page = texte(entrer("responsable").get(adresse, follow=True))
    assert "Il n'y a rien à écrire" in page and "rappelez-moi" in page
    assert not Acces.objects.filter(geste="export").exists()


def test_what_the_assistant_repeated_of_a_person_is_quoted_nowhere(
    projetee: Projetee, exporter: Callable[..., dict[str, Any]]
):
    sien = ("Écrire à lea@exemple.fr", '/informer{"contrat":"cdi"}')
    lue = projetee(
        [
            *ouverture(),
            dit("on remet à zéro", "remercier"),
            bot("Je note lea@exemple.fr. Et ?", sien),
            dit(sien[1]),
            bot("Noté"),
        ]
    )
    corriger(lue.les_tours.get(rang=1), "recommencer")
    premier, second = exporter(lue)["tours"]
    assert "tait" not in premier  # no answer would hold what stands in its place
    assert second["choisit"] == "Écrire à [adresse électronique]"


def test_a_date_of_another_year_is_expected_as_its_words_say_it_on_the_day_of_the_dialogues(
    projetee: Projetee, exporter: Callable[..., dict[str, Any]], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("VTE_AUJOURDHUI", "2026-11-29")
    phrase = "un CDI en septembre"
    lue = Lecture((mention("date_debut", "2027-09-01", "en septembre", phrase),))
    tenue = [dit(phrase, lue=lue), bot("Noté"), slot("date_debut", "2027-09-01"), reste()]
    (tour,) = exporter(projetee([*ouverture(), *tenue]))["tours"]
    assert tour["sait"] == {"date_debut": "2021-09-01"}


def test_the_export_is_in_the_audit_log(
    projetee: Projetee, exporter: Callable[..., dict[str, Any]]
):
    lue = projetee(eligible())
    exporter(lue)
    assert Acces.objects.get(geste="export").quoi == f"conversation {lue.pk}, comme dialogue"
