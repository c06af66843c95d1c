"""Un verdict en lignes de texte, pour une conversation ou un terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vte.mots import ESPACE, SEPARATEUR, enumerer, euros
from vte.regles.comparaison import Comparaison
from vte.regles.phrases import CRITERES
from vte.regles.pistes import Piste

__all__ = [
    "CRITERES",
    "STATUTS",
    "STATUTS_DE_VERDICT",
    "aides",
    "differences",
    "en_bref",
    "les_pistes",
    "obstacles",
    "raisons",
    "raisons_sourcees",
    "resume",
    "sources",
]

_MARQUES = {"rempli": "✓", "non_rempli": "✗", "inconnu": "?", "a_confirmer": "?"}
STATUTS = {
    "rempli": "remplie",
    "non_rempli": "non remplie",
    "inconnu": "à préciser",
    "ouverte": "ouverte",
    "fermee": "fermée",
    "hors_periode": "hors période",
    "incomplet": "à préciser",
    "a_confirmer": "à confirmer",
}
# Le statut d'un verdict, en un mot.
STATUTS_DE_VERDICT = {
    "eligible": "éligible",
    "non_eligible": "non éligible",
    "hors_periode": "hors période",
    "incomplet": "à préciser",
    "a_confirmer": "à confirmer",
}


def resume(verdict: dict[str, Any]) -> dict[str, Any]:
    """Ce qui, s'il change, mérite une nouvelle annonce : le statut, les obstacles et les aides."""
    return {
        "statut": verdict["statut"],
        "obstacles": [
            c["id"] for c in verdict["criteres"] if c["statut"] in ("non_rempli", "a_confirmer")
        ],
        "aides": {
            a["id"]: a["statut"] for a in verdict["aides"] if a["id"] not in verdict["cumul"]
        },
    }


_POUR = {"entreprise": "pour l'entreprise", "jeune": "pour le jeune"}


def en_bref(verdict: dict[str, Any]) -> str:
    """Les aides du barème qui ne sont pas fermées : combien, et pour qui (« 4 000 € pour l'entreprise »)."""
    siennes = [
        a for a in verdict["aides"] if a["id"] not in verdict["cumul"] and a["statut"] != "fermee"
    ]
    return enumerer([f"{euros(a['montant'])} {_POUR[a['beneficiaire']]}" for a in siennes])


def obstacles(verdict: dict[str, Any]) -> str:
    """Les critères qui refusent, nommés : « le territoire et la durée »."""
    return enumerer(
        [CRITERES[c["id"]].lower() for c in verdict["criteres"] if c["statut"] == "non_rempli"]
    )


def aides(verdict: dict[str, Any]) -> str:
    """Une ligne par aide : libellé, montant, statut, explication ; ce qu'elle exclut, et ce qu'une autre source en dit."""
    return "\n".join(_aide(a) for a in verdict["aides"])


def _aide(aide: dict[str, Any]) -> str:
    statut = STATUTS[aide["statut"]]
    exclues = (
        f" Ne se cumule pas avec{ESPACE}: {', '.join(aide['non_cumulable'])}."
        if aide.get("non_cumulable")
        else ""
    )
    suite = exclues + (f" {aide['divergence']}" if aide.get("divergence") else "")
    if aide["statut"] == "ouverte":
        return f"• {aide['libelle']}{ESPACE}: {euros(aide['montant'])}, {statut}.{suite}"
    return f"• {aide['libelle']}{ESPACE}: {statut}. {aide['explication']}{suite}"


def _critere(critere: Mapping[str, Any]) -> str:
    return f"{_MARQUES[critere['statut']]} {critere['explication']}"


def raisons_sourcees(verdict: dict[str, Any]) -> str:
    """Une ligne par critère, avec sa source."""
    return "\n".join(f"{_critere(c)} ({c['source']})" for c in verdict["criteres"])


def differences(comparaison: Comparaison) -> str:
    """Une ligne par critère ou aide que le changement change ; « » si aucun ne change."""
    criteres = [_critere(c.apres) for c in comparaison.criteres if c.apres]
    return "\n".join(criteres + [_aide(dict(a.apres)) for a in comparaison.aides if a.apres])


def raisons(verdict: dict[str, Any]) -> str:
    """Une ligne par critère : les obstacles d'abord, puis ce qui est rempli, puis ce qui reste à savoir."""
    ordre = ("non_rempli", "rempli", "a_confirmer", "inconnu")
    tries = sorted(verdict["criteres"], key=lambda c: ordre.index(c["statut"]))
    return "\n".join(
        _critere(c) + (f" {c['divergence']}" if c.get("divergence") else "") for c in tries
    )


def sources(verdict: dict[str, Any]) -> str:
    """Les sources des critères et des aides annoncées, chacune une fois."""
    annoncees = verdict["criteres"] + [
        a
        for a in verdict["aides"]
        if a["montant"] is not None and verdict["statut"] != "non_eligible"
    ]
    toutes = [s for x in annoncees for s in x["source"].split(SEPARATEUR)]
    return SEPARATEUR.join(dict.fromkeys(toutes))


def les_pistes(trouvees: Sequence[Piste]) -> str:
    """Une ligne par piste."""
    return "\n".join(f"• {p.texte}" for p in trouvees)
