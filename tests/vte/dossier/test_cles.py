"""All that is true of a key stands with the key, and the house agrees with it."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from vte.dossier import CLES, LES_CLES, Choix, Cle, Dossier, cle, cles, depuis_json
from vte.erreurs import DossierInvalide
from vte.territoires import ouvrir

RACINE = Path(__file__).parents[3]
DOMAINE: dict[str, Any] = yaml.safe_load((RACINE / "domain.yml").read_text(encoding="utf-8"))
CHOIX = [(c.nom, choix) for c in LES_CLES.values() for choix in c.choix]
TITRE_MAX = 20  # Messenger's quick replies, the shortest of all
TOUTES = pytest.mark.parametrize("une", LES_CLES.values(), ids=CLES)
# A value of each key, as JSON has it, and how it is said.
DITS = {
    "profil": ("candidat", "vous êtes candidat"),
    "commune": ({"code": "01283", "nom": "Oyonnax", "departement": "01"}, "Oyonnax (01)"),
    "effectif": (1200, "1\u00a0200\u00a0personnes"),
    "taille": ("grande", "grande entreprise"),
    "contrat": ("apprentissage", "contrat d'apprentissage"),
    "duree_mois": (18, "18\u00a0mois"),
    "date_debut": ("2021-09-01", "1er septembre 2021"),
    "niveau_obtenu": (-1, "un niveau inférieur au bac"),
    "date_diplome": ("2021-06-30", "30 juin 2021"),
    "niveau_prepare": (3, "un bac+3"),
}
# The values on both sides of each bound.
BORNES = {
    "effectif": (0, 10_000_000),
    "duree_mois": (0, 600),
    "niveau_obtenu": (-1, 8),
    "niveau_prepare": (-1, 8),
}


def lue(une: Cle, valeur: Any) -> Any:
    return une.en_json(une.valider(valeur, ouvrir().commune))


def test_the_fields_of_a_dossier_are_the_keys_in_their_order():
    assert tuple(f.name for f in fields(Dossier)) == CLES
    assert Dossier() == Dossier(**dict.fromkeys(CLES))


def test_each_key_is_one_file_and_each_file_one_key():
    fichiers = {f.stem for f in Path(cles.__file__).parent.glob("*.py")} - {"__init__"}
    assert fichiers == set(CLES)


def test_the_domain_has_a_slot_and_an_entity_for_each_key():
    assert set(CLES) <= set(DOMAINE["slots"])
    assert set(CLES) <= {next(iter(e)) for e in DOMAINE["entities"]}


def test_a_name_that_is_no_key_is_an_error():
    with pytest.raises(KeyError):
        cle("ville")


@pytest.mark.parametrize("nom", DITS)
def test_a_valid_value_is_read_written_back_and_said(nom: str):
    une, (valeur, dite) = cle(nom), DITS[nom]
    assert lue(une, valeur) == valeur
    assert une.dire(valeur) == dite and une.seul(valeur).endswith(dite)


@TOUTES
def test_a_value_of_another_kind_is_refused_by_name(une: Cle):
    for valeur in (True, 1.5, [], "n'importe quoi"):
        with pytest.raises(DossierInvalide) as refus:
            une.valider(valeur, ouvrir().commune)
        assert refus.value.champ == une.nom


@TOUTES
def test_each_word_of_a_closed_set_is_a_value_and_is_said(une: Cle):
    for valeur in une.nature.valeurs:
        assert lue(une, valeur) == valeur and une.dire(valeur)


@pytest.mark.parametrize("nom", BORNES)
def test_both_bounds_are_included_and_nothing_beyond_is(nom: str):
    bas, haut = BORNES[nom]
    assert [lue(cle(nom), n) for n in (bas, haut)] == [bas, haut]
    for dehors in (bas - 1, haut + 1):
        with pytest.raises(DossierInvalide):
            cle(nom).valider(dehors, ouvrir().commune)


@pytest.mark.parametrize("nom", ["date_debut", "date_diplome"])
def test_a_date_lies_between_1950_and_2100(nom: str):
    for dedans in ("1950-01-01", "2100-12-31"):
        assert lue(cle(nom), dedans) == dedans
    for dehors in ("1949-12-31", "2101-01-01"):
        with pytest.raises(DossierInvalide):
            cle(nom).valider(dehors, ouvrir().commune)


@TOUTES
def test_names_are_short_and_those_of_this_key_alone(une: Cle):
    autres = [c for c in LES_CLES.values() if c is not une]
    assert 0 < len(une.titre) <= TITRE_MAX and une.titre[0].isupper()
    assert une.titre not in [c.titre for c in autres]
    assert une.libelle not in [c.libelle for c in autres]


@TOUTES
def test_what_a_key_says_of_others_names_keys(une: Cle):
    assert une.nom in une.repondue_par and set(une.repondue_par) <= set(CLES)
    assert une.tue_avec in {*CLES, None}
    assert bool(une.nommee) == une.demandee  # what is asked for can be named to be changed


@pytest.mark.parametrize(("nom", "choix"), CHOIX)
def test_a_button_states_a_valid_fact_that_answers_its_question(nom: str, choix: Choix):
    assert choix.cle in cle(nom).repondue_par
    assert depuis_json({choix.cle: choix.valeur}, ouvrir().commune) != Dossier()
    assert 0 < len(choix.titre) <= TITRE_MAX


def test_the_buttons_of_the_headcount_offer_each_size_once():
    assert [(c.titre, c.valeur) for c in cle("effectif").choix] == [
        ("Moins de 250", "pme"),
        ("De 250 à 4\u00a0999", "eti"),
        ("5\u00a0000 ou plus", "grande"),
    ]


def test_the_contract_is_noted_before_what_depends_on_it():
    assert min(LES_CLES.values(), key=lambda c: c.rang) is cle("contrat")


def test_alternance_says_less_than_either_of_its_contracts():
    couverte = cle("contrat").couverte
    assert couverte("apprentissage", "alternance")
    assert couverte("professionnalisation", "alternance")
    assert not couverte("alternance", "apprentissage")
    assert not couverte("cdd", "alternance") and not couverte(None, "alternance")


@pytest.mark.parametrize(
    ("connus", "nom", "valeur", "heurtes"),
    [
        ({"niveau_prepare": 3}, "niveau_obtenu", 3, ("niveau_prepare",)),
        ({"niveau_prepare": 3}, "niveau_obtenu", 2, ()),
        ({"niveau_obtenu": 3}, "niveau_prepare", 3, ("niveau_obtenu",)),
        ({"niveau_obtenu": 3}, "niveau_prepare", 4, ()),
        ({}, "niveau_obtenu", -1, ()),
        ({}, "niveau_prepare", -1, ()),
        ({"effectif": 45, "taille": "pme"}, "taille", "eti", ("effectif",)),
        ({"contrat": "cdi"}, "duree_mois", 18, ("contrat",)),
        ({"contrat": "cdd"}, "duree_mois", 18, ()),
        ({"duree_mois": 18}, "contrat", "cdi", ("duree_mois",)),
        ({"duree_mois": 18, "contrat": "cdd"}, "contrat", "cdi", ()),  # it is changed
    ],
)
def test_a_value_that_is_hard_to_believe_beside_another_names_it(
    connus: dict[str, Any], nom: str, valeur: Any, heurtes: tuple[str, ...]
):
    assert cle(nom).heurte(connus, valeur) == heurtes


@pytest.mark.parametrize("contrat", ["cdi", "apprentissage"])
@pytest.mark.parametrize(("diplome", "apres"), [("2021-09-01", False), ("2021-09-02", True)])
def test_a_diploma_held_is_not_of_after_the_first_day_of_a_work_contract(
    contrat: str, diplome: str, apres: bool
):
    connus = {"contrat": contrat, "niveau_obtenu": 5, "date_debut": "2021-09-01"}
    heurte = ("date_debut",) if apres and contrat == "cdi" else ()
    assert cle("date_diplome").heurte(connus, diplome) == heurte
    autres = {"contrat": contrat, "niveau_obtenu": 5, "date_diplome": diplome}
    assert bool(cle("date_debut").heurte(autres, "2021-09-01")) == bool(heurte)
