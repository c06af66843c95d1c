"""The page of the sources: what was read when, and a reading noted by those who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from console.models import Acces
from tests.console.conftest import texte
from vte.regles.catalogue import courant
from vte.relectures import Relecture, Relectures

Entrer = Callable[..., Client]
PAGE = "page-vte"
ADRESSE = f"/sources/{PAGE}/lectures/"


def apres(jours: int) -> date:
    """So many days after the reading that the files tell."""
    return courant().sources[PAGE].lu + timedelta(days=jours)


@pytest.fixture(autouse=True)
def dix_jours_apres(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VTE_AUJOURDHUI", apres(10).isoformat())


def saisie(**champs: str) -> dict[str, str]:
    juste = {"jour": apres(9).isoformat(), "lecteur": "Camille", "constat": "inchangee", "note": ""}
    return juste | champs


def carte(page: str) -> str:
    """What the page says of the source."""
    return page.split(f'id="source-{PAGE}"')[1].split("</article>")[0]


def test_every_source_is_there_with_its_day_its_age_and_what_rests_on_it(entrer: Entrer):
    page = texte(entrer("lecteur").get("/sources/"))
    for nom in courant().sources:
        assert f'id="source-{nom}"' in page
    sienne = carte(page)
    for attendu in ("il y a 10\u00a0jours", "barèmes\u00a0:", "vte-2019-2022", "L'âge"):
        assert attendu in sienne, attendu
    assert "Page «\u00a0VTE, 148 Territoires d'industrie\u00a0»" in sienne
    assert "aucune à relire" in page and "puce signalee" not in page


def test_those_read_more_than_180_days_ago_are_flagged(
    entrer: Entrer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("VTE_AUJOURDHUI", apres(181).isoformat())
    Relectures().noter(Relecture(PAGE, apres(170), "camille", False))
    page = texte(entrer("lecteur").get("/sources/"))
    assert "puce signalee" not in carte(page)
    assert page.count("puce signalee") == len(courant().sources) - 1
    assert page.index(f'id="source-{PAGE}"') > page.rindex("puce signalee")


def test_a_reader_is_offered_no_form(entrer: Entrer):
    assert "<details" not in texte(entrer("lecteur").get("/sources/"))


def test_the_form_proposes_today_and_the_account(entrer: Entrer):
    sienne = carte(texte(entrer("relecteur").get("/sources/")))
    assert f'value="{apres(10)}"' in sienne and 'value="le-relecteur"' in sienne


def test_a_reading_is_noted_shown_and_logged(entrer: Entrer):
    client = entrer("relecteur")
    reponse = client.post(ADRESSE, saisie(note="rien de neuf"))
    assert (reponse.status_code, reponse["Location"]) == (302, "/sources/")
    assert Relectures().toutes() == [Relecture(PAGE, apres(9), "Camille", False, "rien de neuf")]
    page = texte(client.get("/sources/"))
    assert "Merci, votre lecture est notée\u00a0: Page «\u00a0VTE" in page
    assert "il y a 1\u00a0jour, par Camille\u00a0: «\u00a0rien de neuf\u00a0»" in carte(page)
    ligne = Acces.objects.get(geste="relecture")
    assert (ligne.qui, ligne.quoi) == (
        "le-relecteur",
        f"source {PAGE}, lue le {apres(9)} : inchangée",
    )


def test_a_source_that_changed_says_so_after_later_readings_too(entrer: Entrer):
    client = entrer("administrateur")
    page = texte(client.post(ADRESSE, saisie(constat="changee", note="le montant"), follow=True))
    assert "Elle a changé\u00a0: ce qui en dépend est à mettre à jour." in page
    client.post(ADRESSE, saisie(jour=apres(10).isoformat()))
    sienne = carte(texte(client.get("/sources/")))
    assert "selon Camille («\u00a0le montant\u00a0»)" in sienne and "changée</span>" in sienne


@pytest.mark.parametrize(
    ("champ", "valeur", "dit"),
    [
        ("jour", "", "Dites quel jour elle a été lue."),
        ("jour", "hier", "Écrivez une date, comme 31/12/2026."),
        ("jour", str(apres(11)), "Ce jour n'est pas encore venu\u00a0: notez celui"),
        ("lecteur", "  ", "Dites qui l'a lue."),
        ("lecteur", "x" * 151, "Ce nom est trop long\u00a0: 150 caractères au plus."),
        ("constat", "", "Dites si elle a changé."),
        ("constat", "peut-être", "Dites si elle a changé."),
        ("note", "x" * 501, "Cette note est trop longue\u00a0: 500 caractères au plus."),
    ],
)
def test_what_is_wrong_is_said_next_to_its_field_and_nothing_is_kept(
    entrer: Entrer, champ: str, valeur: str, dit: str
):
    page = texte(entrer("relecteur").post(ADRESSE, saisie(**{champ: valeur})))
    assert f'id="{PAGE}-{champ}_error">{dit}' in carte(page)
    assert f'aria-describedby="{PAGE}-{champ}_error"' in carte(page)
    assert page.count("<details") - 1 == page.count('<details class="corriger">')  # one is open
    assert Relectures().toutes() == [] and not Acces.objects.filter(geste="relecture").exists()


def test_a_french_date_is_read_too(entrer: Entrer):
    entrer("relecteur").post(ADRESSE, saisie(jour=f"{apres(9):%d/%m/%Y}"))
    assert Relectures().toutes()[0].jour == apres(9)


def test_a_source_that_is_not_there_is_404_and_a_reading_is_noted_by_a_form_only(entrer: Entrer):
    client = entrer("relecteur")
    assert client.post("/sources/inconnue/lectures/", saisie()).status_code == 404
    assert client.get(ADRESSE).status_code == 405
    assert Relectures().toutes() == []


def test_a_call_without_the_form_s_token_is_refused(entrer: Entrer):
    client = entrer("relecteur")
    client.handler.enforce_csrf_checks = True
    assert client.post(ADRESSE, saisie()).status_code == 403
    assert Relectures().toutes() == []
