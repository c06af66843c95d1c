"""Facts of a dossier in words, and the key that words name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from vte.dossier.cle import Cle
from vte.dossier.dossier import LES_CLES
from vte.texte import aplatir


def dire(faits: Mapping[str, Any]) -> str:
    """« 45 personnes, CDD, début le 1er septembre 2021 », in the order of `faits`."""
    return ", ".join(LES_CLES[nom].seul(valeur) for nom, valeur in _dites(faits).items())


def valeurs(faits: Mapping[str, Any]) -> dict[str, str]:
    """Each fact by its key, to be read after its label: `{"date_debut": "1er septembre 2021"}`."""
    return {nom: LES_CLES[nom].dire(valeur) for nom, valeur in _dites(faits).items()}


def _dites(faits: Mapping[str, Any]) -> dict[str, Any]:
    """The facts but those that another one says as well."""
    return {nom: v for nom, v in faits.items() if LES_CLES[nom].tue_avec not in faits}


def cle_nommee(texte: str) -> str | None:
    """The key that `texte` names without a value: « je veux changer la commune »; or None.

    Of several, the most precise (« la date du diplôme » is no « diplôme »), then the first named.
    """
    plat = aplatir(texte)
    nommees = [(c, m.start()) for c in LES_CLES.values() if (m := _nomme(c, plat))]
    return min(nommees, key=lambda n: (-n[0].precision, n[1]))[0].nom if nommees else None


def _nomme(cle: Cle, plat: str) -> re.Match[str] | None:
    return re.search(rf"\b(?:{cle.nommee})\b", plat) if cle.nommee else None
