"""A kept result is opened by the reference that its owner says on the telephone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from console.models import Acces, Conversation
from tests.console.conftest import texte
from tests.console.evenements import Suivi, eligible
from tests.vte.resultats.conftest import carte_de, parler
from vte import effacement
from vte.resultats import Resultat, Resultats

Entrer = Callable[..., Client]


@pytest.fixture
def garde(
    suivi: Suivi, projetee: Callable[..., Conversation], monkeypatch: pytest.MonkeyPatch
) -> Resultat:
    monkeypatch.setenv("VTE_SECRET", "un secret" * 4)
    conversation = projetee(eligible())
    parler(suivi.moteur, conversation.personne)
    return Resultats(suivi.moteur).garder(conversation.personne, carte_de())


def test_the_search_field_leads_from_what_was_heard_to_the_result(entrer: Entrer, garde: Resultat):
    client = entrer("lecteur")
    assert 'name="reference"' in texte(client.get("/conversations/"))
    heard = garde.reference.lower().replace("-", " ")
    page = client.get("/resultats/", {"reference": heard}, follow=True)
    assert page.redirect_chain == [(f"/resultats/{garde.reference}/", 302)]
    shown = texte(page)
    for said in (
        garde.reference,
        "Oyonnax (01)",
        "éligible",
        "4\u00a0000\u00a0€ pour l'entreprise",
    ):
        assert said in shown, said
    conversation = Conversation.objects.get(personne=garde.session)
    assert f"/conversations/{conversation.pk}/" in shown


def test_staff_see_the_very_page_that_the_person_sees(entrer: Entrer, garde: Resultat):
    answer = entrer("lecteur").get(f"/resultats/{garde.reference}/page/")
    assert garde.reference in texte(answer) and "Réponse indicative" in texte(answer)
    assert answer["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert answer["Cache-Control"] == "no-store"


def test_each_reading_is_in_the_audit_log_with_the_reference_only(entrer: Entrer, garde: Resultat):
    client = entrer("lecteur")
    client.get(f"/resultats/{garde.reference}/")
    client.get(f"/resultats/{garde.reference}/page/")
    noted = list(Acces.objects.filter(geste="resultat").values_list("qui", "quoi"))
    assert sorted(noted) == [
        ("le-lecteur", f"page du résultat {garde.reference}"),
        ("le-lecteur", f"résultat {garde.reference}"),
    ]


@pytest.mark.parametrize("typed", ["", "VTE-7777-7777", "bonjour", "VTE-0000", "'; --"])
def test_what_is_no_reference_is_said_and_nothing_is_noted(
    entrer: Entrer, garde: Resultat, typed: str
):
    page = entrer("lecteur").get("/resultats/", {"reference": typed}, follow=True)
    assert "Aucun résultat gardé n'a la référence" in texte(page)
    assert not Acces.objects.filter(geste="resultat").exists()


def test_a_result_that_was_erased_is_not_found_any_more(entrer: Entrer, garde: Resultat):
    effacement.effacer([garde.session])
    client = entrer("lecteur")
    for path in ("", "page/"):
        assert client.get(f"/resultats/{garde.reference}/{path}").status_code == 404
    assert not Acces.objects.filter(geste="resultat").exists()


def test_staff_are_told_when_the_rules_would_answer_otherwise(
    entrer: Entrer, garde: Resultat, suivi: Suivi
):
    client = entrer("lecteur")
    assert "Les règles ont changé" not in texte(client.get(f"/resultats/{garde.reference}/"))
    old: dict[str, Any] = carte_de() | {"regles": "0" * 16, "statut": "a_confirmer"}
    older = Resultats(suivi.moteur).garder(garde.session, old)
    assert "Les règles ont changé" in texte(client.get(f"/resultats/{older.reference}/"))
