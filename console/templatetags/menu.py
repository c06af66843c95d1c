"""The menu of console/urls.py in the header of every page."""

from __future__ import annotations

from typing import Any

from django import template

from console.menu import Entree, offertes
from console.urls import MENU

register = template.Library()


@register.simple_tag(takes_context=True)
def menu(context: Any) -> list[tuple[Entree, bool]]:
    return list(offertes(MENU, context["request"]))
