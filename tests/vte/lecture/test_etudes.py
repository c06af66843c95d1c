"""In an apprenticeship what one « does » is what one prepares."""

from __future__ import annotations

import pytest

from vte.lecture import lire


@pytest.mark.parametrize("contrat", ["apprentissage", "professionnalisation", "alternance"])
def test_a_diploma_that_is_being_done_is_prepared_and_the_other_is_held(contrat: str):
    texte = "elle a son BTS et elle fait une licence pro qualité avec nous"
    lue = lire(texte, "commune", connus={"contrat": contrat})
    assert lue.faits["niveau_prepare"] == 3
    assert {m.cle: m.valeur for m in lue.doutes}.get("niveau_obtenu") == 2


@pytest.mark.parametrize(
    ("texte", "connus"),
    [
        ("il a fait une licence pro", {"contrat": "apprentissage"}),
        ("il fait une licence pro", {"contrat": "cdi"}),
    ],
)
def test_a_diploma_that_was_done_or_beside_a_work_contract_is_not(
    texte: str, connus: dict[str, str]
):
    assert "niveau_prepare" not in lire(texte, "commune", connus=connus).faits


@pytest.mark.parametrize(
    ("texte", "question"),
    [
        ("une licence pro. et j'ai un bts cg deja", "niveau_obtenu"),
        ("elle a un BTS et elle ferait une licence pro plasturgie", "niveau_obtenu"),
        ("Avant il avait son BTS, et il préparait une licence", "date_debut"),
    ],
)
def test_of_two_diplomas_the_lower_is_held_and_the_higher_prepared(texte: str, question: str):
    lue = lire(texte, question, connus={"contrat": "apprentissage"})
    dites = {m.cle: m.valeur for m in (*lue.doutes, *lue.mentions)}
    assert (dites["niveau_obtenu"], dites["niveau_prepare"]) == (2, 3)


def test_a_diploma_that_was_failed_or_is_another_person_s_is_none_of_the_two():
    lue = lire("il a un BTS, son frère un master", "effectif", connus={"contrat": "apprentissage"})
    assert "niveau_prepare" not in {m.cle for m in (*lue.doutes, *lue.mentions)}
