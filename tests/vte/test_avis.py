"""What people say of the answers: once for each, masked, and gone with the conversation."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from tests.vte.resultats.conftest import moteur, parler
from vte import effacement
from vte.avis import AVIS, VERDICT, Avis, LesAvis, le_verdict
from vte.erreurs import ConversationClose

__all__ = ["moteur"]


def said(avis: LesAvis, session: str = "alice") -> list[tuple[str, bool, str | None]]:
    return [(a.sujet, a.utile, a.texte) for a in avis.de(session)]


def test_the_later_word_on_the_same_answer_counts(moteur: Engine):
    avis = LesAvis(moteur)
    avis.noter(Avis("alice", VERDICT, True))
    avis.noter(Avis("alice", "m.0", False, "unclear"))
    avis.noter(Avis("alice", VERDICT, False, "other", "pas mon cas"))
    avis.noter(Avis("bob", VERDICT, True))
    assert sorted(said(avis)) == [("m.0", False, None), (VERDICT, False, "pas mon cas")]
    assert said(avis, "bob") == [(VERDICT, True, None)]
    assert {a.motif_dit for a in avis.de("alice")} == {"pas clair", "autre raison"}


def test_its_text_is_masked_before_it_is_stored(moteur: Engine):
    LesAvis(moteur).noter(
        Avis("alice", VERDICT, False, "other", "appelez-moi au 06 12 34 56 78, a.b@exemple.fr")
    )
    with moteur.connect() as lien:
        (texte,) = lien.execute(sa.select(AVIS.c.texte)).scalars()
    assert "06 12" not in texte and "a.b@exemple.fr" not in texte and "appelez-moi" in texte


def test_it_goes_with_the_conversation_and_no_other_does(moteur: Engine):
    avis = LesAvis(moteur)
    for who in ("alice", "bob"):
        avis.noter(Avis(who, VERDICT, False))
    effacement.effacer(["alice"])
    assert said(avis) == [] and said(avis, "bob") == [(VERDICT, False, None)]
    with pytest.raises(ConversationClose):
        avis.noter(Avis("alice", VERDICT, False))


def test_it_is_purged_when_it_is_as_old_as_conversations_may_be(moteur: Engine):
    avis = LesAvis(moteur)
    avis.noter(Avis("alice", VERDICT, False))
    effacement.purger(datetime.now(UTC) - timedelta(days=1))
    assert said(avis)
    effacement.purger(datetime.now(UTC) + timedelta(seconds=2))
    assert said(avis) == []


def test_those_given_since_a_moment_are_found(moteur: Engine):
    avis = LesAvis(moteur)
    parler(moteur, "carl")
    for who in ("alice", "carl"):
        avis.noter(Avis(who, VERDICT, False))
    with moteur.begin() as lien:
        lien.execute(
            sa.update(AVIS).where(AVIS.c.session == "carl").values(le="2020-01-01T00:00:00+00:00")
        )
    assert [a.session for a in avis.depuis(datetime(2021, 1, 1, tzinfo=UTC))] == ["alice"]


def test_it_says_after_which_message_the_answer_that_it_judges_came():
    assert [
        (Avis("a", sujet, True).message, Avis("a", sujet, True).du_verdict)
        for sujet in ("m-1.0", VERDICT, le_verdict("m-1"))
    ] == [("m-1", False), ("", True), ("m-1", True)]
