"""Figures over a period: what they count, their table, their picture."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from console import pictures
from console.dates import Periode
from console.figures import Chiffre, tous, un
from console.models import Conversation, SuiviDemande
from console.projection.counted import jour_de_fin
from tests.console.conftest import texte
from tests.console.evenements import (
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
from vte.demandes import Demandes

JUIN = Periode(date(2021, 6, 14), date(2021, 6, 16))


@pytest.fixture(autouse=True)
def dites(suivi: Suivi, projeter: Callable[..., int]) -> None:
    for _ in range(3):
        suivi.ecrire(eligible())
    suivi.ecrire(
        [
            *abandonnee(canal="telegram"),
            dit("45", question="effectif", effectif=45),
            bot("Noté"),
            slot("effectif", 45),
            reste(question="contrat"),
        ]
    )
    suivi.ecrire(abandonnee())
    suivi.ecrire(pas_comprise("Salut  LES gens"))
    suivi.ecrire(
        [
            *pas_comprise("salut les gens"),
            dit("bonjour", "saluer"),
            bot("Bonjour !", utter="utter_saluer"),
        ]
    )
    projeter()


@pytest.fixture
def figures(dites: None) -> dict[str, Chiffre]:
    return {c.id: c for c in tous(JUIN)}


def lignes(chiffre: Chiffre) -> dict[str, list[object]]:
    return {nom: list(valeurs) for nom, valeurs in chiffre.lignes}


def test_conversations_are_counted_by_day_and_channel(figures: dict[str, Chiffre]):
    assert list(figures["par-jour"].series) == ["site web", "Telegram"]
    assert lignes(figures["par-jour"]) == {
        "14/06/2021": [0, 0],
        "15/06/2021": [6, 1],
        "16/06/2021": [0, 0],
    }


def test_a_conversation_at_midnight_counts_for_its_day_in_paris():
    assert jour_de_fin(datetime(2021, 6, 14, 22, 30, tzinfo=UTC)) == date(2021, 6, 15)
    assert set(Conversation.objects.values_list("jour", flat=True)) == {date(2021, 6, 15)}


def test_outcomes_are_counted(figures: dict[str, Chiffre]):
    issues = lignes(figures["issues"])
    assert (issues["verdict"], issues["abandon à une question"][0], issues["pas comprise"][0]) == (
        [3, "43\u00a0%"],
        2,
        1,
    )


def test_the_funnel_says_of_each_question_where_it_is_put_and_answered(figures: dict[str, Chiffre]):
    entonnoir = lignes(figures["entonnoir"])
    assert entonnoir["l'effectif de l'entreprise"] == [2, 1, "50\u00a0%"] and entonnoir[
        "le type de contrat"
    ] == [1, 0, "0\u00a0%"]


def demandee(*fin: dict[str, Any]) -> list[dict[str, Any]]:
    """Somebody who asks to be called back and says a name; `fin`: what they do then."""
    return [
        *pas_comprise(),
        dit("rappelez-moi", "etre_rappele"),
        bot("À quel nom ?", utter="utter_demander_demande_nom"),
        reste(question="demande_nom", demande={}),
        dit("Léa Martin"),
        bot("Est-ce d'accord ?", utter="utter_demander_demande_accord"),
        reste(question="demande_accord", demande={"nom": "L. M."}),
        *fin,
    ]


def test_the_request_for_a_person_is_answered_once_it_is_sent(
    suivi: Suivi, projeter: Callable[..., int]
):
    suivi.ecrire(
        demandee(dit("oui", "affirmer"), bot("C'est envoyé.", utter="utter_demande_envoyee"))
    )
    suivi.ecrire(demandee(dit("non", "nier"), bot("C'est annulé.", utter="utter_demande_annulee")))
    suivi.ecrire(demandee())
    projeter()
    entonnoir = lignes({c.id: c for c in tous(JUIN)}["entonnoir"])
    assert entonnoir["la demande de rappel"] == [3, 1, "33\u00a0%"]


def test_the_share_not_understood_is_of_written_messages(figures: dict[str, Chiffre]):
    assert lignes(figures["incompris"])["15/06/2021"] == [22.2, 2, 9, 2]
    assert lignes(figures["incompris"].a_comparer) == {"écrits": ["22\u00a0%", 2, 9, 2]}


def test_a_button_is_no_written_message(suivi: Suivi, projeter: Callable[..., int]):
    suivi.ecrire([*ouverture(), dit("/recommencer", "recommencer"), bot("D'accord")])
    projeter()
    assert lignes(un("incompris", JUIN))["15/06/2021"] == [22.2, 2, 9, 2]


def test_verdicts_are_counted_by_territory(figures: dict[str, Chiffre]):
    territoire = Conversation.objects.filter(statut="eligible").first().territoire
    assert lignes(figures["territoires"]) == {territoire: [3, 3, 0, 0, 0, 0]}


def test_a_conversation_counts_under_the_verdict_in_force_at_its_end(
    suivi: Suivi, projeter: Callable[..., int]
):
    """Not under the one that was announced first, which a correction has undone."""
    Conversation.objects.all().delete()
    annoncee = annonce(commune=OYONNAX, contrat="stage")
    assert annoncee["value"]["verdict"]["statut"] == "non_eligible"
    suivi.ecrire(
        [
            *abandonnee(),
            dit("en stage", contrat="stage"),
            slot("contrat", "stage"),
            annoncee,
            dit("non, je ne sais pas encore"),
            slot("contrat", None),
            annonce(commune=OYONNAX),
        ]
    )
    projeter()
    territoire = Conversation.objects.get().territoire
    compte = {c.id: c for c in tous(JUIN)}["territoires"]
    (ligne,) = compte.lignes
    assert ligne[0] == territoire
    assert {nom: n for nom, n in zip(compte.series, ligne[1], strict=True) if n} == {
        "verdicts": 1,
        "à préciser": 1,
    }
    issues = lignes(un("issues", JUIN))
    assert issues["verdict"][0] == 0 and issues["verdict à préciser"][0] == 1
    assert lignes(un("resolution", JUIN))["résolues sans personne"][0] == 0


def test_the_time_to_a_verdict_is_in_classes_with_its_median(figures: dict[str, Chiffre]):
    assert (
        lignes(figures["delai"])["moins d'une minute"] == [3]
        and "médiane" in figures["delai"].legende
    )


def test_requests_are_counted_with_their_state():
    base = Demandes()
    for qui in ("a", "b"):
        base.noter(qui, nom="A B", coordonnee="a@b.fr", sujet="x")
        base.envoyer(qui)
    SuiviDemande.objects.create(demande=1, etat="close")
    jour = timezone.localdate(datetime.fromisoformat(base.lire(1).le))
    assert lignes({c.id: c for c in tous(Periode(jour, jour))}["demandes"]) == {
        "nouvelle": [1],
        "affectée": [0],
        "répondue": [0],
        "close": [1],
    }


def test_an_empty_period_has_figures_without_lines():
    vide = tous(Periode(date(2000, 1, 1), date(2000, 1, 2)))
    assert [c.lignes for c in vide if c.id != "demandes"] == [[]] * 10
    assert all(pictures.dessiner(c) is None for c in vide)


def test_a_picture_has_a_bar_for_each_value_in_proportion(figures: dict[str, Chiffre]):
    image = pictures.dessiner(figures["par-jour"])
    web, telegram = image.barres
    assert web.hauteur == pytest.approx(6 * telegram.hauteur) and image.legende == [
        "site web",
        "Telegram",
    ]
    assert web.titre == "15/06/2021, site web : 6"
    couchees = pictures.dessiner(figures["issues"])
    assert max(b.largeur for b in couchees.barres) == pytest.approx(
        3 / 2 * sorted(b.largeur for b in couchees.barres)[-2]
    )


def test_each_picture_stands_over_its_table(entrer: Callable[..., Client]):
    page = texte(entrer("lecteur").get("/chiffres/?du=2021-06-14&au=2021-06-16"))
    assert page.count("<svg") == page.count("<table") == 8
    assert "Rien sur cette période" in page and 'width="0,' not in page


@pytest.mark.parametrize(
    ("requete", "refus"),
    [
        ("du=2021-06-16&au=2021-06-14", "après sa fin"),
        ("du=2015-01-01&au=2021-06-14", "un an au plus"),
        ("du=hier&au=", "valide"),
    ],
)
def test_a_period_that_cannot_be_is_said(entrer: Callable[..., Client], requete: str, refus: str):
    assert refus in texte(entrer("lecteur").get(f"/chiffres/?{requete}"))


def test_by_default_the_last_thirty_days(entrer: Callable[..., Client]):
    assert "17/05/2021" in texte(entrer("lecteur").get("/chiffres/")) and "15/06/2021" in texte(
        entrer("lecteur").get("/chiffres/")
    )
