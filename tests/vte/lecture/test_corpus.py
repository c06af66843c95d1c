"""The marked messages: read, written back, and each mark a value that the grammars find."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from vte.dossier import CLES
from vte.lecture.corpus import CORPUS, CorpusInvalide, annoter, lire_annote, messages
from vte.territoires import ouvrir

NEUFS = CORPUS / "neufs"
ANNOTE = (
    'on est [45]{"entity": "effectif", "value": 45} à '
    '[oyonax]{"entity": "commune", "value": "01283"}'
)


def test_a_message_is_its_text_and_its_marks():
    texte, marques = lire_annote(ANNOTE)
    assert texte == "on est 45 à oyonax"
    assert [(texte[m.debut : m.fin], m.cle, m.valeur) for m in marques] == [
        ("45", "effectif", 45),
        ("oyonax", "commune", "01283"),
    ]


def test_marks_are_written_as_they_are_read():
    assert annoter(*lire_annote(ANNOTE)) == ANNOTE


def test_there_is_enough_to_learn_from_by_enough_authors():
    assert len(messages()) > 2600 and len({m.auteur for m in messages()}) >= 14


def test_new_authors_are_in_no_file_that_is_learnt_from():
    neufs = messages(NEUFS)
    assert len(neufs) > 500
    assert not {m.auteur for m in neufs} & {m.auteur for m in messages()}


@pytest.mark.parametrize("dossier", [CORPUS, NEUFS], ids=lambda d: d.name)
def test_each_message_of_ours_marks_known_keys_once_with_current_communes(dossier: Path):
    base, tous = ouvrir(), messages(dossier)
    assert len({m.id for m in tous}) == len(tous)
    for m in tous:
        cles = Counter(marque.cle for marque in m.marques)
        assert cles.keys() <= set(CLES) and set(cles.values()) <= {1}, m.id
        for marque in m.marques:
            if marque.cle == "commune":
                codes = marque.valeur if isinstance(marque.valeur, list) else [marque.valeur]
                assert all(base.fiche(code) for code in codes), m.id


def test_each_author_writes_for_both_sides_and_much_that_states_nothing():
    a_part = {
        "b37",
        "b43",
        "b45",
        "b53",
        "b54",
        *(f"b{n}" for n in (*range(55, 61), *range(63, 68))),
    }  # one kind of message each (data/lecture/README.md)
    for auteur in {m.auteur for m in messages() if m.auteur.startswith("b")} - a_part:
        siens = [m for m in messages() if m.auteur == auteur]
        cotes = Counter(m.faits.get("profil") for m in siens)
        assert min(cotes["entreprise"], cotes["candidat"]) > 5, auteur
        assert sum(not m.marques for m in siens) >= len(siens) / 12, auteur


@pytest.mark.parametrize("ligne", ['{"id": 1', '{"id": "x"}', '{"id": "x", "annote": "[a]{}"}'])
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, ligne: str):
    (tmp_path / "x.jsonl").write_text(f"\n{ligne}\n", encoding="utf-8")
    with pytest.raises(CorpusInvalide, match=r"x\.jsonl, ligne 2"):
        messages(tmp_path)
