"""A verdict is kept by a link that nobody guesses, and goes with its conversation."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from tests.vte.resultats.conftest import carte_de
from vte import effacement
from vte.dossier import CLES
from vte.erreurs import ConversationClose
from vte.journal import CLOSED_SESSIONS
from vte.references import LETTRES
from vte.resultats import Resultats, a_pu_exister
from vte.resultats.references import lire_reference, nouvel_id, nouvelle_reference
from vte.resultats.table import RESULTATS

# All that a page may show: a key more is looked at here first.
DU_VERDICT = set(
    [
        "statut",
        "bareme",
        "criteres",
        "aides",
        "cumul",
        "manquants",
        "precisions",
        "non_verifies",
        "dispositifs",
        "voisines",
        "total",
        "total_dit",
        "dossier",
    ]
)
DE_LA_CARTE = set(
    [
        "titre",
        "conditions",
        "statut_dit",
        "bareme_dit",
        "date",
        "date_dite",
        "regles",
        "beneficiaires",
        "suite",
        "sources",
        "faits",
    ]
)


def test_what_is_kept_is_found_by_its_link_and_by_its_reference(moteur: Engine):
    resultats = Resultats(moteur)
    garde = resultats.garder("alice", carte_de())
    assert resultats.par_id(garde.id) == resultats.par_reference(garde.reference) == garde
    assert garde.contenu["statut"] == "eligible" and garde.session == "alice"
    assert resultats.par_id(garde.reference) is None and resultats.par_reference(garde.id) is None


def test_the_same_verdict_is_kept_once_by_a_conversation_and_by_each(moteur: Engine):
    resultats = Resultats(moteur)
    premier = resultats.garder("alice", carte_de())
    demain = carte_de() | {"date": "2021-06-16", "date_dite": "Réponse du 16 juin 2021"}
    assert resultats.garder("alice", demain) == premier
    autres = [resultats.garder("alice", carte_de(effectif=60)), resultats.garder("bob", carte_de())]
    assert len({premier.id, *(r.id for r in autres)}) == 3
    assert len({premier.reference, *(r.reference for r in autres)}) == 3


def test_a_link_cannot_be_guessed_and_one_that_was_given_is_known_for_ever(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("VTE_SECRET", "un secret" * 4)
    given = {nouvel_id() for _ in range(50)}
    assert len(given) == 50 and all(a_pu_exister(i) for i in given)
    assert all(re.fullmatch(r"[\w-]{24}\.[\w-]{27,}", i) for i in given)
    forged = next(iter(given))
    never = ["", "x", forged[:-3] + "aaa", "b" + forged[1:], f"{forged}é", forged.replace(".", "")]
    assert not any(a_pu_exister(i) for i in never)


def test_a_reference_is_said_and_typed_in_any_way():
    reference = nouvelle_reference()
    assert re.fullmatch(rf"VTE-[{LETTRES}]{{4}}-[{LETTRES}]{{4}}", reference)
    alike = ("0O", "1I", "1L", "2Z", "5S", "8B", "UV")
    assert not [pair for pair in alike if set(pair) <= set(LETTRES)]
    for typed in (reference, reference.lower(), reference.replace("-", " "), reference[4:]):
        assert lire_reference(typed) == reference
    for typed in ("", "VTE", f"{reference}4", "VTE-0OIL-1111", "' OR 1=1", "é" * 8):
        assert lire_reference(typed) is None


def test_nothing_personal_is_kept_with_it(moteur: Engine):
    """Neither who it is nor what was typed: the facts as the rules know them, and their verdict."""
    garde = Resultats(moteur).garder("alice", carte_de())
    assert set(garde.contenu) == DU_VERDICT | DE_LA_CARTE
    assert set(garde.contenu["dossier"]) <= set(CLES)
    assert "alice" not in json.dumps(garde.contenu)


def test_it_is_erased_with_the_conversation_and_no_other_is(moteur: Engine):
    resultats = Resultats(moteur)
    hers, his = resultats.garder("alice", carte_de()), resultats.garder("bob", carte_de())
    effacement.effacer(["alice"])
    assert resultats.par_id(hers.id) is None and a_pu_exister(hers.id)
    assert resultats.par_id(his.id) == his
    with pytest.raises(ConversationClose):  # nothing of hers is left to be kept
        resultats.garder("alice", carte_de())


def test_nothing_is_kept_of_a_conversation_that_is_closed(moteur: Engine):
    with moteur.begin() as lien:
        lien.execute(sa.insert(CLOSED_SESSIONS), [{"session": "alice"}])
    with pytest.raises(ConversationClose):
        Resultats(moteur).garder("alice", carte_de())


def test_it_is_too_old_when_conversations_are(moteur: Engine, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VTE_CONSERVATION", "10")
    resultats = Resultats(moteur)
    garde = resultats.garder("alice", carte_de())
    assert garde.jusqu_au == garde.le + timedelta(days=10)
    ancien = (datetime.now(UTC) - timedelta(days=11)).isoformat(timespec="seconds")
    with moteur.begin() as lien:
        lien.execute(sa.update(RESULTATS).values(le=ancien))
    assert resultats.par_id(garde.id) is None
    refait = resultats.garder("alice", carte_de())
    assert refait.id != garde.id and resultats.par_id(refait.id) == refait
    with moteur.begin() as lien:
        lien.execute(sa.update(RESULTATS).values(le=ancien))
    effacement.purger(datetime.now(UTC) - timedelta(days=10))
    with moteur.connect() as lien:
        assert lien.execute(sa.select(RESULTATS)).all() == []
