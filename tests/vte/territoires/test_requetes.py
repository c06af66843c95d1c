"""The query set, requetes.csv: every way a person names a place, and what names none."""

from __future__ import annotations

from collections import defaultdict

import pytest

from bench.communes.jeu import Requete, charger, est_juste
from vte.communes import recherche

JUSTES_AU_MOINS = 0.98
PAR_GENRE: dict[str, list[Requete]] = defaultdict(list)
for requete in charger():
    PAR_GENRE[requete.genre].append(requete)


def test_the_set_has_every_kind_of_query():
    assert sum(map(len, PAR_GENRE.values())) >= 500
    assert set(PAR_GENRE) == {
        "ecriture",
        "articles",
        "abrege",
        "une_faute",
        "deux_fautes",
        "phonetique",
        "insee",
        "postal",
        "cedex",
        "precision",
        "arrondissement",
        "ancienne",
        "phrase",
        "homonyme",
        "groupe",
        "rien",
    }


def test_the_first_answer_is_right_98_times_in_a_hundred():
    search = recherche()
    requetes = [r for genre, liste in PAR_GENRE.items() if genre != "rien" for r in liste]
    fausses = [r.texte for r in requetes if not est_juste(r, search.chercher(r.texte))]
    assert len(fausses) <= (1 - JUSTES_AU_MOINS) * len(requetes), fausses


@pytest.mark.parametrize("requete", PAR_GENRE["rien"], ids=lambda r: r.texte)
def test_what_is_no_commune_gives_nothing(requete: Requete):
    assert recherche().chercher(requete.texte).resultats == ()


@pytest.mark.parametrize(
    "requete", PAR_GENRE["homonyme"] + PAR_GENRE["groupe"], ids=lambda r: r.texte
)
def test_homonyms_and_groups_are_always_asked(requete: Requete):
    assert est_juste(requete, recherche().chercher(requete.texte))
