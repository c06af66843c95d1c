"""Several messages in a row are one turn's worth; a long one is read by parts; all of it once."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.messageries import TOUS, Personne, SurTelegram, SurWhatsApp, entendus
from tests.serveurs import Serveurs

POLITE = "Je vous remercie vivement de bien vouloir prendre le temps de me lire. "


@pytest.fixture(params=TOUS, ids=lambda c: c.canal)
def personne(request: pytest.FixtureRequest, serveurs: Serveurs) -> Personne:
    return request.param(serveurs)


def test_a_burst_is_answered_once_and_all_of_it_is_read(personne: Personne):
    for said in ("bonjour", "on est 45", "à Oyonnax"):
        personne.dire(said, attendre=False)
    said = "\n".join(personne.lire())
    assert said.count("assistant automatique") == 1 and said.count("C'est noté") == 1
    assert entendus(personne) == ["bonjour\non est 45\nà Oyonnax"]
    known = "\n".join(personne.dire("récapitule"))
    assert "Oyonnax" in known and "45\u00a0personnes" in known


def test_a_choice_is_not_waited_for(serveurs: Serveurs):
    personne = SurTelegram(serveurs)
    personne.dire("on est 45 à Oyonnax")
    shown = personne.plateforme.recus[personne.adresse][-1]["choix"]
    assert personne.envoyer(personne.choix(dict(shown)["CDD"])).status_code == 200
    personne.dire("à Oyonnax", attendre=False)
    personne.lire(2)
    assert entendus(personne)[-2:] == ["CDD", "à Oyonnax"]


def test_what_stands_past_a_thousand_characters_is_read_and_answered_once(personne: Personne):
    said = personne.dire(POLITE * 15 + "Nous sommes 45 salariés à Oyonnax. " + POLITE * 25)
    joined = "\n".join(said)
    assert "Oyonnax" in joined and joined.count("assistant automatique") == 1
    assert "que le début" not in joined
    known = "\n".join(personne.dire("récapitule"))
    assert "Oyonnax" in known and "45\u00a0personnes" in known


def test_past_four_thousand_characters_it_is_said_that_only_the_beginning_was_read(
    personne: Personne,
):
    said = personne.dire("Nous sommes 45 salariés à Oyonnax. " + POLITE * 70)
    assert any("que le début" in one for one in said)


def photo(personne: SurTelegram, **rest: Any) -> dict[str, Any]:
    call = json.loads(personne.message("x")["content"])
    del call["message"]["text"]
    call["message"] |= {"photo": [{"file_id": "x"}], "media_group_id": "1", **rest}
    return personne.signer(call)


def test_an_album_is_answered_once_by_its_caption(serveurs: Serveurs):
    personne = SurTelegram(serveurs)
    for rest in ({}, {"caption": "On est 45 à Oyonnax, en CDI"}, {}):
        assert personne.envoyer(photo(personne, **rest)).status_code == 200
    said = "\n".join(personne.lire())
    assert "C'est noté" in said and "que du texte" not in said


def test_an_album_on_whatsapp_is_the_pictures_that_come_together(serveurs: Serveurs):
    personne = SurWhatsApp(serveurs)
    picture = {"NumMedia": "1", "MediaContentType0": "image/jpeg"}
    for said in ("", "On est 45 à Oyonnax, en CDI", ""):
        assert personne.envoyer(personne.formulaire(Body=said, **picture)).status_code == 200
    said = "\n".join(personne.lire())
    assert "C'est noté" in said and "que du texte" not in said


def test_an_album_without_words_has_one_sentence(serveurs: Serveurs):
    personne = SurTelegram(serveurs)
    for _ in range(3):
        assert personne.envoyer(photo(personne)).status_code == 200
    (only,) = personne.lire()
    assert "je ne vois pas les images" in only


def test_a_place_is_its_commune_where_it_has_a_name_and_is_asked_for_elsewhere(serveurs: Serveurs):
    personne = SurWhatsApp(serveurs)
    where = {"Body": "", "Latitude": "46.25", "Longitude": "5.65"}
    assert personne.envoyer(personne.formulaire(**where)).status_code == 200
    assert "le nom de la commune" in personne.lire()[0]
    named = where | {"Label": "Usine", "Address": "1 rue de la Gare, 01100 Oyonnax, France"}
    assert personne.envoyer(personne.formulaire(**named)).status_code == 200
    assert "Oyonnax" in "\n".join(personne.lire())


def test_a_voice_message_beside_words_is_said_to_be_unread_and_the_words_are_answered(
    serveurs: Serveurs,
):
    personne = SurTelegram(serveurs)
    personne.dire("on est 45 à Oyonnax", attendre=False)
    call = json.loads(personne.message("x")["content"])
    del call["message"]["text"]
    call["message"] |= {"voice": {"file_id": "x"}}
    assert personne.envoyer(personne.signer(call)).status_code == 200
    said = personne.lire()
    assert "\n".join(said).count("messages vocaux") == 1 and "C'est noté" in "\n".join(said)
    assert len(said) <= 2


@pytest.mark.parametrize(
    "asked",
    ["On est 45 à Oyonnax, en CDI, conditions ?", "donne-moi toutes les conditions", "aide"],
)
def test_a_turn_is_two_messages_of_a_phone_s_screen_at_the_most(personne: Personne, asked: str):
    for said in (personne.dire(asked), personne.dire("Plus de détails")):
        assert 1 <= len(said) <= 2
        assert all(len(one) <= 600 or "Répondez par une lettre" in one for one in said)
