"""Every place of a message that could be the commune of the job, and none that could not."""

from __future__ import annotations

import random

import pytest

from tests.growth import grows_like_its_square
from vte.lecture.candidats.candidat import Candidat
from vte.lecture.candidats.lieux import lieux


def _codes(candidat: Candidat) -> list[str]:
    """The codes of a candidate: one when it is sure."""
    valeur = candidat.valeurs["commune"]
    return valeur if isinstance(valeur, list) else [valeur["code"]]


def _dits(texte: str, question: str | None = None) -> list[tuple[str, list[str]]]:
    return [(texte[c.debut : c.fin], _codes(c)) for c in lieux(texte, question)]


# What is said, the words that name the place, its INSEE code.
ECRITS = [
    ("bonjour alors voilà j'ai un garage à Ambert on est six", "Ambert", "63003"),
    ("Menuiserie alu. Thiers. 14 pers. CDI.", "Thiers", "63430"),
    ("CDI, chez un artisan de guise", "guise", "02361"),
    ("je bosse a lyon 3e en cdi", "lyon 3e", "69123"),
    ("le poste est au Port, en CDI", "Port", "97407"),
    ("je suis prise au mans", "mans", "72181"),
    ("chatillon s/ seine, 12 salariés", "chatillon s/ seine", "21154"),
    ("une usine à St Etienne", "St Etienne", "42218"),
    ("on recrute à N.-D. de Gravenchon", "N.-D. de Gravenchon", "76476"),
    ("dans la Vienne, à Châtellerault", "Châtellerault", "86066"),
    ("nous sommes à Sens, dans l'Yonne", "Sens", "89387"),
    ("jsuis pris chez un maçon de la mure", "la mure", "38269"),
    ("on est à Cap Ferret", "Cap Ferret", "33236"),
    ("mon patron est à Castres", "Castres", "81065"),
    ("lieu : Espaly", "Espaly", "43089"),
]
MAL_ECRITS = [
    ("on est 45 à oyonax", "oyonax", "01283"),
    ("boite a vimoutier", "vimoutier", "61508"),
    ("mon bureau est a montargi", "montargi", "45208"),
    ("slt jcomence a morlé ds le finistere", "morlé", "29151"),
    ("chaudronnerie le creuzot 55 salarié", "le creuzot", "71153"),
    ("mon tuteur é a fo sur mer", "fo sur mer", "13039"),
    ("ont cherchent a Charleville meziere", "Charleville meziere", "08105"),
    ("L'atelier est sur Saint-Martin-du-Fresne", "Saint-Martin-du-Fresne", "01373"),
    ("contra a conpiegne", "conpiegne", "60159"),
]
PRECISES = [
    ("PME de 45 salariés, 46100 Figeac", "Figeac", "46102"),
    ("PME de 45 salariés, 46 100 Figeac", "Figeac", "46102"),
    ("c'est dans le pas de calais, montreuil sur mer", "montreuil sur mer", "62588"),
    ("le poste est à Saint-Denis de la Réunion", "Saint-Denis", "97411"),
    ("Valence mais celle du Tarn-et-Garonne", "Valence", "82186"),
    ("dans le Gard, à Saint-Nazaire", "Saint-Nazaire", "30288"),
    ("on est à Romans dans la Drôme", "Romans", "26281"),
    ("bjr jembauche aprenti roye 80, 2 ans", "roye", "80685"),
    ("cdi a st omer ds le 62", "st omer", "62765"),
    ("je recrute à quarante, c'est un village dans l'hérault", "quarante", "34226"),
    ("Châteauneuf, dans le 16", "Châteauneuf", "16090"),
    ("sainte rose, celle de gwada, pas celle de la réunion", "sainte rose", "97129"),
    ("L'Isle-Jourdain, 86, pas le Gers", "L'Isle-Jourdain", "86112"),
    ("un tech à Fontaine, celle à côté de Grenoble", "Fontaine", "38169"),
]


@pytest.mark.parametrize(("texte", "mots", "code"), ECRITS + MAL_ECRITS + PRECISES)
def test_a_place_is_found_with_all_that_is_said_of_it(texte: str, mots: str, code: str):
    assert (mots, [code]) in _dits(texte)


def test_all_the_places_of_a_message_are_found_whosever_they_are():
    texte = "j'étudie à Nantes, j'habite Lyon et le poste est à Oyonnax"
    assert [mots for mots, _ in _dits(texte)] == ["Nantes", "Lyon", "Oyonnax"]


@pytest.mark.parametrize(
    ("texte", "code"),
    [
        ("on m'embauche à Valence", "26362"),
        ("je pars bosser à Saint-Claude", "39478"),
        ("on m'embauche à Mauvezin, j'habite Toulouse", "32249"),
        ("une PME de 30 salariés à Quim", "29232"),
        ("je recrute à 34295", "34172"),
        ("dans le Grand Chalon", "71076"),
        ("agglo de Redon", "35236"),
    ],
)
def test_what_a_person_must_choose_is_a_list(texte: str, code: str):
    (candidat,) = [c for c in lieux(texte) if "ambigu" in c.indices]
    assert code in candidat.valeurs["commune"] and len(candidat.valeurs["commune"]) <= 8


@pytest.mark.parametrize(
    "texte",
    [
        "ça n'a aucun sens, en cours de campagne",
        "il a touché 1200 euros pour les 12 ponts",
        "elle vient de la Meuse, dans les Deux-Sèvres",
        "avant on était six, il faudrait qu'elle vienne au plus vite",
        "tout a l'heure au boulot, l'inge et la verrerie",
        "il a eu cours le 23 août, 45000 euros par an",
        "je suis au CESI en cycle ingé",
        "M. Laval et Mme Paris ont rappelé",
        "Tours de magie",
    ],
)
def test_an_everyday_word_names_no_place(texte: str):
    assert _dits(texte) == []


@pytest.mark.parametrize(
    ("texte", "codes"),
    [
        ("cours", ["69066", "79104", "47073"]),
        ("c'est à sens", ["89387"]),
        ("us", ["95625"]),
        ("ben roanne", ["42187"]),
        ("75000", ["75056"]),
        ("lhay les roses", ["94038"]),
        ("fontaine 38", ["38169"]),
    ],
)
def test_an_answer_may_be_any_commune(texte: str, codes: list[str]):
    assert [c for _, c in _dits(texte, "commune")] == [codes]


@pytest.mark.parametrize(
    "texte", ["à la campagne", "en ville", "pas loin", "je sais pas", "stop", "oui", "45", "2021"]
)
def test_an_answer_that_names_no_commune_gives_none(texte: str):
    assert lieux(texte, "commune") == []


@pytest.mark.parametrize(
    ("texte", "indices"),
    [
        ("on est à Oyonnax", {"capitale", "preposition:a", "attendu", "sur_la_liste"}),
        ("a oyonax", {"fautes", "preposition:a", "population:4"}),
        ("Oyonnax", {"debut", "seul"}),
        ("à Valence (26)", {"precise"}),
        ("46100 Figeac", {"precise", "code_postal"}),
        ("en CDI à Vire, en Normandie", {"ancien_nom"}),
        ("à Brive", {"abrege"}),
        ("dans le Grand Chalon", {"groupe", "ambigu"}),
        ("à Quim", {"coupe", "ambigu"}),
    ],
)
def test_the_clues_say_how_a_place_is_written(texte: str, indices: set[str]):
    (candidat,) = lieux(texte)
    assert indices <= set(candidat.indices)


def test_a_thousand_characters_cost_what_their_length_costs():
    hasard = random.Random(19)
    mots = ["a", "oyonax", "de", "viljuif", "sur", "morlé", "Saint-Jean", "26", "le", "creuzot"]
    texte = " ".join(hasard.choice(mots) for _ in range(300))[:1000]
    assert not grows_like_its_square(lieux, texte, 1000)


def test_nothing_breaks_whatever_is_written():
    hasard = random.Random(7)
    lettres = "aàéeis tnrl-'’.,:/(0123456789)\n\u00a0✨œ²½"
    for _ in range(300):
        texte = "".join(hasard.choice(lettres) for _ in range(hasard.randrange(80)))
        for question in (None, "commune"):
            for c in lieux(texte, question):
                assert 0 <= c.debut < c.fin <= len(texte)
