"""The sentences are data: by criterion, situation and audience."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from tests.vte.fabriques import apprentissage, cdd
from tests.vte.regles.conftest import remplacer
from tests.vte.regles.test_proprietes import FAITS, SANS_DELAI, lire
from vte.dossier import depuis_json
from vte.regles import courant, evaluer, verification
from vte.regles.catalogue import lire as lire_catalogue
from vte.regles.catalogue_files import CatalogueFiles
from vte.regles.dispositif import Dispositif
from vte.regles.evaluation import juger
from vte.regles.mots import AUDIENCES, CANDIDAT, audience
from vte.regles.phrases import CRITERES
from vte.regles.sortes import Constat, Critere
from vte.territoires import ouvrir

MOTS = "mots/criteres.yaml"


def dites(faits: dict[str, Any], profil: str | None) -> dict[str, str]:
    """What each criterion and each aid says, with plain spaces."""
    verdict = evaluer(depuis_json(faits | {"profil": profil}, ouvrir().commune))
    return {x.id: x.explication.replace("\u00a0", " ") for x in (*verdict.criteres, *verdict.aides)}


@pytest.mark.parametrize(
    ("identifiant", "entreprise", "candidat"),
    [
        ("niveau_obtenu", "Le jeune a obtenu un bac+2", "Vous avez obtenu un bac+2"),
        ("niveau_prepare", "Le jeune prépare un bac+3", "Vous préparez un bac+3"),
        ("duree", "Contrat de 24 mois", "Votre contrat est de 24 mois"),
        ("periode", "Début du contrat le", "Début de votre contrat le"),
        ("vte", "pour ce recrutement", "pour votre recrutement"),
        ("installation", "versée à l'alternant", "pour vous installer"),
    ],
)
def test_a_candidate_is_spoken_to_and_a_company_is_told_of_the_young_person(
    identifiant: str, entreprise: str, candidat: str
):
    assert entreprise in dites(apprentissage(), "entreprise")[identifiant]
    assert candidat in dites(apprentissage(), "candidat")[identifiant]


def test_a_candidate_is_never_told_of_the_young_person_nor_that_the_diploma_is_somebody_s():
    for faits in (cdd(), cdd(niveau_obtenu=None, date_diplome=None), apprentissage()):
        for phrase in dites(faits, "candidat").values():
            assert "le jeune" not in phrase.lower()
    assert dites(cdd(), "candidat")["anciennete_diplome"].startswith("Votre diplôme est du")


def test_one_who_has_not_said_who_they_are_is_told_the_company_s_words():
    assert dites(cdd(), None) == dites(cdd(), "entreprise")


def test_the_audience_changes_no_judgement():
    for faits in (cdd(), apprentissage(), cdd(duree_mois=6), {}):
        juges = [evaluer(lire({**faits, "profil": qui})) for qui in AUDIENCES]
        assert len({v.statut for v in juges}) == 1
        assert len({tuple((c.id, c.statut, c.sources) for c in v.criteres) for v in juges}) == 1


def tous(x: Dispositif) -> Iterator[Critere]:
    """The criteria of a scheme, those of each of its barèmes included."""
    yield from x.criteres
    for b in x.baremes:
        yield from b.criteres
    if x.propre:
        yield from x.periodes.values()


CRITERES_DE_TOUS = [c for x in courant().dispositifs.values() for c in tous(x)]


def citables(c: Constat) -> set[str]:
    """The values that the sentence of this finding may cite."""
    sorte = type(c.critere)
    return set({**sorte.SITUATIONS, **sorte.CAS}[c.situation].split())


@SANS_DELAI
@given(FAITS)
def test_every_finding_of_every_scheme_has_its_sentence_and_the_values_that_it_may_cite(
    faits: dict[str, Any],
):
    dossier, mots = lire(faits), courant().mots
    for critere in CRITERES_DE_TOUS:
        if not critere.concerne(dossier):
            continue
        constat = critere.juger(dossier, ouvrir().appartenance)
        voulues, donnees = citables(constat), dict(constat.valeurs)
        # What is not known has no value: it is there, empty, and no sentence may cite it.
        assert voulues <= {nom for nom, valeur in donnees.items() if valeur}
        assert donnees.keys() - voulues <= {"valeur"}
        for qui in AUDIENCES:
            dite = mots.dire(critere.phrases, constat.situation, qui, constat.valeurs)
            assert dite and not set("{}") & set(dite)


@SANS_DELAI
@given(FAITS)
def test_the_vte_finds_its_criteria_in_their_order_the_period_first(faits: dict[str, Any]):
    dossier = lire(faits)
    for bareme in courant().baremes:
        constats = juger(dossier, bareme, courant(), ouvrir().appartenance)
        assert [c.id for c in constats] == [
            "periode",
            *(c.id for c in bareme.criteres if c.concerne(dossier)),
        ]


def test_each_criterion_of_the_vte_has_a_name():
    propres = {c.id for x in courant().propres for c in tous(x)}
    assert propres == CRITERES.keys()


@pytest.mark.parametrize(
    ("fichier", "avant", "apres", "raison"),
    [
        (MOTS, "Le jeune a obtenu {valeur}", "Le jeune a un bac+2", "un chiffre est écrit à la"),
        (
            MOTS,
            "obtenu {valeur}",
            "obtenu {optenu}",
            "la phrase cite optenu, qui n'a pas",
        ),
        (MOTS, "obtenu {valeur}", "obtenu {valeur", "une accolade de la phrase"),
        (MOTS, "  inconnu_effectif:", "  inconnue:", "il manque la phrase « inconnu_effectif »"),
        (MOTS, "  inconnu_effectif:", "  inconnue:", "cette situation n'existe pas"),
        (MOTS, "niveau_prepare:", "niveau_vise:", "« niveau_vise » n'a pas de phrase à dire"),
        (MOTS, '    candidat: "Vous préparez', '    jeune: "Vous préparez', "une pour chacun"),
        (
            "installation/dispositif.yaml",
            '  candidat: "pour vous installer',
            '  jeune: "pour vous installer',
            "une pour chacun",
        ),
    ],
)
def test_a_faulty_sentence_is_told_with_its_file_and_its_line(
    fichiers: Path, fichier: str, avant: str, apres: str, raison: str
):
    ligne = remplacer(fichiers / fichier, avant, apres)
    trouves = [p for p in verification.problemes(CatalogueFiles(fichiers)) if raison in p.raison]
    assert trouves and trouves[0].fichier == fichier
    assert abs(trouves[0].ligne - ligne) <= 9


def test_a_criterion_without_a_word_is_told(fichiers: Path):
    remplacer(fichiers / MOTS, "niveau_prepare:", "niveau_vise:")
    raisons = [p.raison for p in verification.problemes(CatalogueFiles(fichiers))]
    assert "il manque les phrases de « niveau_prepare »" in raisons


def test_other_words_are_other_files_and_no_code(fichiers: Path):
    remplacer(fichiers / MOTS, "Vous préparez {valeur}", "Tu prépares {valeur}")
    verdict = evaluer(lire(apprentissage()), lire_catalogue(fichiers))
    assert audience(verdict.dossier) == CANDIDAT
    assert verdict.criteres[-1].explication.startswith("Tu prépares un bac+3")
