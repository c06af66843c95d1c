"""The reader is trained on marked messages, kept as numbers, and trained again when they change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from vte.lecture import corpus, entrainement
from vte.lecture.corpus import Message
from vte.lecture.decision import PROFIL
from vte.lecture.roles import stockage
from vte.lecture.roles.exemples import RIEN, exemple
from vte.lecture.roles.hors_pli import ecrire_hors_pli, lire_hors_pli, plis
from vte.lecture.roles.lecteur import Lecteur
from vte.lecture.roles.seuils import CLES, compter, erreurs, regler


@pytest.fixture(scope="module")
def quelques() -> list[Message]:
    """Every fortieth message: enough to learn something, few enough to be quick."""
    return corpus.messages()[::40]


@pytest.fixture(scope="module")
def appris(quelques: list[Message], base: str) -> entrainement.Appris:
    return entrainement.apprendre(quelques)


@pytest.fixture(scope="module")
def entraine(quelques: list[Message], base: str) -> Lecteur:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(entrainement, "messages", lambda: quelques)
        return entrainement.entrainer()


def test_a_reader_says_of_each_candidate_what_it_is(entraine: Lecteur):
    juges, profil = entraine.juger("", None, [])
    assert juges == [] and set(profil) == {"entreprise", "candidat"}
    texte = "on est 45 salariés à Oyonnax"
    message = Message("x", texte, None, (), "x")
    juges, _ = entraine.juger(texte, None, exemple(message).candidats)
    roles = {role: p for juge in juges for role, p in juge.roles.items()}
    assert roles["effectif"] > 0.5 and roles["commune"] > 0.5


def test_what_is_kept_reads_as_what_was_trained(entraine: Lecteur, tmp_path: Path):
    fichier = tmp_path / "lecteur.npz"
    stockage.ecrire(fichier, entraine, "une empreinte")
    relu = stockage.lire(fichier)
    assert stockage.empreinte(fichier) == "une empreinte"
    assert relu.seuils == entraine.seuils
    for nature, regression in entraine.simple.regressions.items():
        assert np.allclose(relu.simple.regressions[nature].poids, regression.poids, atol=0.01)


def test_a_reader_that_is_not_there_says_what_to_do(tmp_path: Path):
    assert stockage.empreinte(tmp_path / "rien.npz") is None
    with pytest.raises(stockage.LecteurAbsent, match="make setup"):
        stockage.lire(tmp_path / "rien.npz")


def test_nothing_is_trained_when_nothing_has_changed(
    entraine: Lecteur, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(entrainement, "entrainer", lambda *_: entraine)
    fichier = tmp_path / "lecteur.npz"
    assert entrainement.preparer(fichier) and not entrainement.preparer(fichier)


def test_an_author_is_in_one_fold_only():
    auteurs = ["a", "b", "c", "a", "d"]
    assert sorted(a for pli in plis(auteurs, 3) for a in pli) == ["a", "b", "c", "d"]


def test_thresholds_hold_what_they_are_set_for(appris: entrainement.Appris):
    logs = entrainement.hors_de_leur_pli(appris, 3)
    jugees = entrainement.juger(appris, entrainement.fusionner(appris, logs), logs)
    seuils = regler(jugees)
    compte = compter(jugees, seuils)
    assert set(seuils.sur) == {*CLES, PROFIL}
    assert compte.messages == len(appris.exemples)
    assert compte.doutes <= 0.13 * compte.messages
    assert compte.justes > 0.2 * compte.messages


def test_the_words_of_an_encoder_on_unseen_authors_are_kept(
    appris: entrainement.Appris, tmp_path: Path
):
    un = next(i for i, e in enumerate(appris.exemples) if len(e.candidats) > 1)
    e = appris.exemples[un]
    fichier = tmp_path / "hors_pli.json.gz"
    dits = (np.full((len(e.candidats), 11), -2.0), np.full(3, -1.0))
    ecrire_hors_pli(fichier, appris.exemples, {un: dits})
    lus = lire_hors_pli(fichier)
    assert list(lus) == [e.message.id]
    assert [list(x) for x in lus[e.message.id].de(e.candidats) if x is not None] == [
        [-2.0] * 11
    ] * len(e.candidats)
    assert lire_hors_pli(tmp_path / "rien.gz") == {}


def test_a_fact_that_is_wrong_or_not_said_is_false_and_one_that_lacks_is_not(
    appris: entrainement.Appris,
):
    from vte.lecture.decision import Decision
    from vte.lecture.mention import Mention

    texte, marques = corpus.lire_annote('on est [45]{"entity": "effectif", "value": 45}')
    message = Message("x", texte, None, marques, "x")
    juste = Mention("effectif", 45, 7, 9)
    assert erreurs(message, Decision((juste,), ())) == (set(), set())
    assert erreurs(message, Decision((), ())) == ({"effectif"}, set())
    fausse = replace(juste, valeur=60)
    assert erreurs(message, Decision((fausse,), ())) == ({"effectif"}, {"effectif"})
    contrat = Mention("contrat", "cdi", 0, 2)
    assert erreurs(message, Decision((juste, contrat), ())) == (set(), {"contrat"})


def test_a_marked_value_gives_its_candidate_a_role_and_the_others_none():
    texte, marques = corpus.lire_annote(
        'on est [45]{"entity": "effectif", "value": 45}, le siège a 200 personnes'
    )
    lu = exemple(Message("x", texte, None, marques, "x"))
    assert [r for c, r in zip(lu.candidats, lu.roles, strict=True) if c.nature == "nombre"] == [
        "effectif",
        RIEN,
    ]
    assert lu.manquees == () and lu.profil == RIEN
