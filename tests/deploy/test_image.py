"""The image: what it is made of, by whom it runs. (It is built where images can be fetched.)"""

from __future__ import annotations

import re

from tests.deploy.tools import DEPLOY, ROOT, run, tool

FILE = DEPLOY / "image" / "Containerfile"
TEXT = re.sub(r"\\\n\s*", "", FILE.read_text(encoding="utf-8"))


def copied() -> set[str]:
    """What of the project goes into it."""
    lines = re.findall(r"^COPY (?!--from)(.+) \S+$", TEXT, re.M)
    return {name for line in lines for name in line.split()}


def test_its_critic_has_nothing_to_say():
    assert run(tool("hadolint"), "--failure-threshold", "style", str(FILE)) == ""


def test_every_base_is_given_by_whoever_builds():
    froms = re.findall(r"^FROM (\S+)", TEXT, re.M)
    assert len(froms) == 3 and set(froms) == {"${BASE}", "${BASE_CONSTRUCTION}"}
    assert re.findall(r"^ARG (BASE\w*)$", TEXT, re.M) == ["BASE", "BASE_CONSTRUCTION"]


def test_what_is_installed_is_installed_by_version_and_hash():
    installs = re.findall(r"pip (?:install|sync)[^&]*", TEXT)
    assert len(installs) == 2 and all("--require-hashes" in one for one in installs)
    assert not re.search(r"curl|wget|apt-get|--no-verify", TEXT)


def test_it_runs_as_nobody_and_holds_neither_keys_nor_models():
    assert re.findall(r"^USER (\S+)", TEXT, re.M)[-1] == "65534:65534"
    names = copied()
    assert names and not names & {".", ".vte", "models", "tests", "bench"}
    assert all((ROOT / name).exists() for name in names)


def test_what_is_not_copied_does_not_even_leave_its_folder():
    lines = (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if not line.startswith("#")]
    assert rules[0] == "*"
    allowed = {rule[1:] for rule in rules if rule.startswith("!")}
    assert all(any(name == a or name.startswith(f"{a}/") for a in allowed) for name in copied())
