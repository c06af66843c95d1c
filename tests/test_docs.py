"""What the README and docs/ name is there: files, modules, commands, links."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from pathlib import Path

import pytest

RACINE = Path(__file__).parents[1]
DOCS = [RACINE / "README.md", RACINE / "CHANGELOG.md", *sorted((RACINE / "docs").rglob("*.md"))]
ROOMS = (
    "actions",
    "bench",
    "bot",
    "console",
    "data",
    "deploy",
    "dispositifs",
    "docs",
    "outils",
    "tests",
    "vte",
    "widget",
)
PACKAGES = ("actions", "bench", "bot", "console", "tests", "vte")
SUFFIXES = "py|yml|yaml|md|js|ts|csv|toml|sh|lock|json|html|css"
PATH = re.compile(rf"(?:[\w*-]+/)+[\w.*-]*|(?:[\w.*-]+/)*[\w.*-]+\.(?:{SUFFIXES})")
MODULE = re.compile(rf"(?:{'|'.join(PACKAGES)})(?:\.\w+)+")
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
EXAMPLES = sorted((RACINE / "tests" / "extend" / "examples").iterdir())
every_document = pytest.mark.parametrize(
    "doc", DOCS, ids=lambda d: d.relative_to(RACINE).as_posix()
)


def _named(doc: Path) -> set[str]:
    """What stands between backticks outside blocks of code."""
    text = re.sub(r"^```.*?^```$", "", doc.read_text(encoding="utf-8"), flags=re.M | re.S)
    return set(CODE.findall(text))


@lru_cache(maxsize=1)
def _files() -> tuple[str, ...]:
    """All files and folders of the project, and those that docs/extend.md makes."""
    rooms = [p for room in ROOMS for p in (RACINE / room).rglob("*")]
    paths = [p.relative_to(RACINE) for p in [*rooms, *RACINE.iterdir()]]
    made = [p.relative_to(folder) for folder in EXAMPLES for p in folder.rglob("*")]
    return tuple("/" + p.as_posix() for p in [*paths, *made] if "node_modules" not in p.parts)


def _is_there(path: str) -> bool:
    """Whole, or as the end of a path: a document may name a file from its room."""
    pattern = re.escape("/" + path.strip("/")).replace(r"\*", "[^/]*")
    return any(re.search(f"{pattern}$", file) for file in _files())


@every_document
def test_every_path_named_is_there(doc: Path):
    paths = {n for n in _named(doc) if PATH.fullmatch(n)}
    # A topic is named as its intent: `faq/montant`.
    assert [p for p in sorted(paths) if not (_is_there(p) or _is_there(f"{p}.yml"))] == []


@every_document
def test_every_module_named_is_there_with_what_is_named_in_it(doc: Path):
    names = {m.group() for n in _named(doc) if (m := MODULE.match(n)) and "/" not in n}
    assert [n for n in sorted(names) if not _is_module(n)] == []


def _is_module(name: str) -> bool:
    """The longest beginning that is a file, in which the next name must be defined or imported."""
    return any(_is_module_of(root, name.split(".")) for root in (RACINE, *EXAMPLES))


def _is_module_of(root: Path, parts: list[str]) -> bool:
    for depth in range(len(parts), 0, -1):
        base = root.joinpath(*parts[:depth])
        file = base / "__init__.py" if base.is_dir() else base.with_suffix(".py")
        if file.is_file() or (base.is_dir() and depth == len(parts)):
            return depth == len(parts) or parts[depth] in _names(file)
    return False


def _names(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.alias):
            found.add(node.asname or node.name)
        elif isinstance(node, ast.Name):
            found.add(node.id)
    return found


@every_document
def test_every_target_of_make_that_is_named_exists(doc: Path):
    makefile = (RACINE / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][\w-]*):", makefile, re.M))
    said = re.findall(r"(?:`|^|: )make ([a-z][a-z -]*)", doc.read_text(encoding="utf-8"), re.M)
    assert {word for words in said for word in words.split()} <= targets


@every_document
def test_every_relative_link_leads_to_a_file(doc: Path):
    text = doc.read_text(encoding="utf-8")
    links = [x for x in re.findall(r"\]\(([^)#]+)", text) if "://" not in x]
    assert [x for x in links if not (doc.parent / x).exists()] == []


@every_document
def test_every_document_named_in_passing_is_there(doc: Path):
    text = doc.read_text(encoding="utf-8")
    assert [x for x in re.findall(r"docs/[\w/-]+\.md", text) if not (RACINE / x).exists()] == []
    numbers = re.findall(r"docs/decisions/(\d{4})|\bdecisions? (\d{4})\b", text)
    decisions = {f.name[:4] for f in (RACINE / "docs" / "decisions").iterdir()}
    assert {a or b for a, b in numbers} <= decisions


def test_every_part_of_make_test_is_in_the_readme():
    makefile = (RACINE / "Makefile").read_text(encoding="utf-8")
    parts = re.search(r"^test: (.+)$", makefile, re.M)
    assert parts is not None
    rows = re.findall(r"^\| `make ([a-z -]+)` \|", (RACINE / "README.md").read_text("utf-8"), re.M)
    assert " ".join(rows).split() == parts.group(1).split()
