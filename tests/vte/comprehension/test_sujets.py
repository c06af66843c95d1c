"""Topics and what can be proposed, from the metadata of the intents."""

from __future__ import annotations

from pathlib import Path

import pytest

from vte.comprehension.sujets import (
    Proposition,
    Sujet,
    lire_propositions,
    lire_sujets,
    propositions,
    sujets,
)
from vte.contenu import ContenuInvalide

SALAIRE = """
nlu:
  - intent: faq/salaire
    metadata: {title: "Le salaire", question: "Quel salaire ?", sources: [page-vte]}
    examples: |
      - combien gagne-t-on
"""


def test_a_topic_gives_its_title_its_question_and_its_sources(tmp_path: Path):
    (tmp_path / "salaire.yml").write_text(SALAIRE)
    assert dict(lire_sujets(tmp_path)) == {
        "faq/salaire": Sujet("faq/salaire", "Le salaire", "Quel salaire ?", ("page-vte",))
    }


def test_the_topics_of_the_project_are_read():
    assert sujets()["faq/montant"] == Sujet(
        "faq/montant",
        "Le montant",
        "Quel est le montant de l'aide\u00a0?",
        ("page-vte",),
        ("vte",),
    )
    assert sujets()["dossier/total"].sources == ()


def test_topics_and_intents_can_be_proposed():
    assert propositions()["faq/montant"].payload == "Quel est le montant de l'aide\u00a0?"
    assert propositions()["recapituler"] == Proposition("Récapituler", "/recapituler")
    assert "saluer" not in propositions()


@pytest.mark.parametrize("cle", ["title", "question", "sources"])
def test_a_topic_that_lacks_metadata_is_refused_with_its_file_and_what_to_add(
    tmp_path: Path, cle: str
):
    (tmp_path / "salaire.yml").write_text(SALAIRE.replace(f"{cle}:", "autre:"))
    with pytest.raises(ContenuInvalide, match=rf"salaire\.yml : il manque « {cle} »") as refus:
        lire_sujets(tmp_path)
    assert "faq/salaire" in str(refus.value)


def test_a_topic_without_any_metadata_is_refused(tmp_path: Path):
    (tmp_path / "salaire.yml").write_text("nlu:\n  - intent: faq/salaire\n    examples: |\n")
    with pytest.raises(ContenuInvalide, match="il manque « title »"):
        lire_sujets(tmp_path)


def test_a_proposal_that_lacks_its_payload_is_refused(tmp_path: Path):
    (tmp_path / "ordres.yml").write_text('nlu:\n  - intent: garder\n    metadata: {title: "Oui"}\n')
    with pytest.raises(ContenuInvalide, match="il manque « payload »"):
        lire_propositions(tmp_path)


def test_a_topic_told_in_two_files_is_refused(tmp_path: Path):
    for nom in ("salaire.yml", "autre.yml"):
        (tmp_path / nom).write_text(SALAIRE)
    with pytest.raises(ContenuInvalide, match="déjà dans un autre fichier"):
        lire_sujets(tmp_path)


@pytest.mark.parametrize("texte", ["nlu: [", "- une liste"])
def test_what_is_no_file_of_words_is_refused_with_its_name(tmp_path: Path, texte: str):
    (tmp_path / "casse.yml").write_text(texte)
    with pytest.raises(ContenuInvalide, match=r"casse\.yml"):
        lire_sujets(tmp_path)
