"""A new language of the widget's own words, and a new page of the console."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, expect

from tests.extend.project import RACINE, Project, section

A_PAGE = """<!doctype html><html lang="en"><title>A town</title>
<script type="module" src="widget/widget.js" data-server="/" {attribute}></script></html>"""
A_TEST = """
from tests.console.conftest import texte

def test_the_page_is_in_the_header_and_shows_its_rows(entrer):
    page = texte(entrer("lecteur").get("/usage/"))
    assert '<a href="/usage/" data-page="usage" aria-current="page">Usage</a>' in page
    assert "Aucune étiquette." in page
"""


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site(project: Project) -> Iterator[Callable[[str], str]]:
    """The copy as a site; gives the address of a page with this attribute on its script."""
    handler = partial(_Silent, directory=str(project.root))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()

        def page(attribute: str) -> str:
            (project.root / "page.html").write_text(A_PAGE.format(attribute=attribute))
            return f"http://127.0.0.1:{server.server_port}/page.html"

        yield page
        server.shutdown()


@pytest.mark.lent
def test_a_language_of_the_widget_is_one_file_and_an_attribute(
    project: Project, site: Callable[[str], str], navigateur: Browser
):
    path = section("A language of the widget's own words")
    project.extend(path, "langue")
    page = navigateur.new_page()
    page.goto(site('data-lang="it"'))
    page.get_by_role("button", name="Una domanda sul VTE?").click()
    expect(page.get_by_label("Il suo messaggio")).to_be_visible()
    expect(page.get_by_role("button", name="Inviare")).to_be_visible()
    assert page.locator("assistant-vte .cadre").get_attribute("lang") == "it"
    assert page.get_by_role("log").get_attribute("lang") == "fr"  # what the assistant says
    page.close()


@pytest.mark.lent
@pytest.mark.parametrize("attribute", ["", 'data-lang="de"'])
def test_without_its_file_the_widget_speaks_french(
    attribute: str, project: Project, site: Callable[[str], str], navigateur: Browser
):
    page = navigateur.new_page()
    page.goto(site(attribute))
    page.get_by_role("button", name="Une question sur le VTE").click()
    expect(page.get_by_label("Votre message")).to_be_visible()
    page.close()


def test_a_language_names_only_words_that_the_widget_has():
    def words(file: str) -> set[str]:
        lines = (RACINE / file).read_text(encoding="utf-8").splitlines()
        return {x.split(":")[0].strip() for x in lines if re.match(r"\t+[a-z]\w*:", x)}

    example = "tests/extend/examples/langue/widget/langues/it.js"
    assert words(example) <= words("widget/base.js") | words("widget/langues/fr.js")


@pytest.mark.lent
def test_a_new_page_of_the_console_is_in_the_header_for_those_who_may_see_it(project: Project):
    path = section("A page of the console")
    project.extend(path, "page")
    project.check(path)
    (project.root / "tests/console/test_page.py").write_text(A_TEST, encoding="utf-8")
    assert "1 passed" in project.run([".venv/bin/pytest", "tests/console/test_page.py"])
