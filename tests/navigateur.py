"""A real Chromium for the pages, the widget's and the console's.

A plugin of pytest (tests/conftest.py): Playwright is imported where it is used, for a quick start.
"""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FloatRect, Page

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
# The browser's own services would look for addresses outside the machine.
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
REGLES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--captures", help="folder in which to keep the screenshots (make captures)")


@pytest.fixture(scope="session")
def navigateur() -> Iterator[Browser]:
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("Chromium is not installed: the pages are not tested (CI never skips this).")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as outils:
        lance = outils.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield lance
        lance.close()


def encre(image: bytes, boite: FloatRect) -> float:
    """The share of this box, in a PNG of the screen, that is not of its commonest colour.

    About 0.05 where words stand, 0 where nothing is drawn.
    """
    from PIL import Image

    gauche, haut = max(0, boite["x"]), max(0, boite["y"])
    with Image.open(io.BytesIO(image)) as ecran:
        droite = min(ecran.width, boite["x"] + boite["width"])
        bas = min(ecran.height, boite["y"] + boite["height"])
        coupe = ecran.convert("RGB").crop((round(gauche), round(haut), round(droite), round(bas)))
    points = coupe.width * coupe.height
    couleurs = coupe.getcolors(points) or []
    return 1 - max((n for n, _ in couleurs), default=points) / points


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong with this page."""
    from axe_playwright_python.sync_playwright import Axe

    page.wait_for_load_state()  # a click returns before the page that it opens is there
    reponse = Axe().run(page, options=REGLES).response
    return [
        f"{v['id']}: {n['html'][:120]} {n['failureSummary']}"
        for v in reponse["violations"]
        for n in v["nodes"]
    ]
