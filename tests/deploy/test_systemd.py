"""The units of who has no containers: systemd reads them, and finds them closed enough."""

from __future__ import annotations

import configparser
import re
import sys
from pathlib import Path

import pytest

from tests.deploy.tools import DEPLOY, ROOT, run, tool
from vte.publication import TRAINED

UNITS = sorted((DEPLOY / "systemd").glob("vte-*.*"))
TASK = DEPLOY / "systemd" / "vte-tache"
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
EXPOSED = 20  # of 100: systemd calls « OK » all under 50
by_name = pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)


def read(unit: Path) -> configparser.RawConfigParser:
    parser = configparser.RawConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment]
    parser.read(unit, encoding="utf-8")
    return parser


def test_systemd_reads_every_unit_and_has_nothing_to_say(tmp_path: Path):
    """With the programs where they are here: it looks whether they can be run."""
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8")
        text = text.replace("/opt/vte/.venv/bin/python", sys.executable)
        (tmp_path / unit.name).write_text(text.replace("/opt/vte", str(ROOT)), encoding="utf-8")
    told = run(
        tool("systemd-analyze", "systemd"), "verify", *(str(tmp_path / u.name) for u in UNITS)
    )
    assert told == ""


@by_name
def test_a_unit_may_do_little(unit: Path):
    analyze = tool("systemd-analyze", "systemd")
    run(analyze, "security", "--offline=true", f"--threshold={EXPOSED}", str(unit))


@by_name
def test_the_modules_and_scripts_that_a_unit_starts_are_there(unit: Path):
    for command in re.findall(r"^Exec\w+=(.+)$", unit.read_text(encoding="utf-8"), re.M):
        program, *arguments = command.removeprefix('/bin/sh -c "exec ').split()
        assert program == "/opt/vte/.venv/bin/python"
        module = arguments[0] == "-m"
        named = ROOT / (arguments[1].replace(".", "/") if module else arguments[0])
        assert named.with_suffix(".py").exists() or (named / "__main__.py").exists()


@by_name
def test_secrets_come_from_a_file_of_roots_and_never_from_the_unit(unit: Path):
    text = unit.read_text(encoding="utf-8")
    assert "EnvironmentFile=/etc/vte/secrets.env" in text
    said = re.findall(r"\bVTE_\w+(?==)", "\n".join(re.findall(r"^Environment=.+$", text, re.M)))
    assert said and not [name for name in said if re.search(r"SECRET|CLE|JETON|PASSE", name)]


def test_a_worker_is_named_after_its_port_and_ends_its_turns_first():
    from bot.launcher import GRACE

    service = read(DEPLOY / "systemd" / "vte-assistant@.service")["Service"]
    assert "VTE_PORT_RASA=%i" in service["Environment"]
    assert service["EnvironmentFile"] == "-/etc/vte/assistant-%i.env"  # the last one wins
    assert service["Restart"] == "always" and int(service["TimeoutStopSec"]) > GRACE


def test_the_account_is_made_by_the_file_that_says_so():
    line = (DEPLOY / "systemd" / "vte.sysusers").read_text(encoding="utf-8").splitlines()[-1]
    assert line.split()[:2] == ["u", "vte"] and line.endswith("nologin")
    assert all(read(unit)["Service"]["User"] == "vte" for unit in SERVICES)


@by_name
def test_migrations_run_again_end_nothing_that_serves(unit: Path):
    """All but Wants hand a stop on: `systemctl restart vte-migrations` would end every worker."""
    said = read(unit)["Unit"]
    migrations = "vte-migrations.service"
    assert {key for key, value in said.items() if migrations in value} <= {"After", "Wants"}
    if unit.name != migrations:
        assert migrations in said["Wants"] and migrations in said["After"]


def test_a_command_by_hand_has_the_settings_of_the_services():
    """No shell has them: they are said once more, and must be the same."""
    text = TASK.read_text(encoding="utf-8")
    unit = (DEPLOY / "systemd" / "vte-migrations.service").read_text(encoding="utf-8")
    said = " ".join(re.findall(r"^Environment=(.+)$", unit, re.M)).split()
    own = {f"VTE_LECTEUR=/opt/vte/{TRAINED.relative_to(ROOT).parent}/lecteur.npz"}
    assert set(re.findall(r"--setenv=(\S+)", text)) == set(said) | own
    files = re.findall(r"^(EnvironmentFile=.+)$", unit, re.M)
    assert re.findall(r"--property=(EnvironmentFile=\S+)", text) == files
    known = run(tool("systemd-run", "systemd"), "--help")
    options = set(re.findall(r" (--[a-z-]+)", text)) - {"--property", "--setenv"}
    assert options and all(option in known for option in options)
    run("sh", "-n", str(TASK))


def test_what_waits_is_told_all_day_long():
    timer = read(DEPLOY / "systemd" / "vte-prevenir.timer")["Timer"]
    told = run(tool("systemd-analyze", "systemd"), "calendar", timer["OnCalendar"])
    assert "Normalized form: *-*-* *:00/5:00" in told


@pytest.mark.parametrize("what", ["purge", "sauvegarde"])
def test_what_is_too_old_is_erased_and_all_is_saved_each_day(what: str):
    timer = read(DEPLOY / "systemd" / f"vte-{what}.timer")["Timer"]
    told = run(tool("systemd-analyze", "systemd"), "calendar", timer["OnCalendar"])
    assert "Normalized form: *-*-* " in told and timer["Persistent"] == "yes"
