"""Corrections: one proposes, another judges, what is accepted becomes training data."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command
from django.test import Client

from console import training
from console.models import Acces, Conversation, Correction, Tour
from console.words import insecables, intention
from tests.console.conftest import texte
from tests.console.evenements import bot, dit, ouverture, pas_comprise

Projetee = Callable[..., Conversation]
Entrer = Callable[..., Client]
PHRASE = "on embauche un petit jeune au Poizat-Lalleyriat dans la plasturgie"


@pytest.fixture
def tour(projetee: Projetee) -> Tour:
    return projetee(
        [*ouverture(), dit(PHRASE, "hors_sujet", question="effectif"), bot("?")]
    ).les_tours.get()


def proposer(client: Client, tour: Tour, **champs: str) -> str:
    corps = {"texte": tour.texte, "intention": "informer", **champs}
    return texte(client.post(f"/tours/{tour.pk}/corriger/", corps, follow=True))


def accepter(entrer: Entrer, correction: Correction, geste: str = "accepter") -> str:
    return texte(
        entrer("relecteur", "bob").post(
            f"/corrections/{correction.pk}/", {"geste": geste}, follow=True
        )
    )


def test_a_correction_is_proposed_then_accepted_by_somebody_else(entrer: Entrer, tour: Tour):
    alice = entrer("relecteur", "alice")
    assert "est proposée" in proposer(alice, tour)
    correction = Correction.objects.get()
    assert "une autre personne doit la juger" in texte(
        alice.post(f"/corrections/{correction.pk}/", {"geste": "accepter"}, follow=True)
    )
    correction.refresh_from_db()
    assert correction.etat == "proposee"
    assert PHRASE in texte(alice.get("/corrections/"))
    accepter(entrer, correction)
    correction.refresh_from_db()
    assert (correction.etat, str(correction.auteur), str(correction.jugee_par)) == (
        "acceptee",
        "alice",
        "bob",
    )
    assert PHRASE not in texte(alice.get("/corrections/")) and PHRASE in texte(
        alice.get("/corrections/?etat=acceptee")
    )


def test_a_judged_correction_is_not_judged_again(entrer: Entrer, tour: Tour):
    proposer(entrer("relecteur", "alice"), tour)
    correction = Correction.objects.get()
    accepter(entrer, correction, "refuser")
    assert (
        entrer("relecteur", "eve")
        .post(f"/corrections/{correction.pk}/", {"geste": "accepter"})
        .status_code
        == 404
    )
    correction.refresh_from_db()
    assert correction.etat == "refusee" and not list(phrases(entrer))


def test_of_two_who_judge_at_once_the_second_is_told_and_changes_nothing(
    entrer: Entrer, tour: Tour, monkeypatch: pytest.MonkeyPatch
):
    proposer(entrer("relecteur", "alice"), tour)
    correction, eve = Correction.objects.get(), entrer("relecteur", "eve")

    def pendant_ce_temps(*_: object) -> set[int]:
        monkeypatch.undo()
        accepter(entrer, correction)
        return set()

    monkeypatch.setattr("console.review.a_juger", pendant_ce_temps)
    page = texte(eve.post(f"/corrections/{correction.pk}/", {"geste": "refuser"}, follow=True))
    correction.refresh_from_db()
    assert "Une autre personne vient de juger" in page
    assert (correction.etat, str(correction.jugee_par)) == ("acceptee", "bob")
    assert [a.qui for a in Acces.objects.filter(geste="correction")] == ["bob"]


def test_of_two_who_propose_the_same_sentence_at_once_the_second_is_told(
    entrer: Entrer, tour: Tour, monkeypatch: pytest.MonkeyPatch
):
    proposer(entrer("relecteur", "bob"), tour)
    rien_vu = "console.views.corrections._refuser_les_doubles"
    monkeypatch.setattr(rien_vu, lambda *_: None)
    assert "existe déjà" in proposer(entrer("relecteur", "alice"), tour)
    assert Correction.objects.count() == 1


def test_the_same_sentence_is_proposed_once_however_it_is_written(
    entrer: Entrer, tour: Tour, projetee: Projetee
):
    client = entrer("relecteur", "alice")
    proposer(client, tour)
    autre = projetee(pas_comprise(f"{PHRASE.upper()} !!!")).les_tours.get()
    assert "existe déjà" in proposer(client, autre)
    assert Correction.objects.count() == 1


def test_a_refused_sentence_may_be_proposed_again(entrer: Entrer, tour: Tour):
    client = entrer("relecteur", "alice")
    proposer(client, tour)
    accepter(entrer, Correction.objects.get(), "refuser")
    assert "est proposée" in proposer(client, tour, intention="hors_sujet")
    assert "existe déjà" in proposer(client, tour)


@pytest.mark.parametrize(
    ("champs", "refus"),
    [
        ({"texte": "CDI"}, "déjà dans les données d'entraînement, avec cette intention"),
        ({"texte": "récapitule !"}, "avec l'intention «\u00a0recapituler\u00a0»"),
        ({"texte": "  "}, "vide"),
        ({"intention": "inventée"}, "n'est pas une intention"),
        ({"intention": ""}, "Choisissez l'intention juste"),
    ],
)
def test_what_cannot_be_learnt_is_refused_with_its_reason_and_what_was_typed_stays(
    entrer: Entrer, tour: Tour, champs: dict[str, str], refus: str
):
    page = proposer(entrer("relecteur"), tour, **champs)
    assert refus in page.replace("&quot;", '"') and not Correction.objects.exists()
    assert f'value="{champs.get("texte", PHRASE)}"' in page


def test_no_intent_is_chosen_beforehand_and_the_one_that_was_read_is_told_first(
    entrer: Entrer, tour: Tour
):
    page = texte(entrer("relecteur").get(f"/tours/{tour.pk}/corriger/"))
    lignes = page.split('<ul class="intentions">')[1].split("</ul>")[0].split("<li>")[1:]
    assert " checked" not in "".join(lignes)
    assert 'value="hors_sujet"' in lignes[0] and "lu</span>" in lignes[0]
    assert "lu</span>" not in "".join(lignes[1:])
    assert 'value="saluer"' in lignes[1] and 'value="faq/' in lignes[2]  # those that came next


def test_a_button_teaches_nothing(entrer: Entrer, projetee: Projetee):
    tour = projetee([*ouverture(), dit('/informer{"contrat":"cdi"}'), bot("Noté")]).les_tours.get()
    assert "vient d'un bouton" in proposer(entrer("relecteur"), tour, texte=PHRASE)


def test_facts_that_come_without_a_reading_are_in_the_form(entrer: Entrer, projetee: Projetee):
    """Of a button, or of a reading that another version wrote: the commune is a bare code."""
    bouton = dit('/informer{"commune":"01283"}', commune="01283")
    ecrit = dit("à Oyonnax", commune="01283")
    ecrit["parse_data"]["lecture"] = "une autre version"
    for message in (bouton, ecrit):
        tour = projetee([*ouverture(), message, bot("Noté")]).les_tours.get()
        assert tour.faits == [{"cle": "commune", "valeur": "01283"}]
        page = texte(entrer("relecteur").get(f"/tours/{tour.pk}/corriger/"))
        assert 'name="valeur_commune" value="01283"' in page


def test_personal_data_are_masked_in_what_is_proposed(entrer: Entrer, tour: Tour):
    proposer(
        entrer("relecteur"),
        tour,
        texte="rappelez lea@exemple.fr\nau 06 12 34 56 78 [pour](profil) moi",
    )
    assert (
        Correction.objects.get().texte
        == "rappelez [adresse électronique] au [téléphone] [pour] (profil) moi"
    )


# The file


def phrases(entrer: Entrer) -> list[tuple[str, str]]:
    contenu = yaml.safe_load(entrer("responsable").get("/corrections/corrections.yml").content)
    return [
        (ligne.removeprefix("- "), bloc["intent"])
        for bloc in contenu["nlu"]
        for ligne in bloc["examples"].splitlines()
    ]


def test_accepted_sentences_are_exported_in_the_format_of_the_training_data(
    entrer: Entrer, tour: Tour, projetee: Projetee
):
    for phrase, juste in (
        (PHRASE, "informer"),
        ("zou, on repart du début depuis zéro de chez zéro", "recommencer"),
        ("# ceci : n'est pas | du YAML", "hors_sujet"),
    ):
        proposer(entrer("relecteur", "alice"), tour, texte=phrase, intention=juste)
    for correction in Correction.objects.all():
        accepter(entrer, correction)
    assert sorted(phrases(entrer)) == sorted(
        [
            (PHRASE, "informer"),
            ("zou, on repart du début depuis zéro de chez zéro", "recommencer"),
            ("# ceci : n'est pas | du YAML", "hors_sujet"),
        ]
    )
    assert Acces.objects.filter(geste="export", quoi="3\u00a0corrections").exists()


def test_without_anything_accepted_the_file_is_one_all_the_same(entrer: Entrer, tour: Tour):
    proposer(entrer("relecteur"), tour)
    assert phrases(entrer) == []


def test_the_command_adds_to_the_file_what_is_not_there_yet(
    entrer: Entrer, tour: Tour, tmp_path: Path
):
    fichier = tmp_path / "corrections.yml"
    fichier.write_text(
        training.ecrire([("une phrase d'avant la console", "informer")]), encoding="utf-8"
    )
    proposer(entrer("relecteur", "alice"), tour)
    accepter(entrer, Correction.objects.get())
    for attendues in (1, 0):
        call_command("exporter_corrections", vers=fichier, exemples_vers=tmp_path / "x.jsonl")
        assert (
            Acces.objects.filter(geste="export").latest("id").quoi
            == f"{attendues}\u00a0correction et 0\u00a0exemple annoté, par la commande"
        )
    assert not (tmp_path / "x.jsonl").exists()
    assert sorted(training.lire(fichier)) == sorted(
        [("une phrase d'avant la console", "informer"), (PHRASE, "informer")]
    )


def test_every_intent_has_its_words(entrer: Entrer, tour: Tour):
    page = texte(entrer("relecteur").get(f"/tours/{tour.pk}/corriger/"))
    assert "donner des informations" in page and "question\u00a0: Le montant" in page
    assert set(training.modeles()) == set(training.intentions())
    for nom, exemple in training.modeles().items():
        assert f'name="intention" value="{nom}"' in page and insecables(exemple) in unescape(page)
    assert not [x for x in map(intention, training.intentions()) if "_" in x or "/" in x]
