"""What must hold for every commune, and for any text at all."""

from __future__ import annotations

import random
import string
import unicodedata
from collections.abc import Callable

import pytest

from vte.communes import recherche
from vte.territoires import Fiche, Recherche

HASARD = 20_210_615
TEXTES = 100_000
_ALPHABETS = (
    string.ascii_letters + " -'",
    string.printable,
    "éèêàçœæŒ’ -'st/sur",
    "0123456789 /",
    "\x00\u202e\u200d\ufeff\u0301a1 ",
    "".join(map(chr, range(0x20, 0x500))),
    "日本語العربيةкириллица🙂🇫🇷 ",
)
_MORCEAUX = (
    "à ",
    "Saint-",
    "Lyon ",
    "69003 ",
    "dans le Lot ",
    "cedex ",
    "agglo de ",
    " sur ",
    "(26)",
    "l'",
    "oyonax ",
    "ou ",
    "\n",
    "«",
    "2A",
    "3e ",
)


@pytest.fixture(scope="module")
def search() -> Recherche:
    return recherche()


def _perdues(search: Recherche, ecrire: Callable[[Fiche], str]) -> list[str]:
    """What was written of each commune that is not found by it."""
    return [
        ecrire(c)
        for c in search.index.communes.values()
        if c.code not in {r.code for r in search.chercher(ecrire(c)).resultats}
    ]


def test_every_commune_is_found_by_its_name_with_its_department(search: Recherche):
    assert _perdues(search, lambda c: f"{c.nom} {c.departement}") == []


def test_every_commune_is_found_by_its_name_with_the_name_of_its_department(search: Recherche):
    assert _perdues(search, lambda c: f"{c.nom}, {search.index.departements[c.departement]}") == []


def test_every_commune_is_found_by_its_code(search: Recherche):
    assert _perdues(search, lambda c: c.code) == []


def test_every_commune_is_found_by_each_of_its_postal_codes(search: Recherche):
    par_code = {
        postal: {r.code for r in search.chercher(postal).resultats}
        for c in search.index.communes.values()
        for postal in c.codes_postaux
    }
    assert [
        (c.nom, postal)
        for c in search.index.communes.values()
        for postal in c.codes_postaux
        if c.code not in par_code[postal]
    ] == []


def _sans_accents(texte: str) -> str:
    return "".join(x for x in unicodedata.normalize("NFD", texte) if not unicodedata.combining(x))


def test_accents_and_case_never_change_the_answer(search: Recherche):
    noms = random.Random(HASARD).sample([c.nom for c in search.index.communes.values()], 3000)
    for nom in noms:
        attendu = [r.code for r in search.chercher(nom).resultats]
        for variante in (
            _sans_accents(nom),
            nom.upper(),
            nom.lower(),
            _sans_accents(nom).upper(),
            unicodedata.normalize("NFD", nom),
        ):
            assert [r.code for r in search.chercher(variante).resultats] == attendu, (nom, variante)


def _au_hasard(hasard: random.Random) -> str:
    alphabet = hasard.choice(_ALPHABETS)
    texte = "".join(hasard.choices(alphabet, k=hasard.randrange(14)))
    return texte + hasard.choice(_MORCEAUX) + texte[:5] if hasard.random() < 0.3 else texte


@pytest.mark.lent
def test_a_hundred_thousand_random_texts_never_raise(search: Recherche):
    hasard = random.Random(HASARD)
    for _ in range(TEXTES):
        trouvaille = search.chercher(_au_hasard(hasard))
        assert trouvaille.ambigu is False or trouvaille.resultats


@pytest.mark.parametrize(
    "texte",
    [
        "a" * 1000,
        "à Lyon " * 150,
        "1" * 1000,
        "saint " * 170,
        "dans le Lot " * 90,
        "<b>Lyon</b>" * 90,
        "\u202e" * 1000,
    ],
    ids=lambda t: repr(t[:8]),
)
def test_a_thousand_characters_get_an_answer(search: Recherche, texte: str):
    search.chercher(texte)
