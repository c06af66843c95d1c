"""A fact that was read amiss becomes a marked example of what the reader of facts learns."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from console.models import Acces, Conversation, Correction, Tour
from tests.console.conftest import texte
from tests.console.evenements import OYONNAX, SAINT_DENIS, bot, dit, ouverture, reste
from tests.console.test_corrections import accepter
from vte import horloge
from vte.lecture import Lecture, Mention
from vte.lecture.corpus import Message, messages
from vte.lecture.entrainement import apprendre
from vte.lecture.roles.exemples import exemple

Entrer = Callable[..., Client]
# What was read of it: the apprentices as the head count, and the length not surely.
PHRASE = "on est 45 à Oyonnax, j'ai déjà 12 apprentis, un CDD de 12 mois pour un master de 2020"


def mention(cle: str, valeur: Any, mots: str, phrase: str = PHRASE, **suite: Any) -> Mention:
    debut = phrase.index(mots)
    return Mention(cle, valeur, debut, debut + len(mots), **suite)


LUE = Lecture(
    (
        mention("commune", OYONNAX, "Oyonnax", confiance=0.98),
        mention("effectif", 12, "12", confiance=0.7),
        mention("contrat", "cdd", "CDD"),
        mention("niveau_obtenu", 5, "master", confiance=0.9),
        mention("date_diplome", "2020-01-01", "2020", a_l_annee=True),
    ),
    doutes=(mention("duree_mois", 12, "12 mois", confiance=0.5),),
)
JUSTE = {"mots_effectif": "45", "valeur_effectif": "45", "rang_effectif": ""}
DUREE = {"mots_duree_mois": "12 mois", "valeur_duree_mois": "12 mois"}  # not « pas dit »


@pytest.fixture
def dite(projetee: Callable[..., Conversation]) -> Callable[..., Tour]:
    """The turn in which a message was said."""

    def faire(phrase: str, question: str | None = None, lue: Lecture | None = None) -> Tour:
        message = dit(phrase, question=question, lue=lue or Lecture())
        return projetee([*ouverture(), message, bot("?")]).les_tours.get()

    return faire


@pytest.fixture
def tour(dite: Callable[..., Tour]) -> Tour:
    return dite(PHRASE, lue=LUE)


def marquer(client: Client, tour: Tour, faits: bool = True, **champs: str) -> str:
    corps = {"texte": tour.texte, "intention": "informer", **champs}
    return texte(
        client.post(
            f"/tours/{tour.pk}/corriger/", corps | ({"faits": "on"} if faits else {}), follow=True
        )
    )


def accepter_tout(entrer: Entrer) -> None:
    for correction in Correction.objects.filter(etat="proposee"):
        accepter(entrer, correction)


def exporter(entrer: Entrer) -> str:
    adresse = "/corrections/corrections.jsonl"
    return str(entrer("responsable").get(adresse).content.decode())


def apprise(entrer: Entrer, dossier: Path) -> Message:
    """The accepted message, dropped into a folder as it was downloaded, and read from there."""
    accepter_tout(entrer)
    (dossier / "corrections.jsonl").write_text(exporter(entrer), encoding="utf-8")
    (message,) = messages(dossier)
    return message


def roles(message: Message) -> dict[str, str]:
    """What the reader learns of each of its candidates: words -> role."""
    with horloge.au(message.jour):
        tires = exemple(message)
    assert tires.manquees == ()
    return {
        message.texte[c.debut : c.fin]: role
        for c, role in zip(tires.candidats, tires.roles, strict=True)
        if role != "rien"
    }


# The form


def test_the_form_begins_with_what_was_read_and_where(entrer: Entrer, tour: Tour):
    page = texte(entrer("relecteur").get(f"/tours/{tour.pk}/corriger/"))
    for champ, valeur in (
        ("mots_commune", "Oyonnax"),
        ("valeur_commune", "01283"),
        ("mots_effectif", "12"),
        ("rang_effectif", "1"),
        ("mots_date_diplome", "2020"),
        ("valeur_date_diplome", "2020"),
        ("mots_date_debut", ""),
    ):
        assert f'name="{champ}" value="{valeur}"' in page
    assert "sûr à 70\u00a0%" in page


def test_what_was_in_doubt_is_offered_as_not_said(entrer: Entrer, tour: Tour):
    page = texte(entrer("relecteur").get(f"/tours/{tour.pk}/corriger/"))
    assert 'name="mots_duree_mois" value="12 mois"' in page
    assert 'name="absente_duree_mois" checked' in page
    assert 'name="absente_effectif" checked' not in page


def test_the_words_that_could_hold_a_value_are_offered_for_their_key(entrer: Entrer, tour: Tour):
    page = texte(entrer("relecteur").get(f"/tours/{tour.pk}/corriger/"))
    liste = page.split('<datalist id="mots-effectif">')[1].split("</datalist>")[0]
    assert '<option value="45" data-valeur="45">' in liste and '<option value="12"' in liste
    dates = page.split('<datalist id="mots-date_diplome">')[1].split("</datalist>")[0]
    assert '<option value="2020" data-valeur="2020">' in dates


def test_an_intent_is_corrected_alone_where_the_facts_are_left_as_they_are(
    entrer: Entrer, tour: Tour
):
    assert "est proposée" in marquer(entrer("relecteur"), tour, faits=False)
    assert not Correction.objects.get().annotee
    accepter_tout(entrer)
    assert exporter(entrer) == ""


@pytest.mark.parametrize("faits", [False, True])
def test_the_form_sent_back_as_it_is_says_what_was_read(entrer: Entrer, tour: Tour, faits: bool):
    client = entrer("relecteur")
    page = texte(client.get(f"/tours/{tour.pk}/corriger/"))
    champs = dict(re.findall(r'<input name="(\w+)" value="([^"]*)"', page))
    coches = re.findall(r'<input type="checkbox" name="(\w+)" checked', page)
    assert coches == ["absente_duree_mois"]
    assert "est proposée" in marquer(client, tour, faits, **champs, **dict.fromkeys(coches, "on"))
    lus = {f["cle"] for f in tour.faits} if faits else set()
    assert set(Correction.objects.get().faits) == lus


def test_facts_that_were_changed_are_not_silently_left_out(entrer: Entrer, tour: Tour):
    page = marquer(entrer("relecteur"), tour, faits=False, **JUSTE)
    assert "Vous avez changé les faits" in page and not Correction.objects.exists()
    assert 'name="mots_effectif" value="45"' in page


@pytest.mark.parametrize(
    ("champs", "refus"),
    [
        ({"mots_effectif": "46"}, "«\u00a046\u00a0» n'est pas dans la phrase"),
        ({"rang_effectif": ""}, "est 2 fois dans la phrase"),
        ({"rang_effectif": "3"}, "est 2 fois dans la phrase"),
        ({"mots_effectif": ""}, "Quels mots de la phrase disent l'effectif"),
        ({"valeur_effectif": ""}, "Quelle est la bonne valeur pour l'effectif"),
        ({"valeur_effectif": "beaucoup"}, "ne se lit pas comme l'effectif"),
        ({"valeur_effectif": "-3"}, "doit être compris entre 0 et 10000000"),
        ({"valeur_commune": "Oyonax"}, "Oyonnax (01) 01283"),
        ({"valeur_contrat": "beau temps"}, "ne se lit pas comme le type de contrat"),
        ({"valeur_commune": "99999"}, "Aucune commune n'a le code INSEE"),
        ({"valeur_commune": "Saint-Denis"}, "Saint-Denis (974) 97411"),
        ({"valeur_commune": "Wxkqz"}, "aucune commune de ce nom"),
        ({"mots_contrat": "CDD de 12 mois", **DUREE}, "Les mêmes mots"),
        ({"mots_taille": "on est", "valeur_taille": "pme"}, "marquez l'effectif seul"),
        ({"mots_profil": "j'ai", "valeur_profil": "chef"}, "ne se lit pas comme qui parle"),
    ],
)
def test_a_mark_that_does_not_hold_is_refused_with_its_reason(
    entrer: Entrer, tour: Tour, champs: dict[str, str], refus: str
):
    lus = {"mots_effectif": "12", "rang_effectif": "1", "valeur_effectif": "12"}
    lus |= {"mots_commune": "Oyonnax", "valeur_commune": "01283"}
    lus |= {"mots_contrat": "CDD", "valeur_contrat": "cdd"}
    page = marquer(entrer("relecteur"), tour, **{**lus, **champs})
    assert refus in page and not Correction.objects.exists()


# The example


def test_a_fact_corrected_is_learnt_with_the_whole_message(
    entrer: Entrer, tour: Tour, tmp_path: Path
):
    marquer(entrer("relecteur", "alice"), tour, **JUSTE, **DUREE)
    message = apprise(entrer, tmp_path)
    assert (message.texte, message.question, message.genre, message.auteur) == (
        PHRASE,
        None,
        "console",
        "console",
    )
    assert message.faits == {
        "effectif": 45,
        "commune": "01283",
        "contrat": "cdd",
        "duree_mois": 12,
        "niveau_obtenu": 5,
        "date_diplome": "2020",
    }
    assert roles(message) == {
        "45": "effectif",
        "Oyonnax": "commune",
        "CDD": "contrat",
        "12 mois": "duree_mois",
        "master": "niveau_obtenu",
        "2020": "date_diplome",
    }
    (tiree,) = apprendre([message]).exemples  # as `vte lecture entrainer` does
    assert sorted(r for r in tiree.roles if r != "rien") == sorted(roles(message).values())


def test_a_fact_that_the_message_does_not_state_is_unmarked(
    entrer: Entrer, tour: Tour, tmp_path: Path
):
    champs = {"mots_effectif": "12", "valeur_effectif": "12", "absente_effectif": "on"}
    marquer(entrer("relecteur", "alice"), tour, **champs)
    assert "n'est pas dit\u00a0: l'effectif" in texte(entrer("relecteur").get("/corrections/"))
    message = apprise(entrer, tmp_path)
    assert "effectif" not in message.faits and "12" not in roles(message)


def test_a_message_that_states_nothing_is_an_example_too(
    entrer: Entrer, dite: Callable[..., Tour], tmp_path: Path
):
    lue = Lecture((Mention("contrat", "stage", 8, 13, confiance=0.6),))
    marquer(
        entrer("relecteur", "alice"),
        dite("est-ce qu'un stage ça compterait au fait", lue=lue),
        mots_contrat="",
        valeur_contrat="",
    )
    assert "La phrase ne dit aucun fait" in texte(entrer("relecteur").get("/corrections/"))
    message = apprise(entrer, tmp_path)
    assert message.faits == {} and roles(message) == {}


def test_the_same_answer_is_an_example_of_each_question(
    entrer: Entrer, dite: Callable[..., Tour], tmp_path: Path
):
    alice = entrer("relecteur", "alice")
    phrase = "plutot 18 finalement je dirais"
    for question in ("effectif", "duree_mois"):
        champs = {f"mots_{question}": "18", f"valeur_{question}": "18"}
        assert "est proposée" in marquer(alice, dite(phrase, question), **champs)
        assert "existe déjà" in marquer(alice, dite(phrase, question), **champs)
    autre = dite(phrase, "niveau_obtenu")
    assert "est proposée" in marquer(alice, autre)
    assert "donne déjà à cette phrase" in marquer(alice, dite(phrase), intention="hors_sujet")
    accepter_tout(entrer)
    (tmp_path / "corrections.jsonl").write_text(exporter(entrer), encoding="utf-8")
    assert {m.question: m.faits for m in messages(tmp_path)} == {
        "effectif": {"effectif": 18},
        "duree_mois": {"duree_mois": 18},
        "niveau_obtenu": {},
    }


def test_a_choice_between_communes_is_the_question_of_the_commune(
    entrer: Entrer, dite: Callable[..., Tour], tmp_path: Path
):
    tour = dite("celle qui est à Oyonnax je crois bien", "commune_choix")
    marquer(
        entrer("relecteur", "alice"), tour, mots_commune="Oyonnax", valeur_commune="Oyonnax (01)"
    )
    message = apprise(entrer, tmp_path)
    assert (message.question, message.faits) == ("commune", {"commune": "01283"})


def test_a_place_that_several_communes_bear_is_marked_as_all_of_them(
    entrer: Entrer, dite: Callable[..., Tour], tmp_path: Path
):
    tour = dite(
        "notre atelier de Saint-Denis recrute un jeune", lue=Lecture((), SAINT_DENIS, (18, 29))
    )
    marquer(entrer("relecteur", "alice"), tour)
    message = apprise(entrer, tmp_path)
    assert message.faits == {"commune": ["97411", "93066", "11339"]}
    assert roles(message) == {"Saint-Denis": "commune"}


def test_who_speaks_is_marked_on_the_words_that_show_it(
    entrer: Entrer, dite: Callable[..., Tour], tmp_path: Path
):
    phrase = "je cherche une boite sur Oyonnax dans le plastique"
    lue = Lecture((Mention("profil", "candidat", 0, len(phrase)),))
    alice, tour = entrer("relecteur", "alice"), dite(phrase, lue=lue)
    assert "Quels mots de la phrase disent qui parle" in marquer(alice, tour)
    marquer(
        alice,
        tour,
        mots_profil="je cherche une boite",
        valeur_profil="candidat",
        mots_commune="oyonnax",
        valeur_commune="01283",
    )
    assert apprise(entrer, tmp_path).faits == {"profil": "candidat", "commune": "01283"}


def test_a_date_counts_from_the_day_on_which_it_was_said(
    entrer: Entrer, dite: Callable[..., Tour], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("VTE_AUJOURDHUI", "2026-11-27")
    tour = dite("elle démarre en septembre après un master de 2025 tout neuf")
    champs = {"mots_date_debut": "septembre", "valeur_date_debut": "septembre"}
    champs |= {"mots_date_diplome": "2025", "valeur_date_diplome": "2025"}
    marquer(entrer("relecteur", "alice"), tour, **champs)
    message = apprise(entrer, tmp_path)
    assert message.jour == "2026-11-27"
    assert message.faits == {"date_debut": "2027-09-01", "date_diplome": "2025"}
    assert roles(message) == {"septembre": "date_debut", "2025": "date_diplome"}


def test_the_date_of_a_diploma_still_to_come_is_no_fact(
    entrer: Entrer, dite: Callable[..., Tour], tmp_path: Path
):
    tour = dite("il aura son diplôme en septembre 2022 normalement, faut patienter")
    champs = {"mots_date_diplome": "septembre 2022", "valeur_date_diplome": "septembre 2022"}
    marquer(entrer("relecteur", "alice"), tour, **champs)
    message = apprise(entrer, tmp_path)
    assert message.faits == {} and message.a_venir is not None
    assert set(roles(message).values()) == {"date_diplome_a_venir"}


# The file


def test_nothing_is_exported_before_a_second_person_accepts(entrer: Entrer, tour: Tour):
    marquer(entrer("relecteur", "alice"), tour, **JUSTE)
    assert exporter(entrer) == ""
    accepter(entrer, Correction.objects.get(), "refuser")
    assert exporter(entrer) == ""


def test_an_example_says_nothing_of_anybody_and_keeps_its_id(
    entrer: Entrer, dite: Callable[..., Tour]
):
    phrase = "on est 45 appelez le 06 12 34 56 78 [45](effectif)"
    lue = Lecture((Mention("effectif", 45, 7, 9),))
    marquer(entrer("relecteur", "alice"), dite(phrase, lue=lue))
    accepter_tout(entrer)
    (ligne,) = (json.loads(x) for x in exporter(entrer).splitlines())
    assert ligne == {
        "id": ligne["id"],
        "question": None,
        "annote": 'on est [45]{"entity": "effectif", "value": 45} appelez le [téléphone]'
        " [45] (effectif)",
        "genre": "console",
        "auteur": "console",
    }
    assert ligne["id"].startswith("console-")
    premiere = exporter(entrer)
    Correction.objects.update(id=1000)
    assert exporter(entrer) == premiere
    assert Acces.objects.filter(geste="export", quoi="1\u00a0exemple annoté").exists()


def test_the_command_adds_to_the_file_what_is_not_there_yet(
    entrer: Entrer, tour: Tour, tmp_path: Path
):
    fichier = tmp_path / "corrections.jsonl"
    ancien = '{"id": "console-0", "question": null, "annote": "bonjour", "auteur": "console"}'
    fichier.write_text(ancien, encoding="utf-8")
    marquer(entrer("relecteur", "alice"), tour, **JUSTE)
    accepter_tout(entrer)
    for _ in range(2):
        call_command("exporter_corrections", vers=tmp_path / "c.yml", exemples_vers=fichier)
    assert [m.texte for m in messages(tmp_path)] == ["bonjour", PHRASE]


# The transcript


def test_the_transcript_says_how_sure_each_fact_was_and_what_was_asked_back(
    entrer: Entrer, projetee: Callable[..., Conversation]
):
    conversation = projetee(
        [*ouverture(), dit(PHRASE, lue=LUE), bot("12 mois ?"), reste(doute={"duree_mois": 12})]
    )
    page = texte(entrer("lecteur").get(f"/conversations/{conversation.pk}/"))
    assert "sûr à 98\u00a0%" in page and "sûr à 100\u00a0%" in page
    doute = page.split("<dt>Pas sûr</dt>")[1].split("</dd>")[0]
    assert "12\u00a0mois" in doute and "sûr à 50\u00a0%" in doute and "redemandé" in doute
