"""What figures count in a conversation: facts taken, and corrected later by the person."""

from __future__ import annotations

from typing import Any

import pytest

from console.projection import noticed
from console.projection.records import TourLu
from console.projection.recruitment import autre_recrutement
from tests.console.evenements import bot, dit, ouverture, slot
from tests.console.lues import une

LYON, ALBI = {"code": "69123", "nom": "Lyon"}, {"code": "81004", "nom": "Albi"}


def tour(
    lu: dict[str, Any] | None = None,
    change: dict[str, tuple[Any, Any]] | None = None,
    intention: str = "informer",
    bouton: bool = False,
    **fait: Any,
) -> TourLu:
    """A turn that read these facts, and changed these of the dossier: key -> before, after."""
    un = TourLu(1, 1, 0.0, "des mots", bouton, intention)
    un.faits = [{"cle": cle, "valeur": valeur, **fait} for cle, valeur in (lu or {}).items()]
    un.changements = [
        {"cle": cle, "avant": avant, "apres": apres}
        for cle, (avant, apres) in (change or {}).items()
    ]
    return un


PRISE = tour({"commune": LYON}, {"commune": (None, LYON)})


def comptes(*tours: TourLu) -> dict[str, int]:
    return {f"{genre} {cle}": n for (genre, cle), n in noticed.faits(tours).items()}


def test_a_fact_that_stays_is_taken_and_not_corrected():
    assert comptes(PRISE, tour()) == {"pris commune": 1}


@pytest.mark.parametrize(
    "suite",
    [
        tour({}, {"commune": (LYON, None)}, "nier"),
        tour({}, {"commune": (LYON, ALBI)}, bouton=True),
        tour({}, {"commune": (LYON, None)}, "annuler"),
    ],
    ids=["no", "another by a button", "taken back"],
)
def test_a_fact_that_the_person_undoes_is_corrected(suite: TourLu):
    assert comptes(PRISE, suite) == {"pris commune": 1, "corrige commune": 1}


def test_the_fact_that_replaces_it_is_taken_in_its_turn():
    autre = tour({"commune": ALBI}, {"commune": (LYON, ALBI)})
    assert comptes(PRISE, autre) == {"pris commune": 2, "corrige commune": 1}


@pytest.mark.parametrize("intention", ["autre_poste", "recommencer", "garder", "effacer"])
def test_another_recruitment_or_a_trial_corrects_nothing(intention: str):
    assert comptes(PRISE, tour({}, {"commune": (LYON, None)}, intention)) == {"pris commune": 1}


def suivant(avant: Any, apres: Any, intention: str = "informer", bouton: bool = True) -> TourLu:
    """« Recrutement suivant », whatever intent it is heard as."""
    un = tour({}, {"commune": (avant, apres)}, intention, bouton)
    un.reponses = [{"texte": "Prenons celui d'Albi.", "choix": [], "autre_recrutement": True}]
    return un


@pytest.mark.parametrize(
    "suite",
    [suivant(LYON, ALBI), suivant(LYON, ALBI, "nier", bouton=False), suivant(LYON, None)],
    ids=["its button", "words heard as another intent", "one that says less"],
)
def test_the_next_recruitment_corrects_nothing(suite: TourLu):
    assert comptes(PRISE, suite) == {"pris commune": 1}


def test_what_was_taken_for_one_recruitment_is_not_corrected_in_the_next():
    plus_tard = tour({}, {"commune": (LYON, ALBI)}, bouton=True)
    assert comptes(PRISE, suivant(LYON, LYON), plus_tard) == {"pris commune": 1}
    assert comptes(PRISE, tour(), plus_tard) == {"pris commune": 1, "corrige commune": 1}


def test_the_recruitment_that_begins_is_told_by_the_reply_that_takes_it():
    lue = une(
        *ouverture(),
        dit("un CDI à Lyon et un CDD à Albi", commune=LYON),
        bot("Voyons celui de Lyon", utter="utter_recrutements"),
        slot("commune", LYON),
        dit('/informer{"suivant":1}'),
        bot("Prenons celui d'Albi", utter="utter_recrutement_pris"),
        slot("commune", ALBI),
    )
    assert [autre_recrutement(t) for t in lue.tours] == [False, True]
    assert comptes(*lue.tours) == {"pris commune": 1}


def test_a_fact_that_a_button_said_was_read_in_no_words():
    bouton = tour({"commune": LYON}, {"commune": (None, LYON)}, bouton=True)
    assert comptes(bouton, tour({}, {"commune": (LYON, ALBI)})) == {}


def test_a_fact_that_was_derived_is_not_counted():
    """The size follows from the headcount: nobody said it."""
    assert comptes(tour({"effectif": 45}, {"effectif": (None, 45), "taille": (None, "pme")})) == {
        "pris effectif": 1
    }


def test_a_year_that_becomes_a_date_of_it_is_no_correction():
    annee = tour({"date_debut": "2021-01-01"}, {"date_debut": (None, "2021-01-01")}, a_l_annee=True)
    precise = tour({}, {"date_debut": ("2021-01-01", "2021-09-01")})
    autre = tour({}, {"date_debut": ("2021-01-01", "2022-09-01")})
    assert comptes(annee, precise) == {"pris date_debut": 1}
    assert comptes(annee, autre) == {"pris date_debut": 1, "corrige date_debut": 1}


def test_steps_within_one_turn_are_one_change():
    pas = tour({"commune": ALBI})
    pas.changements = [
        {"cle": "commune", "avant": LYON, "apres": None},
        {"cle": "commune", "avant": None, "apres": LYON},
    ]
    assert comptes(PRISE, pas) == {"pris commune": 1}


def test_a_question_counts_once_where_it_is_put_and_where_it_is_answered():
    deux = [tour(), tour(), tour()]
    deux[0].question = deux[1].question = "effectif"
    deux[1].posee = deux[2].posee = "effectif"
    deux[2].repondue = True
    comptes = noticed.constats(deux)
    assert comptes == {("posee", "effectif"): 1, ("repondue", "effectif"): 1}


def test_politeness_is_no_answer():
    def informe(intention: str) -> bool:
        un = tour(intention=intention)
        un.reponses = [{"texte": "Une réponse", "choix": []}]
        return noticed.informee([un])

    assert informe("faq/montant") and informe("demander_aides")
    assert not informe("saluer") and not informe("hors_sujet")


def test_long_words_are_cut_between_two_of_them():
    un = tour()
    un.texte = "une phrase qui n'en finit pas " * 20
    court = noticed.premiers_mots([un])
    assert len(court) <= noticed.MOTS_MAX + 1 and court.endswith("…") and " phrase" in court
