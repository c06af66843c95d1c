"""Les plus petits changements, dans les mains de la personne, qui rendraient un dossier refusé éligible.

Le contrat, sa durée et son début se décident ; un diplôme, un âge ou une ville ne se changent pas pour une aide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, product
from typing import Any

from vte.dossier import Dossier, cle
from vte.horloge import aujourdhui
from vte.mots import ESPACE, de, enumerer, jour
from vte.regles.bareme import Bareme
from vte.regles.catalogue import Catalogue, courant
from vte.regles.criteres import Appartenir, anniversaire, tous
from vte.regles.evaluation import statuer
from vte.territoires import ouvrir

PISTES_MAX = 4
_REFUS = ("non_eligible", "hors_periode")
_UN_JOUR = timedelta(days=1)


@dataclass(frozen=True)
class Piste:
    """`changes` : clés et valeurs JSON du dossier ; `texte` : « 12 mois au lieu de 8 »."""

    changes: dict[str, Any]
    texte: str


def pistes(
    dossier: Dossier,
    catalogue: Catalogue | None = None,
    appartenir: Appartenir | None = None,
    certaines: bool = True,
) -> list[Piste]:
    """Les changements minimaux qui donnent `eligible`, les plus simples d'abord ; [] si le dossier n'est pas refusé, ou n'y peut rien.

    `certaines=False` : ceux qui lèvent le refus d'un dossier dont tout n'est pas encore connu, sans promettre la suite. Un contrat ne commence pas dans le passé : aucune date d'avant aujourd'hui n'est proposée.
    """
    regles, appartient = catalogue or courant(), appartenir or ouvrir().appartenance

    def statut(d: Dossier) -> str:
        return statuer(tous(d, regles.pour(d.date_debut or aujourdhui()), appartient))

    if statut(dossier) not in _REFUS:
        return []
    voulus = ("eligible",) if certaines else ("eligible", "a_confirmer", "incomplet")
    trouvees: list[dict[str, Any]] = []
    for changes in _essais(dossier, regles):
        # Ce qui contient un changement déjà suffisant n'est pas minimal.
        if (
            not any(t.items() <= changes.items() for t in trouvees)
            and statut(_applique(dossier, changes)) in voulus
        ):
            trouvees.append(changes)
    return [
        Piste(
            {c: v.isoformat() if isinstance(v, date) else v for c, v in t.items()},
            _dire(dossier, t),
        )
        for t in trouvees[:PISTES_MAX]
    ]


def _essais(d: Dossier, regles: Catalogue) -> Iterator[dict[str, Any]]:
    """Les changements possibles : un seul d'abord, puis deux, puis trois."""
    b = regles.pour(d.date_debut or aujourdhui())
    leviers: dict[str, list[Any]] = {
        "duree_mois": _durees(d, b),
        "contrat": _contrats(d, b),
        "date_debut": _debuts(d, b),
    }
    for combien in range(1, len(leviers) + 1):
        for cles in combinations(leviers, combien):
            for valeurs in product(*(leviers[c] for c in cles)):
                yield dict(zip(cles, valeurs, strict=True))


def _applique(d: Dossier, changes: dict[str, Any]) -> Dossier:
    suite = d.avec(**changes)
    return suite.avec(duree_mois=None) if suite.contrat == "cdi" else suite


def _durees(d: Dossier, b: Bareme) -> list[int]:
    """La plus petite durée qui suffit, si celle du dossier ne suffit pas ou n'est pas dite."""
    minimum = b.seuils.duree_mois_min
    return [minimum] if d.duree_mois is None or d.duree_mois < minimum else []


def _contrats(d: Dossier, b: Bareme) -> list[str]:
    """Les contrats précis que l'aide admet, l'alternance d'abord pour qui prépare un diplôme."""
    alternance = [c for c in b.contrats.alternance if c != "alternance"]
    ordre = (
        [*alternance, *b.contrats.travail]
        if d.niveau_prepare is not None
        else [*b.contrats.travail, *alternance]
    )
    return [c for c in ordre if c != d.contrat]


def _debuts(d: Dossier, b: Bareme) -> list[date]:
    """Le jour le plus proche qui suffirait : dans la période, avant que le diplôme soit trop ancien, pas dans le passé."""
    if d.date_debut is None:
        return []
    dernier = min(
        [b.au]
        + (
            [anniversaire(d.date_diplome, b.seuils.anciennete_diplome_ans) - _UN_JOUR]
            if d.date_diplome
            else []
        )
    )
    voulu = min(max(d.date_debut, b.du), dernier)
    return [voulu] if voulu != d.date_debut and voulu >= max(b.du, aujourdhui()) else []


def _dire(d: Dossier, changes: dict[str, Any]) -> str:
    return enumerer([_DIRE[cle](getattr(d, cle), valeur) for cle, valeur in changes.items()])


def _duree(avant: int | None, apres: int) -> str:
    return f"{apres}{ESPACE}mois" + ("" if avant is None else f" au lieu de {avant}")


def _contrat(avant: str | None, apres: str) -> str:
    dire = cle("contrat").dire
    return dire(apres) + ("" if avant is None else f" au lieu {de(dire(avant))}")


def _debut(avant: date | None, apres: date) -> str:
    return f"un début le {jour(apres)}" + ("" if avant is None else f" au lieu du {jour(avant)}")


_DIRE: dict[str, Callable[[Any, Any], str]] = {
    "duree_mois": _duree,
    "contrat": _contrat,
    "date_debut": _debut,
}
