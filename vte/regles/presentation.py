"""Un verdict en lignes de texte, pour une conversation ou un terminal."""

from __future__ import annotations

from typing import Any

from vte.regles.phrases import ESPACE, euros

_MARQUES = {"rempli": "✓", "non_rempli": "✗", "inconnu": "?", "a_confirmer": "?"}
_STATUTS = {
    "ouverte": "ouverte", "fermee": "fermée", "hors_periode": "hors période",
    "incomplet": "à préciser", "a_confirmer": "à confirmer",
}  # fmt: skip


def resume(verdict: dict[str, Any]) -> dict[str, Any]:
    """Ce qui, s'il change, mérite une nouvelle annonce : le statut, les critères et les aides."""
    return {
        "statut": verdict["statut"],
        "criteres": {c["id"]: c["statut"] for c in verdict["criteres"]},
        "aides": {a["id"]: [a["statut"], a["montant"]] for a in verdict["aides"]},
    }


def aides(verdict: dict[str, Any]) -> str:
    """Une ligne par aide : libellé, montant, statut, explication."""
    return "\n".join(_aide(a) for a in verdict["aides"])


def _aide(aide: dict[str, Any]) -> str:
    montant = f"{euros(aide['montant'])}, " if aide["montant"] is not None and aide["statut"] != "a_confirmer" else ""
    precision = "" if montant and aide["statut"] == "ouverte" else f" {aide['explication']}"
    return f"• {aide['libelle']}{ESPACE}: {montant}{_STATUTS[aide['statut']]}.{precision}"


def raisons(verdict: dict[str, Any]) -> str:
    """Une ligne par critère : les obstacles d'abord, puis ce qui est rempli, puis ce qui reste à savoir."""
    ordre = ("non_rempli", "rempli", "a_confirmer", "inconnu")
    tries = sorted(verdict["criteres"], key=lambda c: ordre.index(c["statut"]))
    return "\n".join(f"{_MARQUES[c['statut']]} {c['explication']}" for c in tries)


def sources(verdict: dict[str, Any]) -> str:
    """Les sources des critères et des aides, chacune une fois."""
    toutes = [s.strip() for x in verdict["criteres"] + verdict["aides"] for s in x["source"].split(";")]
    return f"{ESPACE}; ".join(dict.fromkeys(s for s in toutes if s))
