"""The typed verdict, and the JSON that is made of it and nowhere else."""

from __future__ import annotations

import ast
import json
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any

import pytest

from tests.vte.fabriques import LYON, apprentissage, cdd
from vte import regles
from vte.dossier import depuis_json
from vte.regles import Verdict, evaluer
from vte.territoires import ouvrir

# Verdicts as they were when they were dictionaries; since the schemes are judged too, with what is
# said of each of them.
ANCIENS = json.loads(Path(__file__).with_name("golden.json").read_text(encoding="utf-8"))


def juger(faits: dict[str, Any]) -> Verdict:
    return evaluer(depuis_json(faits, ouvrir().commune))


@pytest.mark.parametrize("ancien", ANCIENS, ids=lambda a: a["cas"])
def test_the_json_of_a_verdict_is_word_for_word_what_it_was(ancien: dict[str, Any]):
    obtenu = juger(ancien["dossier"]).en_json()
    assert obtenu == ancien["verdict"]
    assert json.dumps(obtenu) == json.dumps(ancien["verdict"])  # its keys in the same order


def test_a_verdict_cannot_be_changed():
    verdict = juger(cdd())
    for objet in (verdict, verdict.criteres[0], verdict.aides[0]):
        with pytest.raises(FrozenInstanceError):
            objet.statut = "eligible"  # type: ignore[misc]


def test_the_same_dossier_has_the_same_verdict():
    assert juger(cdd()) == juger(cdd())
    assert juger(cdd()) != juger(cdd(duree_mois=6))


def test_sources_stay_ids_until_they_are_shown():
    verdict = juger(cdd())
    territoire = next(c for c in verdict.criteres if c.id == "territoire")
    assert territoire.sources == ("page-vte", "liste-2020-10")
    assert verdict.citation(territoire.sources).count("https://") == 2


def test_the_aids_that_add_up_are_told_from_those_of_the_barème():
    verdict = juger(apprentissage())
    assert [a.id for a in verdict.propres] == ["vte", "installation"]
    assert tuple(a.id for a in verdict.aides if not a.propre) == verdict.cumul


def test_a_refusal_still_says_which_keys_are_unknown():
    verdict = juger({"effectif": 12, "commune": LYON, "contrat": "cdi"})
    assert verdict.refuse and verdict.non_eligible
    assert verdict.manquants == ()
    assert verdict.inconnues == ("date_debut", "niveau_obtenu", "date_diplome")
    assert [c.id for c in verdict.obstacles] == ["territoire"]


def test_what_is_out_of_the_period_is_refused_and_yet_not_ineligible():
    verdict = juger(cdd(date_debut="2026-12-01", date_diplome="2026-06-01"))
    assert verdict.refuse and not verdict.non_eligible


def test_an_unknown_criterion_names_the_keys_that_it_needs():
    verdict = juger({"contrat": "cdd"})
    cles = {c.id: c.cles for c in verdict.criteres}
    assert cles["anciennete_diplome"] == ("date_debut", "date_diplome")
    assert cles["contrat"] == ()


def test_json_is_made_in_one_place_only():
    """No other file of the rules writes a dictionary that has the key « explication »."""
    ecrivent = {
        f.name
        for f in Path(regles.__file__).parent.glob("**/*.py")
        for n in ast.walk(ast.parse(f.read_text(encoding="utf-8")))
        if isinstance(n, ast.Constant) and n.value == "explication"
    }
    assert ecrivent == {"verdict.py"}
