"""The menu of console/urls.py in the header of every page, with how much waits under each."""

from __future__ import annotations

from typing import Any

from django import template

from console import waiting
from console.menu import Entree, offertes
from console.urls import MENU

PLUS = 99  # a larger number says nothing more
register = template.Library()


@register.simple_tag(takes_context=True)
def menu(context: Any) -> list[tuple[Entree, bool, str]]:
    """Each entry, whether the page that is shown is there, and how many things wait there."""
    requete = context["request"]
    attendues = waiting.pour(requete.user).par_page
    return [
        (entree, ici, _dit(attendues.get(entree.page, 0)))
        for entree, ici in offertes(MENU, requete)
    ]


def _dit(combien: int) -> str:
    """Empty where nothing waits."""
    return f"{PLUS}+" if combien > PLUS else str(combien or "")
