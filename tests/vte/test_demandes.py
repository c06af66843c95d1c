"""Requests for a person, as the staff's table keeps them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from vte import effacement
from vte.demandes import BROUILLON, NOUVELLE, Demandes, lire_reference, reference_de
from vte.donnees_personnelles import masquer
from vte.erreurs import DemandeIncomplete


@pytest.fixture
def demandes(
    stores_elsewhere: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Demandes:
    monkeypatch.setenv("VTE_DEMANDES_URL", f"sqlite:///{tmp_path / 'sous' / 'demandes.sqlite'}")
    return Demandes()


def test_a_draft_grows_field_by_field_and_is_sent_once_whole(demandes: Demandes):
    demandes.noter("c1", nom="Marie")
    demandes.noter("c1", coordonnee="06 12 34 56 78")
    with pytest.raises(DemandeIncomplete):
        demandes.envoyer("c1")
    demandes.noter("c1", sujet="un dossier")
    demandes.envoyer("c1")
    assert [(d.statut, d.nom, d.sujet) for d in demandes.de("c1")] == [
        (NOUVELLE, "Marie", "un dossier")
    ]


def test_giving_up_keeps_what_was_sent_before_and_erasing_keeps_nothing(demandes: Demandes):
    demandes.noter("c1", nom="Marie", coordonnee="m@exemple.fr", sujet="un")
    demandes.envoyer("c1")
    demandes.noter("c1", nom="Marie")
    demandes.abandonner("c1")
    assert [d.statut for d in demandes.de("c1")] == [NOUVELLE]
    effacement.effacer(["c1"])
    assert demandes.de("c1") == []


def test_a_draft_left_for_a_day_is_forgotten_at_the_next_request(demandes: Demandes):
    demandes.noter("c1", nom="Marie")
    with demandes._moteur.begin() as lien:
        lien.execute(sa.text("update demandes set le = '2021-01-01T00:00:00+00:00'"))
    demandes.noter("c2", nom="Paul")
    assert demandes.de("c1") == [] and demandes.de("c2")[0].statut == BROUILLON


def test_the_number_of_an_erased_request_is_not_given_again(demandes: Demandes):
    for conversation in ("a", "b"):
        demandes.noter(conversation, nom="A B", coordonnee="a@b.fr", sujet="x")
        demandes.envoyer(conversation)
    avant = demandes.de("b")[0].id
    effacement.effacer(["b"])
    demandes.noter("c", nom="A B", coordonnee="a@b.fr", sujet="x")
    demandes.envoyer("c")
    assert demandes.envoyees()[0].id > avant and demandes.lire(avant) is None


def test_a_request_has_a_reference_that_is_said_again_for_the_same_message(demandes: Demandes):
    dite = reference_de("c1", "m1")
    assert dite == reference_de("c1", "m1") != reference_de("c1", "m2")
    assert lire_reference(dite.lower().replace("-", " ")) == dite
    demandes.noter("c1", nom="A B", coordonnee="a@b.fr", sujet="x")
    demandes.envoyer("c1", "m1", dite)
    demandes.envoyer("c1", "m1", dite)
    assert [d.reference for d in demandes.de("c1")] == [dite]


def test_a_reference_is_read_with_or_without_its_prefix_and_nothing_else_is():
    assert lire_reference("7k3f9qpd") == lire_reference("D-7K3F-9QPD") == "D-7K3F-9QPD"
    assert lire_reference("D7K3 F9QP D") == "D-7K3F-9QPD"
    for autre in ("", "D-7K3F", "VTE-7K3F-9QPD", "D-OI25-9QPD"):
        assert lire_reference(autre) is None


def test_a_reference_is_no_personal_data_and_stays_in_the_conversation():
    dite = reference_de("c1", "m1")
    assert masquer(f"sous la référence {dite}\u00a0: notez-la") == (
        f"sous la référence {dite}\u00a0: notez-la"
    )


def test_requests_sent_since_a_moment_are_found_and_those_of_some_numbers(demandes: Demandes):
    for conversation in ("a", "b"):
        demandes.noter(conversation, nom="A B", coordonnee="a@b.fr", sujet="x")
        demandes.envoyer(conversation)
    demandes.noter("c", nom="un brouillon")
    hier = datetime.now(UTC) - timedelta(days=1)
    assert len(demandes.envoyees(hier)) == 2
    assert demandes.envoyees(datetime.now(UTC) + timedelta(hours=1)) == []
    assert set(demandes.parmi([2, 3, 2**40])) == {2}
