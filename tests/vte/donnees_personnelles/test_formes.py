"""500 shapes of personal data, and 500 that are none, written by hand.

In `formes/`, a file a nature, what must go is between braces; nothing of `autres/` may change.
« \\n » and « \\u00a0 » stand for the characters that nobody sees in a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from vte.donnees_personnelles import masque, masquer

ICI = Path(__file__).parent
NOMS = {
    "adresses": "[adresse électronique]",
    "cartes": "[carte bancaire]",
    "iban": "[IBAN]",
    "nir": "[numéro de sécurité sociale]",
    "noms": "[nom]",
    "telephones": "[téléphone]",
}
_ECRIT = re.compile(r"\\u([0-9a-f]{4})|\\([nt])")


def _lignes(dossier: str) -> Iterator[tuple[str, str]]:
    for fichier in sorted((ICI / dossier).glob("*.txt")):
        for ligne in fichier.read_text(encoding="utf-8").splitlines():
            yield fichier.stem, _ECRIT.sub(_caractere, ligne)


def _caractere(m: re.Match[str]) -> str:
    return chr(int(m[1], 16)) if m[1] else {"n": "\n", "t": "\t"}[m[2]]


FORMES = [(nature, ligne) for nature, ligne in _lignes("formes")]
AUTRES = [ligne for _, ligne in _lignes("autres")]


def test_there_are_five_hundred_of_each_and_none_twice():
    assert len(set(FORMES)) == len(FORMES) >= 500
    assert len(set(AUTRES)) == len(AUTRES) >= 500
    assert {nature for nature, _ in FORMES} == set(NOMS)


@pytest.mark.parametrize(("nature", "forme"), FORMES)
def test_a_piece_of_personal_data_goes_whole_and_what_is_around_it_stays(nature: str, forme: str):
    dit = forme.replace("{", "").replace("}", "")
    assert masquer(dit) == re.sub(r"\{[^}]*\}", NOMS[nature], forme)


@pytest.mark.parametrize("dit", AUTRES)
def test_what_is_no_personal_data_is_left_to_the_letter(dit: str):
    assert masquer(dit) == dit


@pytest.mark.parametrize(("nature", "forme"), FORMES)
def test_a_text_masked_twice_or_after_a_slash_is_masked_as_well(nature: str, forme: str):
    dit = forme.replace("{", "").replace("}", "")
    assert masquer(masquer(dit)) == masquer(dit)
    assert masquer("/" + dit) == "/" + masquer(dit)


@pytest.mark.parametrize(("nature", "forme"), FORMES)
def test_what_is_left_is_found_again_at_its_place(nature: str, forme: str):
    """« [nom], 45 salariés »: 45 stands elsewhere than where it was typed."""
    dit = forme.replace("{", "").replace("}", "")
    reste = masque(dit)
    for mot in re.finditer(r"\w+", dit):
        if (place := reste.place(*mot.span())) is not None:
            assert reste.texte[place[0] : place[1]] == mot.group()
