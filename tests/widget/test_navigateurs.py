"""What docs/integration.md declares for browsers holds: no feature younger than they are.

Chrome 111, Firefox 113, Safari 16.4. Versions: MDN's browser-compat-data, 8.1.9.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

RACINE = Path(__file__).parents[2]
SOURCES = {
    f.name: f.read_text(encoding="utf-8")
    for f in (RACINE / "widget").rglob("*.js")
    if "pages" not in f.parts
}
# What to look for -> the first version of the youngest of those browsers that has it.
TROP_JEUNES = {
    r":has\(": "Firefox 121",
    r"\baria[A-Z]\w+": "Firefox 119",  # reflected properties; the attributes are for all
    r"\.checkVisibility\(": "Safari 17.4",
    r"AbortSignal\.any\(": "Firefox 124",
    r"\bURL\.(?:canParse|parse)\(": "Chrome 120",
    r"Promise\.(?:withResolvers|try)\(": "Chrome 119",
    r"(?:Object|Map)\.groupBy\(": "Chrome 117",
    r"Array\.fromAsync\(": "Chrome 121",
    r"\.(?:isWellFormed|toWellFormed)\(": "Firefox 119",
    r"\.(?:union|intersection|difference|isSubsetOf)\(": "Firefox 127",
    r"\bpopover|togglePopover|showPopover": "Firefox 125",
    r"\.setHTML|setHTMLUnsafe|getHTML": "Firefox 128",
    r"\blight-dark\(": "Firefox 120",
    r"contrast-color\(": "none of them",
    r"\bfrom var\(": "Firefox 128",  # relative colours
    r"@starting-style|@property|@scope|@position-try": "Firefox 128",
    r"text-wrap": "Firefox 121",
    r"\d(?:r?lh|cap)\b": "Firefox 120",
    r"^\s*&": "Firefox 117",  # nested rules
    r"interpolate-size|calc-size\(|anchor\(": "none of them",
    r":(?:user-invalid|user-valid|dir\()": "Chrome 120",
    r"\bscrollend\b": "Safari 26",
    r"requestIdleCallback": "no Safari",
    r"\bwith \{ ?type:": "Chrome 123",
    r"\busing \w+ =": "Chrome 134",
}


@pytest.mark.parametrize("motif", TROP_JEUNES)
def test_nothing_younger_than_the_browsers_that_the_guide_declares(motif: str):
    trouves = {
        nom: lus for nom, texte in SOURCES.items() if (lus := re.findall(motif, texte, re.M))
    }
    assert trouves == {}, TROP_JEUNES[motif]


def test_the_guide_declares_those_browsers():
    guide = (RACINE / "docs" / "integration.md").read_text(encoding="utf-8")
    assert "Chrome et Edge 111, Firefox 113, Safari 16.4" in guide


def test_a_field_grows_where_css_cannot_make_it():
    """`field-sizing` is younger than them: the height is then worked out."""
    assert 'CSS.supports("field-sizing", "content")' in SOURCES["saisie.js"]
