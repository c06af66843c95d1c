"""Responses without Rasa: which variant, filled with what; and the same as Rasa itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bot import model
from vte.contenu import RACINE, ContenuInvalide
from vte.conversation.bouton import Bouton
from vte.conversation.textes import ReponseInconnue, Textes, ValeurManquante, lire

ECRITS = """
responses:
  utter_suite:
    - text: "pour tous, {jour}"
      buttons: [{title: "Oui", payload: '/informer{{"contrat":"cdi"}}'}]
    - condition: [{type: slot, name: profil, value: candidat}]
      text: "pour un candidat, {nom}"
    - channel: whatsapp
      text: "sur WhatsApp"
  utter_reserve:
    - condition: [{type: slot, name: profil, value: candidat}]
      text: "pour un candidat"
"""
PROFILS = (None, "entreprise", "candidat", "Candidat")
CANAUX = ("web", "messenger", "telegram", "whatsapp", "autre")


@pytest.fixture
def textes(tmp_path: Path) -> Textes:
    (tmp_path / "suite.yml").write_text(ECRITS, encoding="utf-8")
    return lire([tmp_path])


def test_a_text_is_filled_with_what_it_quotes(textes: Textes):
    assert textes.rendre("utter_suite", {"jour": "lundi {0}"}) == "pour tous, lundi {0}"


def test_the_variant_of_an_audience_comes_before_the_common_one(textes: Textes):
    dit = textes.rendre("utter_suite", {"nom": "Léa"}, profil="candidat")
    assert dit == "pour un candidat, Léa"


def test_the_variant_of_a_channel_comes_before_that_of_an_audience(textes: Textes):
    assert textes.rendre("utter_suite", {}, "candidat", "whatsapp") == "sur WhatsApp"


def test_the_names_quoted_are_those_of_all_variants(textes: Textes):
    assert textes.cites("utter_suite") == {"jour", "nom"}


def test_a_button_s_doubled_braces_are_single_once_sent(textes: Textes):
    assert textes.boutons("utter_suite") == (Bouton("Oui", '/informer{"contrat":"cdi"}'),)
    assert textes.boutons("utter_suite", canal="whatsapp") == ()


def test_an_unknown_response_is_named(textes: Textes):
    for demander in (textes.cites, textes.variante, textes.boutons):
        with pytest.raises(ReponseInconnue, match="utter_absente"):
            demander("utter_absente")


def test_a_response_with_nothing_for_this_audience_is_named(textes: Textes):
    with pytest.raises(ReponseInconnue, match="utter_reserve"):
        textes.rendre("utter_reserve", {}, "entreprise")


def test_a_value_that_is_not_given_is_named_with_its_response(textes: Textes):
    with pytest.raises(ValeurManquante, match="utter_suite.*jour"):
        textes.rendre("utter_suite", {})


def test_a_response_written_twice_is_refused_with_its_file(tmp_path: Path):
    for nom in ("a.yml", "b.yml"):
        (tmp_path / nom).write_text("responses:\n  utter_x:\n    - text: x\n")
    with pytest.raises(ContenuInvalide, match=r"b\.yml : « utter_x »"):
        lire([tmp_path])


def test_a_variant_without_a_text_is_refused_with_its_file(tmp_path: Path):
    (tmp_path / "a.yml").write_text("responses:\n  utter_x:\n    - channel: web\n")
    with pytest.raises(ContenuInvalide, match=r"a\.yml : une variante de « utter_x »"):
        lire([tmp_path])


@pytest.fixture(scope="module")
def de_rasa() -> Mapping[str, Any]:
    """The responses that Rasa reads from the very files that the model is trained from."""
    from rasa.shared.importers.importer import TrainingDataImporter

    importateur = TrainingDataImporter.load_from_config(
        str(RACINE / "config.yml"),
        str(RACINE / "domain.yml"),
        [str(RACINE / folder) for folder in model.DATA],
    )
    return importateur.get_domain().responses


def test_rasa_has_every_response_with_all_its_variants(de_rasa: Mapping[str, Any]):
    textes = Textes.du_projet()
    assert set(de_rasa) == set(textes.noms)
    for nom, variantes in de_rasa.items():
        for lue, ecrite in zip(textes.variantes(nom), variantes, strict=True):
            assert lue.texte == ecrite["text"]
            assert lue.canal == ecrite.get("channel")
            conditions = {c["name"]: c["value"] for c in ecrite.get("condition", [])}
            assert dict(lue.condition or {}) == conditions
            assert dict(lue.custom) == ecrite.get("custom", {})


@pytest.mark.parametrize("canal", CANAUX)
@pytest.mark.parametrize("profil", PROFILS)
def test_every_response_is_rendered_as_rasa_renders_it(
    de_rasa: Mapping[str, Any], profil: str | None, canal: str
):
    from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator

    generateur, textes = TemplatedNaturalLanguageGenerator(dict(de_rasa)), Textes.du_projet()
    for nom in textes.noms:
        valeurs = {cite: f"<{cite}>" for cite in textes.cites(nom)}
        attendue = generateur.generate_from_slots(nom, {"profil": profil}, canal, **valeurs)
        assert attendue is not None
        assert textes.rendre(nom, valeurs, profil, canal) == attendue["text"]
        boutons = [
            {"title": b.title, "payload": b.payload} for b in textes.boutons(nom, profil, canal)
        ]
        assert boutons == attendue.get("buttons", [])
