"""A new scheme is a new folder and no code: known kinds of criteria, its amounts, its words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.vte.fabriques import LYON, apprentissage, cdd
from tests.vte.regles.conftest import remplacer
from vte.dossier import depuis_json
from vte.erreurs import BaremeInvalide
from vte.regles import evaluer
from vte.regles.catalogue import Catalogue, lire
from vte.territoires import ouvrir

PRIME = """\
rang: 35
libelle: "Prime régionale à l'embauche"
beneficiaire: entreprise
jour: date_conclusion
au_plus: false
aupres_de: "la Région"
precision: "en une fois"
criteres:
  - {id: contrat, sorte: parmi, cle: contrat, valeurs: [cdi, cdd]}
  - {id: duree, sorte: au_moins, cle: duree_mois, minimum: 6}
"""
PRIME_2021 = """\
du: 2021-03-01
au: 2021-12-31
source: page-vte
debut: {texte: "elle n'existait pas avant le {jour}", jour: 2021-03-01, source: page-vte}
fin: {texte: "elle s'est arrêtée le {jour}", jour: 2021-12-31, source: vte-france}
criteres:
  - {id: territoire, sorte: dans_une_liste, liste: "2020-10"}
  - {id: taille, sorte: au_plus, cle: effectif, maximum: 999}
  - {id: anciennete_diplome, sorte: age_d_une_date, cle: date_diplome, jour: date_debut, ans: 1}
  - id: rentree
    sorte: entre_deux_dates
    cle: date_debut
    mots: debut
    du: 2021-03-01
    au: 2022-01-31
conditions:
  - {texte: "une fois, à {effectif_min} personnes et plus", effectif_min: 50, source: page-vte}
montants:
  - {effectif: [0, 49], montant: 3000, source: page-vte}
  - {effectif: [50, 999], montant: 1500, source: page-vte}
"""


@pytest.fixture
def avec_la_prime(fichiers: Path) -> Catalogue:
    """The project's schemes, and one of another kind written as data."""
    ecrire(fichiers)
    return lire(fichiers)


def ecrire(fichiers: Path) -> Path:
    prime = fichiers / "prime"
    prime.mkdir()
    (prime / "dispositif.yaml").write_text(PRIME, encoding="utf-8")
    (prime / "prime-2021.yaml").write_text(PRIME_2021, encoding="utf-8")
    return prime


def juger(faits: dict[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    verdict = evaluer(depuis_json(faits, ouvrir().commune), catalogue).en_json()
    prime = next(x for x in verdict["dispositifs"] if x["id"] == "prime")
    return prime | {"explication": prime["explication"].replace("\u00a0", " ")}


def test_it_has_its_amount_its_source_and_whom_to_ask(avec_la_prime: Catalogue):
    prime = juger(cdd(date_conclusion="2021-08-20"), avec_la_prime)
    assert (prime["statut"], prime["montant"], prime["precisions"]) == ("a_confirmer", 3000, [])
    assert prime["explication"] == "3 000 €, en une fois."
    assert (prime["libelle"], prime["aupres_de"]) == ("Prime régionale à l'embauche", "la Région")
    assert prime["sources"][0].endswith("https://www.vte-france.fr/territoire-dindustrie")
    assert {c["statut"] for c in prime["criteres"]} == {"rempli"}


@pytest.mark.parametrize(
    ("faits", "montant"),
    [({"effectif": 49}, 3000), ({"effectif": 50}, 1500), ({"effectif": 999}, 1500)],
)
def test_its_amount_follows_its_own_sizes(
    avec_la_prime: Catalogue, faits: dict[str, Any], montant: int
):
    prime = juger(cdd(date_conclusion="2021-08-20", **faits), avec_la_prime)
    assert prime["montant"] == montant
    assert bool(prime["conditions"]) == (montant == 1500)


@pytest.mark.parametrize(
    ("faits", "dit"),
    [
        ({"contrat": "stage"}, "CDI ou CDD"),
        ({"duree_mois": 5}, "au moins 6"),
        ({"commune": LYON}, "Lyon (69) n'est pas dans un Territoire d'industrie"),
        ({"effectif": 1000}, "moins de 1 000 personnes"),
        ({"date_diplome": "2020-08-31"}, "moins de 1 an"),
        ({"date_debut": "2022-02-01", "date_diplome": "2021-06-01"}, "le 31 janvier 2022"),
        ({"date_conclusion": "2021-02-28"}, "Elle n'existait pas avant le 1er mars 2021"),
        ({"date_conclusion": "2022-01-01"}, "Elle s'est arrêtée le 31 décembre 2021"),
    ],
)
def test_it_is_refused_by_its_own_criteria_with_the_reason(
    avec_la_prime: Catalogue, faits: dict[str, Any], dit: str
):
    prime = juger(cdd(date_conclusion="2021-08-20") | faits, avec_la_prime)
    assert (prime["statut"], prime["montant"]) == ("fermee", None)
    assert dit in prime["explication"]
    assert prime["sources"]


def test_an_apprenticeship_has_it_not(avec_la_prime: Catalogue):
    assert juger(apprentissage(), avec_la_prime)["statut"] == "fermee"


@pytest.mark.parametrize(
    ("faits", "precisions", "montant"),
    [
        ({"effectif": None}, ["effectif"], None),
        ({"effectif": None, "taille": "pme"}, ["effectif"], None),
        ({"effectif": None, "taille": "eti"}, ["effectif"], None),
        ({"commune": None}, ["commune"], 3000),
        ({"date_diplome": None}, ["date_diplome"], 3000),
        ({"date_conclusion": None}, [], 3000),
        ({"date_conclusion": None, "date_debut": "2022-01-15"}, ["date_conclusion"], None),
        ({"contrat": None}, ["contrat"], 3000),
        ({"date_debut": None, "date_conclusion": None}, ["date_debut"], None),
    ],
)
def test_it_asks_for_what_would_change_its_answer(
    avec_la_prime: Catalogue, faits: dict[str, Any], precisions: list[str], montant: int | None
):
    prime = juger(cdd(date_conclusion="2021-08-20") | faits, avec_la_prime)
    assert (prime["precisions"], prime["montant"]) == (precisions, montant)


def test_it_comes_at_its_rank_and_changes_nothing_of_the_others(avec_la_prime: Catalogue):
    dossier = depuis_json(cdd(), ouvrir().commune)
    avant, apres = evaluer(dossier).en_json(), evaluer(dossier, avec_la_prime).en_json()
    assert [x["id"] for x in apres["dispositifs"]][2:4] == ["vte_vert", "prime"]
    assert [x for x in apres["dispositifs"] if x["id"] != "prime"] == avant["dispositifs"]
    assert (apres["statut"], apres["aides"], apres["total"]) == (
        avant["statut"],
        avant["aides"],
        avant["total"],
    )


def test_one_that_adds_up_to_the_vte_is_shown_among_its_aids(fichiers: Path):
    ecrire(fichiers)
    remplacer(fichiers / "vte" / "dispositif.yaml", "cumul: [", "cumul: [prime, ")
    verdict = evaluer(depuis_json(cdd(), ouvrir().commune), lire(fichiers)).en_json()
    assert verdict["cumul"] == ["prime", "vte_vert"]
    assert "prime" in [a["id"] for a in verdict["aides"]]


def test_a_cost_is_counted_apart_once_it_is_certain(fichiers: Path):
    prime = ecrire(fichiers)
    remplacer(prime / "dispositif.yaml", "au_plus: false", "nature: cout")
    dossier = depuis_json(cdd(date_conclusion="2021-08-20"), ouvrir().commune)
    verdict = evaluer(dossier, lire(fichiers))
    assert dict(verdict.total) == {"entreprise": 4000, "jeune": 0, "a_payer": 3000}
    verdict = evaluer(dossier.avec(effectif=None, taille="pme"), lire(fichiers))
    assert verdict.total["a_payer"] == 0


def test_a_second_barème_is_a_second_file(fichiers: Path):
    prime = ecrire(fichiers)
    suite = prime / "prime-2022.yaml"
    suite.write_text(PRIME_2021, encoding="utf-8")
    for avant, apres in (
        ("du: 2021-03-01", "du: 2022-01-01"),
        ("au: 2021-12-31", "au: 2022-12-31"),
        ("au: 2022-01-31", "au: 2022-12-31"),
        ("montant: 3000", "montant: 2500"),
        ("jour: 2021-12-31", "jour: 2022-12-31"),
    ):
        remplacer(suite, avant, apres)
    catalogue = lire(fichiers)
    for jour, montant in (("2021-12-31", 3000), ("2022-01-01", 2500)):
        faits = cdd(date_conclusion=jour, date_debut="2022-01-15", date_diplome="2021-06-01")
        assert juger(faits, catalogue)["montant"] == montant
    inconnu = juger(cdd(date_debut="2022-01-15", date_diplome="2021-06-01"), catalogue)
    assert (inconnu["montant"], inconnu["precisions"]) == (2500, ["date_conclusion"])


def test_one_whose_criterion_has_no_words_never_serves(fichiers: Path):
    prime = ecrire(fichiers)
    remplacer(prime / "prime-2021.yaml", "{id: taille, ", "{id: salaries, ")
    with pytest.raises(BaremeInvalide, match="il manque les phrases de « salaries »"):
        lire(fichiers)


def test_its_criteria_may_have_words_of_their_own(fichiers: Path):
    prime = ecrire(fichiers)
    remplacer(prime / "prime-2021.yaml", "{id: taille, ", "{id: salaries, ")
    mots = fichiers / "mots" / "criteres.yaml"
    dits = "".join(
        f'  {cas}: "{{tailles}}, jamais {{limite}}"\n'
        for cas in ("inconnu", "inconnu_effectif", "rempli", "non_rempli")
    )
    mots.write_text(mots.read_text(encoding="utf-8") + f"salaries:\n{dits}", encoding="utf-8")
    refus = juger(cdd(effectif=1000), lire(fichiers))
    assert refus["explication"] == "les PME et les ETI, jamais 1 000"
