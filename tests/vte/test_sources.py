"""Each source: the day it was read, its age, what rests on it, and the readings that staff note."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from vte import effacement, relectures
from vte.cli import application
from vte.comprehension.sujets import sujets
from vte.regles.catalogue import courant
from vte.relectures import Relecture, Relectures
from vte.sources import A_RELIRE_APRES, EtatDeSource, etats, resume

PAGE = "page-vte"


def lue() -> date:
    """The day on which the files say that the page was read."""
    return courant().sources[PAGE].lu


def apres(jours: int) -> date:
    return lue() + timedelta(days=jours)


def relecture(jours: int, changee: bool = False, source: str = PAGE, note: str = "") -> Relecture:
    return Relecture(source, apres(jours), "camille", changee, note)


@pytest.fixture
def ce_jour(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Today is so many days after the files' reading."""

    def choisir(jours: int) -> None:
        monkeypatch.setenv("VTE_AUJOURDHUI", apres(jours).isoformat())

    choisir(10)
    return choisir


@pytest.fixture
def base(url_vide: str, monkeypatch: pytest.MonkeyPatch) -> Relectures:
    monkeypatch.setenv("VTE_DEMANDES_URL", url_vide)
    return Relectures()


def etat(*siennes: Relecture, source: str = PAGE) -> EtatDeSource:
    return next(e for e in etats(siennes) if e.id == source)


# The day it was read, its age


def test_without_a_reading_a_source_was_read_on_the_day_of_the_files(ce_jour: Any):
    e = etat()
    assert (e.lue_le, e.relecture, e.age) == (lue(), None, 10)
    assert e.anciennete == "il y a 10\u00a0jours"


def test_a_later_reading_counts_and_an_earlier_one_does_not(ce_jour: Any):
    e = etat(relecture(-30), relecture(9))
    assert e.relecture == relecture(9) and e.anciennete == "il y a 1\u00a0jour"
    assert etat(relecture(-30)).lue_le == lue()
    assert etat(relecture(10)).anciennete == "aujourd'hui"


def test_a_source_is_to_be_read_again_on_the_181st_day(ce_jour: Any):
    ce_jour(A_RELIRE_APRES)
    assert not etat().a_relire
    ce_jour(A_RELIRE_APRES + 1)
    assert etat().a_relire and not etat(relecture(1)).a_relire


def test_on_a_day_before_the_reading_nothing_is_old(ce_jour: Any):
    ce_jour(-1000)
    assert etat().age == 0


def test_those_to_read_again_come_first_then_those_that_changed(ce_jour: Any):
    ce_jour(A_RELIRE_APRES + 1)
    (vieille, changee), autres = list(courant().sources)[:2], list(courant().sources)[2:]
    neuves = [relecture(20, source=s) for s in autres] + [relecture(30, True, changee)]
    assert [e.id for e in etats(neuves)][:2] == [vieille, changee]
    assert "dont 1 à relire (lue il y a" in resume(etats(neuves))
    assert resume(etats([*neuves, relecture(20, source=vieille)])).endswith("aucune à relire")


# Changed or not


def test_a_change_is_shown_until_the_files_are_written_from_a_later_reading(ce_jour: Any):
    assert etat(relecture(2)).changement is None
    assert etat(relecture(2, changee=True)).changement == relecture(2, changee=True)
    assert etat(relecture(2, changee=True), relecture(4)).changement is not None
    assert etat(relecture(0, changee=True)).changement is not None
    assert etat(relecture(-1, changee=True)).changement is None


# What rests on it


def test_what_rests_on_a_source_is_found_in_every_file_that_names_it():
    reposent = {(e.id, a.sorte, a.id) for e in etats([]) for a in e.appuis}
    vte = courant().principal.baremes[0]
    assert (vte.source, "bareme", vte.id) in reposent
    cites = [(d.source, "bareme", vte.id) for d in vte.divergences]
    cites += [(e.source, "voisine", v.id) for v in courant().voisines for e in v.etats]
    cites += [(s, "question", x.nom) for x in sujets().values() for s in x.sources]
    for x in courant().dispositifs.values():
        cites += [(s, "dispositif", x.id) for c in x.criteres for s in c.sources]
        cites += [(c.source, "dispositif", x.id) for c in (*x.conditions, *x.non_cumulable)]
        cites += [(m.source, "bareme", b.id) for b in x.baremes for m in b.montants]
    assert set(cites) <= reposent


def test_each_thing_is_said_once_by_sort():
    e = etat()
    assert len(set(e.appuis)) == len(e.appuis) > 1
    assert list(e.par_sorte) == ["barèmes", "questions"]
    assert "L'âge" in e.par_sorte["questions"]


# Where the readings are kept


def test_readings_come_back_by_day_whatever_the_order_they_were_noted_in(base: Relectures):
    for r in (relecture(5, True, note="« 4 000 € »"), relecture(1), relecture(5)):
        base.noter(r)
    assert base.toutes() == [relecture(1), relecture(5, True, note="« 4 000 € »"), relecture(5)]


def test_erasing_somebody_who_talked_to_the_assistant_takes_no_reading(base: Relectures):
    base.noter(relecture(1))
    assert effacement.effacer(["camille"])["relectures"] == 0 and base.toutes()


def test_old_readings_go_but_for_what_says_the_state_of_their_source(base: Relectures):
    gardees = [relecture(2, changee=True), relecture(3), relecture(0, source="caf")]
    for r in (relecture(0, changee=True), relecture(1), *gardees):
        base.noter(r)
    assert effacement.purger(datetime.now(UTC) - timedelta(days=1))["relectures"] == 0
    assert effacement.purger(datetime.now(UTC) + timedelta(days=1))["relectures"] == 2
    assert sorted(base.toutes(), key=gardees.index) == gardees


@pytest.mark.usefixtures("stores_elsewhere")
def test_where_nothing_was_ever_noted_there_is_nothing_to_purge():
    assert effacement.purger(datetime.now(UTC))["relectures"] == 0


# The command


@pytest.fixture
def commande(stores_elsewhere: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Any:
    def lancer(*arguments: str) -> str:
        monkeypatch.setenv("COLUMNS", "200")
        resultat = CliRunner().invoke(application, ["sources", *arguments])
        assert resultat.exit_code == 0, resultat.output
        return str(resultat.output)

    return lancer


def test_the_command_says_every_source_and_marks_those_to_read_again(ce_jour: Any, commande: Any):
    ce_jour(A_RELIRE_APRES + 1)
    Relectures().noter(relecture(170, changee=True, note="[b]le montant a baissé"))
    sortie = " ".join(commande().split())
    for nom in courant().sources:
        assert nom in sortie
    assert sortie.count("À RELIRE") == len(courant().sources) - 1
    assert f"il y a {A_RELIRE_APRES + 1} jours" in sortie and "par camille" in sortie
    assert "page-vte a changé" in sortie and "«\u00a0[b]le montant" not in sortie
    assert "« [b]le montant a baissé »" in sortie and "vte-2019-2022" in sortie


def test_the_command_tells_programs_too(ce_jour: Any, commande: Any):
    Relectures().noter(relecture(3, changee=True, note="le montant"))
    dit = json.loads(commande("--json"))
    assert (dit["aujourdhui"], dit["a_relire_apres"]) == (apres(10).isoformat(), 180)
    (page,) = (s for s in dit["sources"] if s["id"] == PAGE)
    assert {k: page[k] for k in ("lue_le", "lue_par", "age", "a_relire", "changement")} == {
        "lue_le": apres(3).isoformat(),
        "lue_par": "camille",
        "age": 7,
        "a_relire": False,
        "changement": {"le": apres(3).isoformat(), "par": "camille", "note": "le montant"},
    }
    assert {"sorte": "question", "id": "faq/age", "libelle": "L'âge"} in page["repose"]
    assert len(dit["sources"]) == len(courant().sources)


def test_the_table_lies_beside_the_requests(base: Relectures, url_vide: str):
    base.noter(relecture(1))
    with sa.create_engine(url_vide).connect() as lien:
        tables = set(sa.inspect(lien).get_table_names())
    assert {relectures._relectures.name, "demandes"} <= tables
