"""Each figure leads to its conversations, and the list has as many as the figure says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from django.test import Client

from console.chiffre import Chiffre, Ecart, Part
from console.comparison import comparer
from console.dates import Periode
from console.drawing import COULEURS, png
from console.figures import FIGURES, un
from console.models import Constat, Conversation, SuiviDemande
from console.pictures import dessiner
from console.requests import les_demandes, relever
from console.themes import en_chiffre
from console.words import nombre
from tests.console.conftest import texte
from tests.console.evenements import (
    MIDI,
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
from tests.vte.resultats.conftest import parler
from vte.avis import Avis, LesAvis
from vte.relais.relais import LesRelais

JUIN = Periode(date(2021, 6, 1), date(2021, 6, 30))
MAI = Periode(date(2021, 5, 2), date(2021, 5, 31))


def corrigee() -> list[dict[str, object]]:
    """A contract that was taken, and that the person takes back: the refusal is reopened."""
    return [
        *abandonnee(),
        dit("12", question="effectif", effectif=12),
        bot("Noté"),
        slot("effectif", 12),
        reste(question="contrat"),
        dit("en stage", question="contrat", contrat="stage"),
        slot("contrat", "stage"),
        annonce(commune=OYONNAX, contrat="stage"),
        dit("non, je ne sais pas encore", "nier"),
        slot("contrat", None),
        annonce(commune=OYONNAX),
    ]


@pytest.fixture(autouse=True)
def dites(suivi: Suivi, projeter: Callable[..., int]) -> None:
    for canal in ("web", "web", "telegram"):
        suivi.ecrire(eligible(canal=canal))
    suivi.ecrire(corrigee())
    suivi.ecrire([*ouverture(), dit("quel montant ?", "faq/montant"), bot("4 000 €")], "renseignee")
    suivi.ecrire([*ouverture(), dit("un humain", "parler_a_quelqu_un"), bot("Oui")])
    suivi.ecrire(eligible(), "reprise")
    suivi.ecrire(eligible(), "fachee")
    suivi.ecrire(abandonnee(canal="whatsapp"))
    for phrase in ("mon chat est malade", "mon chat est malade aussi"):
        suivi.ecrire(pas_comprise(phrase))
    suivi.heure = MIDI - timedelta(days=30).total_seconds()
    suivi.ecrire(eligible())
    suivi.ecrire(abandonnee())
    projeter()
    juger(suivi)
    projeter()


def juger(suivi: Suivi) -> None:
    """Opinions, and an exchange with staff, after the conversations were held."""
    for qui in ("renseignee", "fachee", "reprise"):
        parler(suivi.moteur, qui)
    avis = LesAvis(suivi.moteur)
    avis.noter(Avis("renseignee", "verdict", True))
    avis.noter(Avis("fachee", "verdict", False, "unclear"))
    LesRelais(suivi.moteur).prendre("reprise", "web", "lise")
    demander("renseignee", "fachee", "reprise")


def demander(*gens: str) -> None:
    """Requests to be called back: the last one a month before the others, one of them closed."""
    with les_demandes() as base:
        for qui in gens:
            base.noter(qui, nom="A B", coordonnee="a@b.fr", sujet="x")
            base.envoyer(qui)
        with base._moteur.begin() as lien:
            change = sa.text("update demandes set le = :le where id = :id")
            for n in range(1, len(gens) + 1):
                le = datetime.fromtimestamp(MIDI, UTC) - timedelta(days=30 * (n == len(gens)))
                lien.execute(change, {"le": le.isoformat(timespec="seconds"), "id": n})
    relever()
    SuiviDemande.objects.filter(demande=1).update(etat="close")


def paires(chiffre: Chiffre, periode: Periode) -> list[tuple[str, object, str]]:
    return [
        (f"{nom}, {serie}", valeur, lien)
        for nom, cellules in chiffre.table(periode)
        for serie, valeur, lien in cellules
    ]


@pytest.mark.parametrize("nom", [*FIGURES, "themes"])
def test_the_list_has_as_many_conversations_as_the_figure_says(
    entrer: Callable[..., Client], nom: str
):
    client, chiffre = entrer("responsable"), {**FIGURES, "themes": en_chiffre}[nom](JUIN)
    menees = [(quoi, v, lien) for quoi, v, lien in paires(chiffre, JUIN) if lien]
    assert menees, "this figure leads nowhere"
    for quoi, valeur, lien in menees:
        assert client.get(lien).context["page"].paginator.count == valeur, quoi


@pytest.mark.parametrize("nom", [*FIGURES])
def test_beside_another_period_each_column_leads_to_its_own(
    entrer: Callable[..., Client], nom: str
):
    client = entrer("responsable")
    chiffre = comparer(un(nom, MAI), un(nom, JUIN), (MAI, JUIN))
    menees = [(quoi, v, lien) for quoi, v, lien in paires(chiffre, JUIN) if lien]
    assert menees
    for quoi, valeur, lien in menees:
        assert client.get(lien).context["page"].paginator.count == valeur, quoi


def lignes(nom: str, periode: Periode = JUIN) -> dict[str, list[object]]:
    return {n: list(valeurs) for n, valeurs in un(nom, periode).lignes}


def test_a_fact_taken_and_corrected_by_the_person_is_confident_and_wrong():
    corriges = lignes("corriges")
    assert corriges["le type de contrat"] == [1, 6, "17\u00a0%", 1]
    assert corriges["l'effectif de l'entreprise"][:2] == [0, 6]


def test_resolved_is_without_a_request_a_member_of_staff_or_a_bad_word():
    assert {nom: v[0] for nom, v in lignes("resolution").items()} == {
        "résolues sans personne": 4,
        "dont un verdict": 3,
        "dont une réponse sans verdict": 1,
        "un conseiller y a répondu": 1,
        "une personne demandée": 1,
        "un avis négatif": 1,
        "ni verdict ni réponse": 4,
    }


def test_satisfaction_is_of_those_who_said():
    assert lignes("satisfaction") == {
        "utile": [1, "50\u00a0%", 1],
        "pas utile": [1, "50\u00a0%", 1],
    }
    assert lignes("motifs")["pas clair"] == [1, "100\u00a0%", 1]


def test_an_opinion_that_changes_is_counted_as_it_is_now(
    suivi: Suivi, projeter: Callable[..., int]
):
    LesAvis(suivi.moteur).noter(Avis("fachee", "verdict", True))
    projeter()
    assert lignes("satisfaction")["pas utile"][0] == 0
    assert not Conversation.objects.get(personne="fachee").avis_negatif


def test_a_conversation_that_goes_on_takes_all_that_was_noticed_to_its_new_day(
    suivi: Suivi, projeter: Callable[..., int]
):
    suivi.heure = MIDI + timedelta(days=1).total_seconds()
    suivi.ecrire([dit("merci", "remercier"), bot("De rien")], "fachee")
    projeter()
    siens = Constat.objects.filter(conversation__personne="fachee")
    assert set(siens.values_list("jour", flat=True)) == {date(2021, 6, 16)}
    assert {"avis", "motif", "pris"} <= set(siens.values_list("genre", flat=True))


# Two periods


def test_two_periods_stand_side_by_side_with_their_difference():
    chiffre = comparer(un("issues", MAI), un("issues", JUIN), (MAI, JUIN))
    assert list(chiffre.series) == [
        f"{serie} {quand}"
        for serie in ("conversations", "part")
        for quand in ("avant", "après", "écart")
    ]
    valeurs = dict(chiffre.lignes)["verdict"]
    assert valeurs == [1, 5, "+4", "50\u00a0%", "45\u00a0%", "\u22124,5\u00a0points"]
    assert (valeurs[3].peu, valeurs[4].peu) == ("1 sur 2", "5 sur 11")


def test_days_are_compared_by_their_sums():
    chiffre = comparer(un("par-jour", MAI), un("par-jour", JUIN), (MAI, JUIN))
    assert dict(chiffre.lignes)["site web"][:3] == [2, 9, "+7"]
    assert dict(chiffre.lignes)["Telegram"] == [0, 1, "+1"]


def test_a_period_without_anything_has_no_share_and_no_difference_of_shares():
    vide = Periode(date(2000, 1, 1), date(2000, 1, 2))
    chiffre = comparer(un("issues", vide), un("issues", JUIN), (vide, JUIN))
    assert dict(chiffre.lignes)["verdict"] == [0, 5, "+5", "—", "45\u00a0%", "—"]


def test_shares_beside_each_other_have_bars_of_their_percentages():
    chiffre = comparer(un("incompris", MAI), un("incompris", JUIN), (MAI, JUIN))
    image = dessiner(chiffre)
    assert image and image.legende == ["part avant", "part après"]
    assert [b.largeur > 0 for b in image.barres] == [False, True]
    assert dict(chiffre.lignes)["écrits"][1] in [texte for *_, texte in image.textes]


def canaux(combien: int) -> Chiffre:
    """A day on so many channels: 1 conversation on the first, 2 on the second…"""
    noms = [f"canal {n}" for n in range(1, combien + 1)]
    jour = ("15/06/2021", list(range(1, combien + 1)))
    return Chiffre("x", "X", "Jour", noms, [jour], tuple(range(combien)), empile=True)


def test_series_beyond_the_colours_are_drawn_together_and_say_so():
    image = dessiner(canaux(7))
    assert image and image.legende == ["canal 1", "canal 2", "canal 3", "canal 4", "autres"]
    assert [b.serie for b in image.barres] == list(range(len(COULEURS)))
    assert image.barres[-1].titre == "15/06/2021, autres : 18"
    assert image.barres[-1].hauteur == pytest.approx(18 * image.barres[0].hauteur)
    juste = dessiner(canaux(len(COULEURS)))
    assert juste and juste.legende[-1] == "canal 5"


def test_the_picture_of_a_report_draws_them_too(monkeypatch: pytest.MonkeyPatch):
    from matplotlib.axes import Axes

    dessinees: dict[str, list[float]] = {}

    def bar(_: Axes, __: object, hauteurs: list[float], *, label: str, **___: object) -> None:
        dessinees[label] = hauteurs

    monkeypatch.setattr(Axes, "bar", bar)
    png(canaux(6), "en juin")
    assert dessinees["autres"] == [11.0] and len(dessinees) == len(COULEURS)


def test_a_bar_has_the_colour_that_its_legend_says():
    lignes = [("a", [9, 1, 2])]
    image = dessiner(Chiffre("x", "X", "Nom", ["u", "v", "w"], lignes, (1, 2)))
    assert image and image.legende == ["v", "w"] and [b.serie for b in image.barres] == [0, 1]


@pytest.mark.parametrize(
    ("valeur", "dite"),
    [
        (1_234_567, "1\u00a0234\u00a0567"),
        (150_000, "150\u00a0000"),
        (150_000.0, "150\u00a0000"),
        (22.2, "22,2"),
        (0, "0"),
    ],
)
def test_a_number_is_written_the_same_under_and_in_its_picture(valeur: float, dite: str):
    image = dessiner(Chiffre("x", "X", "Nom", ["n"], [("a", [valeur])]))
    assert nombre(valeur) == dite
    assert image and image.textes[-1][-1] == dite and image.barres[0].titre.endswith(f": {dite}")
    assert Ecart(valeur) == (f"+{dite}" if valeur else dite)


def test_a_share_of_few_says_so():
    assert Part(3, 19).peu == "3 sur 19" and Part(3, 20).peu == "" and Part(0, 0).peu == ""
    assert Part(1, 3) == "33\u00a0%" and Part(0, 0) == "—"
    assert Ecart(-2.5, " points") == "\u22122,5 points" and Ecart(0) == "0" and Ecart(None) == "—"


@pytest.mark.parametrize(
    ("requete", "dite"),
    [
        ("comparer=precedente", "du 02/05/2021 au 31/05/2021"),
        ("comparer=an", "du 01/06/2020 au 30/06/2020"),
        ("comparer=choisie&avant_du=2021-01-01&avant_au=2021-01-31", "du 01/01/2021 au 31/01/2021"),
    ],
)
def test_the_page_says_which_periods_it_compares(
    entrer: Callable[..., Client], requete: str, dite: str
):
    page = texte(entrer("lecteur").get(f"/chiffres/?du=2021-06-01&au=2021-06-30&{requete}"))
    assert f"{dite} (avant)" in page and "conversations écart" in page
    assert "peu\u00a0: 5 sur 11" in page


@pytest.mark.parametrize(
    ("requete", "refus"),
    [
        ("comparer=choisie", "avec quels jours"),
        ("comparer=choisie&avant_du=2021-02-01&avant_au=2021-01-31", "après sa fin"),
        ("comparer=jamais", "jamais"),
    ],
)
def test_a_comparison_that_cannot_be_is_said(
    entrer: Callable[..., Client], requete: str, refus: str
):
    page = texte(entrer("lecteur").get(f"/chiffres/?du=2021-06-01&au=2021-06-30&{requete}"))
    assert refus in page and "<svg" not in page
