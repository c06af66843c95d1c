"""The web channel's pieces, each by itself."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest

from bot.channels import charges, demande
from bot.channels.erreurs import Malforme, SessionRefusee, TexteRefuse, TropDeDemandes, TropGros
from bot.channels.journal import Journal
from bot.channels.limites import FENETRE, Limite
from bot.channels.sessions import Sessions
from vte import secret


def requete(corps: Any) -> Any:
    brut = corps if isinstance(corps, bytes) else json.dumps(corps).encode()
    return SimpleNamespace(body=brut)


def test_a_typed_text_loses_its_slash_and_its_invisible_characters():
    assert (
        demande.lire(requete({"message_id": "1", "text": " //informer\u202e \x00oui\n"})).texte
        == "informer oui"
    )


def test_a_payload_is_taken_as_it_is():
    assert (
        demande.lire(requete({"message_id": "1", "payload": "/recommencer"})).charge
        == "/recommencer"
    )


@pytest.mark.parametrize(
    ("corps", "erreur"),
    [
        (b"\xff", Malforme),
        (b"[" * 5_000, Malforme),
        ({"message_id": "a b", "text": "x"}, Malforme),
        ({"message_id": "1"}, Malforme),
        ({"message_id": "1", "text": None, "payload": 3}, Malforme),
        ({"message_id": "1", "text": "\u202e"}, TexteRefuse),
        ({"message_id": "1", "text": "a" * 1001}, TexteRefuse),
        (b"x" * (16 * 1024 + 1), TropGros),
    ],
)
def test_each_bad_request_has_its_error(corps: Any, erreur: type[Exception]):
    with pytest.raises(erreur):
        demande.lire(requete(corps))


def test_one_thousand_characters_are_accepted():
    assert len(demande.lire(requete({"message_id": "1", "text": "é" * 1000})).texte or "") == 1000


class Horloge:
    maintenant = 0.0

    def __call__(self) -> float:
        return self.maintenant


def test_the_limit_holds_for_each_key_and_says_how_long_to_wait():
    horloge = Horloge()
    limite = Limite(2, horloge)
    limite.compter("a")
    horloge.maintenant = 10.0
    limite.compter("a")
    limite.compter("b")
    with pytest.raises(TropDeDemandes) as refus:
        limite.compter("a")
    assert refus.value.entetes["Retry-After"] == "50"
    horloge.maintenant = FENETRE + 0.1
    limite.compter("a")


def test_the_limit_can_be_turned_off(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VTE_SANS_LIMITE", "1")
    limite = Limite(1)
    for _ in range(5):
        limite.compter("a")


@pytest.fixture
def ouvertes(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Sessions:
    monkeypatch.setattr(secret, "SECRET_FILE", tmp_path / "secret")
    return Sessions()


def test_a_session_is_read_back_and_a_forged_one_is_not(ouvertes: Sessions):
    jeton = ouvertes.ouvrir().jeton
    assert ouvertes.lire(f"Bearer {jeton}") == ouvertes.lire(f"bearer {jeton}")
    for faux in (None, "", jeton, f"Basic {jeton}", f"Bearer {jeton[:-2]}aa", "Bearer é"):
        with pytest.raises(SessionRefusee):
            ouvertes.lire(faux)


def test_a_session_expires(ouvertes: Sessions, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VTE_DUREE_SESSION", "-1")
    with pytest.raises(SessionRefusee):
        Sessions().lire(f"Bearer {ouvertes.ouvrir().jeton}")


def test_the_secret_is_kept_for_its_owner_only_and_survives_a_restart(ouvertes: Sessions):
    assert secret.SECRET_FILE.stat().st_mode & 0o077 == 0
    assert Sessions().lire(f"Bearer {ouvertes.ouvrir().jeton}")


REPONSE = {
    "messages": [
        {"text": "Lequel ?", "buttons": [{"title": "CDI", "payload": "/x"}], "custom": {}}
    ],
    "state": {},
}


def test_the_journal_gives_the_same_answer_again_and_erases_all(tmp_path: Any):
    journal = Journal(f"sqlite:///{tmp_path / 'dossier' / 'journal.sqlite'}")
    journal.noter("s", "1", "bonjour", REPONSE)
    assert journal.reponse("s", "1") == REPONSE
    assert journal.reponse("autre", "1") is None
    assert [m["from"] for m in journal.messages("s")] == ["user", "bot"]
    assert (
        journal.titre("s", "/x") == "CDI"
        and journal.titre("s", "/y") is None
        and journal.titre("autre", "/x") is None
    )
    journal.effacer("s")
    journal.clore("s")
    assert journal.messages("s") == [] and journal.close("s") and not journal.close("autre")


@pytest.mark.parametrize(
    "charge",
    [
        '/informer{"a_modifier":"profil"}',
        '/informer{"a_modifier":"inconnue"}',
        '/informer{"a_modifier":3}',
        '/informer{"commune":"99999"}',
        '/informer{"commune":"01283","effectif":3}',
        '/informer{"effectif":3}',
        "/informer",
        "/informer{",
        "/effacer",
        "Oyonnax",
    ],
)
def test_the_channel_knows_no_other_payload_than_its_own(charge: str):
    assert charges.titre(charge) is None


def test_what_the_channel_offers_it_accepts():
    dossier = {
        "commune": {"code": "01283", "nom": "Oyonnax", "departement": "01"},
        "effectif": 45,
        "taille": "pme",
        "contrat": "cdi",
        "date_debut": "2021-09-01",
    }
    offerts = charges.faits(dossier)
    assert [f["key"] for f in offerts] == ["commune", "effectif", "contrat", "date_debut"]
    assert all(charges.titre(f["payload"]) for f in offerts)
    assert (offerts[-1]["label"], offerts[-1]["value"], offerts[-1]["text"]) == (
        "la date de début du contrat",
        "1er septembre 2021",
        "début le 1er septembre 2021",
    )
