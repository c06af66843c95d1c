"""The fault suite counts what is wrong, and nothing that is right."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from bench.fautes import deliveries, ledger, rapport
from bench.fautes.__main__ import Result
from bench.fautes.ledger import Count
from bench.fautes.people import People
from bench.fautes.run import Run, Said, Session
from bench.fautes.scenarios import SCENARIOS
from tests.parts import Part
from tests.plateformes import FauxTelegram
from tests.ports import free_port
from vte import journal
from vte.pseudonymes import pseudonyme

ONE = Said("a", "on est 45", "effectif", 45, 0)
TWO, THREE = Said("b", "à Oyonnax", "commune", None, 1), Said("c", "un CDD", "contrat", None, 1)


@pytest.mark.parametrize(
    ("stored", "counted"),
    [
        ("abc", Count()),
        ("acb", Count()),  # two of one breath, in any order
        ("abxc", Count()),  # what was answered in this conversation before
        ("ab", Count(lost=1)),
        ("abbc", Count(doubled=1)),
        ("bac", Count(disordered=1)),
        ("", Count(lost=3)),
    ],
)
def test_a_store_is_right_where_each_message_is_there_once_in_order(stored: str, counted: Count):
    assert ledger.of_one_store([ONE, TWO, THREE], list(stored)) == counted


@pytest.mark.parametrize(
    ("dossiers", "forgets"),
    [
        ([{"effectif": 45}, {"effectif": 45, "commune": {"nom": "Oyonnax"}}], False),
        ([{"effectif": 45}, {"commune": {"nom": "Oyonnax"}}], True),
        ([{"effectif": 45}, {"effectif": 45}], True),
        ([{"effectif": 12}, {"effectif": 12, "commune": {"nom": "Oyonnax"}}], True),
    ],
)
def test_an_answer_that_lacks_what_was_said_up_to_then_is_noticed(
    dossiers: list[dict[str, object]], forgets: bool
):
    answers = [{"state": {"dossier": dossier}} for dossier in dossiers]
    assert ledger.forgets([ONE, TWO], ["a", "b"], answers) is forgets


@pytest.mark.parametrize(
    ("received", "counted"),
    [
        ("abc", Count()),
        ("aabc", Count(again=1)),  # killed between the sending and its note
        ("abca", Count(doubled=1)),
        ("ab", Count(lost=1)),
        ("acb", Count(lost=1, disordered=1)),
        ("abcd", Count(disordered=1)),
    ],
)
def test_a_platform_is_sent_each_part_once_in_order_or_twice_in_a_row(
    received: str, counted: Count
):
    assert deliveries.compare("abc", list(received)) == counted


def test_answers_with_the_same_words_are_each_owed():
    assert deliveries.compare("aba", list("aba")) == Count()
    assert deliveries.compare("aa", ["a"]) == Count(lost=1)


def test_what_a_database_holds_of_a_person_on_telegram_is_counted(tmp_path, monkeypatch):
    monkeypatch.setenv("VTE_SECRET", "un secret de test, de plus de 32 octets")
    url = f"sqlite:///{tmp_path / 'suivi.sqlite'}"
    engine = journal.ouvrir(url)
    person = pseudonyme("telegram", "7")
    said = [{"text": t, "buttons": [], "custom": {}} for t in ("C'est noté.", "Quel contrat ?")]
    answer = json.dumps({"messages": said, "state": {"dossier": {"effectif": 45}}})
    row = {"session": person, "message_id": "a", "le": "x", "dit": "x", "reponse": answer}
    with engine.begin() as link:
        link.execute(sa.insert(journal.EXCHANGES), [row])
    engine.dispose()
    run = Run([Session("", "7", [ONE])], turns=1)
    # In the journal and not in the tracker: lost there.
    assert ledger.count(url, "", run) == Count(lost=1)
    sent = ["C'est noté.\nQuel contrat ?"]  # one message of a telephone's
    assert deliveries.count(url, "", run, {"7": sent}) == Count()
    assert deliveries.count(url, "", run, {}) == Count(lost=1)


def test_the_messages_of_one_breath_give_different_facts_and_no_more_than_were_asked():
    people = People([], 40)
    breaths = [breath for _ in range(60) if (breath := people._texts(20))]
    assert sum(map(len, breaths)) == 40
    assert max(map(len, breaths)) == 3
    assert all(len({key for _, key, _ in breath}) == len(breath) for breath in breaths)


def test_a_part_that_is_killed_with_its_children_starts_again():
    command = [sys.executable, "-c", "import time; time.sleep(60)"]
    part = Part(lambda: subprocess.Popen(command, start_new_session=True))
    first = part.process
    part.again()
    assert first.returncode == -9 and part.process.poll() is None
    part.kill()
    part.kill()  # once more is no failure
    assert part.process.returncode == -9


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_every_row_of_the_report_has_a_cell_for_every_column(scenario):
    columns = rapport.HEAD.splitlines()[0].count("|")
    run = Run(turns=7, refused={"0": 2, "503": 1})
    row = rapport.line(Result(scenario, run, Count(again=4), times=5, seconds=61.4))
    assert row.count("|") == columns
    assert "2 × 0, 1 × 503" in row and row.endswith("| 61 | reached |")
    assert (" 4 " in row) is ("telegram" in scenario.parts)
    missing = rapport.line(Result(scenario, Run(), Count(), missing="nginx"))
    assert missing.count("|") == columns and "not run: nginx is not installed" in missing


def test_what_is_lost_is_not_reached_and_what_is_delivered_twice_is():
    scenario = SCENARIOS[0]
    assert not Result(scenario, Run(), Count(lost=1)).right
    assert not Result(scenario, Run(unanswered=1), Count()).right
    assert Result(scenario, Run(), Count(again=2)).right


def test_half_a_call_of_a_worker_that_was_killed_is_no_call_to_the_platform():
    platform = FauxTelegram(free_port())
    head = "POST /botjeton-de-test/sendMessage HTTP/1.1\r\nContent-Length: 99\r\n\r\n"
    try:
        with socket.create_connection(("127.0.0.1", platform.port), timeout=10) as link:
            link.sendall(f'{head}{{"chat_id": 7, "te'.encode())
            link.shutdown(socket.SHUT_WR)
            assert link.recv(100) == b""  # nothing is answered
    finally:
        platform.fermer()
    assert platform.refus == [] and not platform.recus


def test_a_row_is_kept_until_it_is_measured_again_and_stands_in_its_place(tmp_path: Path):
    file, (first, second, *_) = tmp_path / "RAPPORT.md", SCENARIOS
    for what, seconds in ((second, 1), (first, 2), (first, 3)):
        row = f"| {what.what} | {seconds} s |"
        file.write_text(rapport.report(rapport.keep(file, row)), encoding="utf-8")
    kept = f"|\n| {first.what} | 3 s |\n| {second.what} | 1 s |\n\n"
    assert kept in file.read_text(encoding="utf-8")
