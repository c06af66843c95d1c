"""Links into the console, for those who are not in it."""

from __future__ import annotations

from django.urls import reverse

from vte.reglages_equipe import CONSOLE_PUBLIQUE


def lien(page: str, *arguments: object) -> str:
    """The address of this page, or nothing where the settings do not say where the console is."""
    base = CONSOLE_PUBLIQUE.lire()
    return f"{base}{reverse(page, args=arguments)}" if base else ""
