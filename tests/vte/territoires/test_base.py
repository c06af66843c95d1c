"""The base on SQLite and PostgreSQL: same migrations, contents and answers, all or nothing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from vte.erreurs import BaseAbsente, BasePerimee, TableInvalide
from vte.territoires import ouvrir, recherche, schema, tables
from vte.territoires.build import STEPS, build
from vte.territoires.contents import Etat, read
from vte.territoires.index import Index
from vte.territoires.search import Recherche


@pytest.fixture(scope="session")
def etat(construite: str) -> Etat:
    return read(construite)


@pytest.fixture(scope="session")
def index(construite: str) -> Index:
    return Index(construite)


@pytest.fixture(scope="session")
def search(index: Index) -> Recherche:
    return Recherche(index, "2020-10")


def test_the_migrations_say_all_that_the_models_say(construite: str):
    moteur = create_engine(construite, future=True)
    with moteur.connect() as connection:
        assert schema.differences(connection) == []
    moteur.dispose()


@pytest.mark.parametrize(
    ("liste", "territoires", "communes", "millesime"),
    [
        ("2020-10", 148, 15_697, 2019),
        ("2022-12", 149, 16_186, 2022),
        ("2023-11", 183, 18_726, 2023),
    ],
)
def test_each_list_has_the_counts_that_were_published(
    etat: Etat, liste: str, territoires: int, communes: int, millesime: int
):
    lue = next(x for x in etat.listes if x.id == liste)
    assert (lue.territoires, lue.communes, lue.millesime_cog) == (territoires, communes, millesime)


def test_seven_intercommunalites_of_2020_are_only_partly_in(etat: Etat):
    assert set(etat.listes[0].epci_partiels) == {
        "Métropole d'Aix-Marseille-Provence : 19 sur 92",
        "Métropole Nice Côte d'Azur : 1 sur 49",
        "Métropole du Grand Paris : 39 sur 131",
        "Saint-Etienne Métropole : 12 sur 53",
        "Métropole Toulon-Provence-Méditerranée : 5 sur 12",
        "CC Les Bertranges : 31 sur 32",
        "CC Bazois Loire Morvan : 1 sur 46",
    }


def test_the_whole_country_is_in_the_base(index: Index):
    assert len(index.communes) == 34_969


@pytest.mark.parametrize(
    ("dans", "hors"),
    [
        ("Carros", "Nice"),
        ("Vitrolles 13", "Marseille"),
        ("Rive-de-Gier", "Saint-Étienne"),
        ("Toulon 83", "Hyères"),
    ],
)
def test_membership_is_by_commune_and_not_by_metropole(search: Recherche, dans: str, hors: str):
    assert search.chercher(dans).resultats[0].territoire
    assert not search.chercher(hors).resultats[0].territoire


def test_no_commune_of_mayotte_is_on_the_list_of_2020(index: Index):
    mayotte = [c for c in index.communes.values() if c.departement == "976"]
    assert len(mayotte) == 17
    assert not any(index.appartenance(c.code, "2020-10") for c in mayotte)


def test_corsica_has_its_two_departments_and_two_territories(index: Index):
    corses = [c for c in index.communes.values() if c.departement in ("2A", "2B")]
    territoires = {a.nom for c in corses if (a := index.appartenance(c.code, "2020-10"))}
    assert len(corses) == 360
    assert territoires == {"Ajaccio", "Bastia"}


@pytest.mark.parametrize(
    ("nom", "membres", "autres"),
    [
        ("Tannay-le-Mont-Dieu", "Le Mont-Dieu", "Tannay"),
        ("Saint-Sigismond 49", "Ingrandes-Le Fresne sur Loire", "Saint-Sigismond"),
    ],
)
def test_a_commune_born_of_members_and_non_members_names_those_that_are_in(
    search: Recherche, nom: str, membres: str, autres: str
):
    appartenance = search.chercher(nom).resultats[0].territoire
    assert appartenance is not None and appartenance.partielle
    assert (appartenance.membres, appartenance.autres) == (membres, autres)


def test_a_build_announces_each_of_its_steps(tmp_path: Path):
    etapes: list[str] = []
    build(
        f"sqlite:///{tmp_path / 'base.sqlite'}", announce=lambda table, lignes: etapes.append(table)
    )
    assert len(etapes) == STEPS


class Coupure(Exception):
    """The power fails."""


def _couper(table: str, lignes: int) -> None:
    if table == "noms":
        raise Coupure


def test_an_interrupted_build_leaves_the_old_base_serving(construite: str):
    avant = read(construite)
    with pytest.raises(Coupure):
        build(construite, announce=_couper)
    assert read(construite) == avant
    assert Recherche(Index(construite), "2020-10").chercher("Oyonnax").certaine


def test_an_interrupted_first_build_leaves_no_base(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'base.sqlite'}"
    with pytest.raises(Coupure):
        build(url, announce=_couper)
    with pytest.raises(BaseAbsente):
        Index(url)


def test_a_file_that_is_no_base_of_ours_is_built_anew(tmp_path: Path):
    fichier = tmp_path / "base.sqlite"
    fichier.write_bytes(b"not a database at all, but long enough to be read as one" * 20)
    build(f"sqlite:///{fichier}")
    assert Recherche(Index(f"sqlite:///{fichier}"), "2020-10").chercher("Figeac").certaine


def test_a_base_built_by_another_version_says_what_to_do(
    construite: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(tables, "empreinte_des_cles", lambda: "une autre version")
    with pytest.raises(BasePerimee, match="make setup"):
        Index(construite)


def test_a_base_that_was_not_built_says_so_and_creates_no_empty_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("VTE_BASE_URL", f"sqlite:///{tmp_path / 'absente.sqlite'}")
    with pytest.raises(BaseAbsente, match="make setup"):
        ouvrir()
    assert list(tmp_path.iterdir()) == []


def test_a_list_that_has_not_the_counts_it_announces_is_refused(tmp_path: Path):
    for table in tables.DOSSIER.glob("*.csv"):
        (tmp_path / table.name).symlink_to(table)
    listes = tables.lire(tables.DOSSIER, "listes")
    (tmp_path / "listes.csv").unlink()
    with (tmp_path / "listes.csv").open("w", encoding="utf-8", newline="") as fichier:
        sortie = csv.DictWriter(fichier, listes[0])
        sortie.writeheader()
        sortie.writerows([{**listes[0], "communes": "15698"}, *listes[1:]])
    with pytest.raises(
        TableInvalide, match="2020-10 annonce 15698 communes et la table en a 15697"
    ):
        build(f"sqlite:///{tmp_path / 'base.sqlite'}", tmp_path)


@pytest.mark.parametrize(
    "texte",
    [
        "oyonax",
        "71100",
        "Saint-Denis",
        "Château-Gontier",
        "dans le Grand Chalon",
        "Valence Drôme",
        "on est à côté de la gare de Figeac",
        "à la campagne",
    ],
)
def test_both_databases_give_the_same_answers(search: Recherche, texte: str):
    assert search.chercher(texte) == recherche("2020-10").chercher(texte)
