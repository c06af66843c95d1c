"""The house: arrows go one way (DESIGN), every setting is documented, no file grows too long."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

from vte import reglages

RACINE = Path(__file__).parents[1]
INTERDITS = {
    "vte": {"rasa", "rasa_sdk", "sanic", "bot", "actions", "console", "django"},
    "actions": {"rasa", "bot", "console", "sanic"},
    "bot": {"actions", "console", "rasa_sdk", "django"},
    "console": {"rasa", "rasa_sdk", "sanic", "bot", "actions"},
}


# The one file in which an arrow crosses, and why.
ADAPTERS = {"bot/action_endpoint.py": {"rasa_sdk"}}  # runs the actions in the Rasa process


def _importes(fichier: Path) -> set[str]:
    noms: set[str] = set()
    for noeud in ast.walk(ast.parse(fichier.read_text(encoding="utf-8"))):
        if isinstance(noeud, ast.Import):
            noms |= {alias.name.split(".")[0] for alias in noeud.names}
        elif isinstance(noeud, ast.ImportFrom) and noeud.module and not noeud.level:
            noms.add(noeud.module.split(".")[0])
    return noms


@pytest.mark.parametrize("piece", INTERDITS)
def test_no_room_imports_what_it_may_not_know(piece: str):
    for fichier in (RACINE / piece).rglob("*.py"):
        allowed = ADAPTERS.get(fichier.relative_to(RACINE).as_posix(), set())
        assert not (_importes(fichier) & INTERDITS[piece]) - allowed, fichier


def test_every_setting_is_in_the_readme_with_its_default():
    lignes = dict(
        re.findall(
            r"^\| `(VTE_\w+)` \| (.+?) \|", (RACINE / "README.md").read_text(encoding="utf-8"), re.M
        )
    )
    assert set(lignes) == {r.nom for r in reglages.TOUS}
    for reglage in reglages.TOUS:
        if reglage.defaut:
            assert reglage.defaut in lignes[reglage.nom], reglage.nom


def test_the_environment_is_read_in_one_place_only():
    lecteurs = {
        f.relative_to(RACINE).as_posix()
        for piece in INTERDITS
        for f in (RACINE / piece).rglob("*.py")
        if "os.environ" in f.read_text(encoding="utf-8")
        or "getenv" in f.read_text(encoding="utf-8")
    }
    # A setting, the list of them all, and where Django wants the name of its own.
    assert lecteurs == {
        "vte/setting.py",
        "vte/reglages.py",
        "console/manage.py",
        "console/wsgi.py",
    }


def test_today_is_read_in_one_place_only():
    horloges = re.compile(r"\b(?:date|datetime)\.(?:today|utcnow)\(|datetime\.now\(\)")
    fautifs = [
        f
        for piece in (*INTERDITS, "tests")  # a test's day is that of Paris too
        for f in (RACINE / piece).rglob("*.py")
        if horloges.search(f.read_text(encoding="utf-8"))
    ]
    assert fautifs == []


def test_files_stay_short():
    longs = {
        f: n
        for piece in INTERDITS
        for f in (RACINE / piece).rglob("*.py")
        if f.parent.name != "migrations"  # written by Django, and never again
        and (n := len(f.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert longs == {}


def _pins(lock: str) -> set[str]:
    texte = (RACINE / lock).read_text(encoding="utf-8")
    return set(re.findall(r"^([\w.-]+)(?:\[.*\])?==\S+", texte, re.M))


def test_what_serves_installs_no_tool_of_developers():
    projet = tomllib.loads((RACINE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    outils = {re.match(r"[\w.-]+", x)[0].lower() for x in projet["optional-dependencies"]["dev"]}
    assert outils and not outils & _pins("requirements.lock")
    assert outils | _pins("requirements.lock") <= _pins("requirements-dev.lock")


def test_what_installs_the_packages_is_itself_installed_by_version_and_hash():
    """Everything that pip or uv fetches: nothing is taken by its name alone."""
    assert len(_pins("outils/uv.txt")) == 1
    wanted = (RACINE / "outils/deploiement.in").read_text(encoding="utf-8").splitlines()
    assert {x for x in wanted if x[0] != "#"} <= _pins("outils/deploiement.txt")
    installer = (RACINE / "outils/installer.sh").read_text(encoding="utf-8").replace("\\\n", " ")
    fetches = [x for x in installer.splitlines() if re.search(r"pip (install|sync)", x)]
    assert fetches
    assert all("--require-hashes" in x or "--no-deps --no-build-isolation" in x for x in fetches)
    others = [f for f in (RACINE / "Makefile", RACINE / ".ci/run", *RACINE.glob("outils/*.sh"))]
    named = [f.name for f in others if re.search(r"pip3? install|curl|wget", f.read_text())]
    assert named == ["installer.sh"]


@pytest.mark.parametrize(
    "lock",
    ["requirements.lock", "requirements-dev.lock", "outils/uv.txt", "outils/deploiement.txt"],
)
def test_locks_name_no_host_and_no_path(lock: str):
    assert not re.search(r"://|index|find-links|\s/\w", (RACINE / lock).read_text(encoding="utf-8"))
