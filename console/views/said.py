"""What staff write to a person, from the form of a page."""

from __future__ import annotations

from django.http import HttpRequest

from vte.erreurs import ErreurVTE
from vte.relais.relais import TEXTE_MAX


def mots_de(requete: HttpRequest) -> str:
    return requete.POST.get("texte", "").replace("\r\n", "\n").strip()


def exiger_des_mots(texte: str) -> None:
    """Error: ErreurVTE, where there is nothing to send, or too much."""
    if not texte or len(texte) > TEXTE_MAX:
        raise ErreurVTE(f"Écrivez de 1 à {TEXTE_MAX} caractères.")
