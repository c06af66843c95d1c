"""The smallest changes, in the person's hands, that would make a refused dossier eligible.

A contract, its length and its start are decided; a diploma, an age or a town is not changed for an
aid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, product
from typing import Any

from vte.dossier import ALTERNANCE, Dossier, cle
from vte.horloge import aujourdhui
from vte.mots import ESPACE, de, enumerer, jour
from vte.regles.dispositif import Bareme
from vte.regles.evaluation import juger, statuer
from vte.regles.sortes import anniversaire
from vte.regles.statuts import A_CONFIRMER, ELIGIBLE, INCOMPLET
from vte.regles.verdict import Verdict
from vte.territoires import ouvrir

PISTES_MAX = 4
_UN_JOUR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Piste:
    """`changes`: keys and JSON values of the dossier; `texte`: « 12 mois au lieu de 8 »."""

    changes: dict[str, Any]
    texte: str


def pistes(verdict: Verdict, certaines: bool = True) -> list[Piste]:
    """The minimal changes that give `eligible`, the simplest first; [] where there are none.

    There are none where the verdict is no refusal, or where nothing of it is in one's hands.
    `certaines=False`: those that lift the refusal of a dossier of which not all is known yet, and
    promise nothing more. No contract begins in the past: no date before today is proposed.
    """
    if not verdict.refuse or _finie(verdict):
        return []
    voulus = (ELIGIBLE,) if certaines else (ELIGIBLE, A_CONFIRMER, INCOMPLET)
    trouvees: list[dict[str, Any]] = []
    for changes in _essais(verdict.dossier, verdict.bareme):
        # What holds a change that is enough by itself is not minimal.
        if any(t.items() <= changes.items() for t in trouvees):
            continue
        if _statut(_applique(verdict.dossier, changes), verdict) in voulus:
            trouvees.append(changes)
    return [Piste(_en_json(t), _dire(verdict.dossier, t)) for t in trouvees[:PISTES_MAX]]


def _finie(verdict: Verdict) -> bool:
    """Whether the period is over for a contract that has no start yet: nothing opens it then."""
    return verdict.dossier.date_debut is None and verdict.bareme.au < aujourdhui()


def _statut(d: Dossier, verdict: Verdict) -> str:
    """The statut alone: no sentence is written for a trial."""
    b = verdict.catalogue.pour(d.date_debut or aujourdhui())
    return statuer(juger(d, b, verdict.catalogue, ouvrir().appartenance))


def _en_json(changes: dict[str, Any]) -> dict[str, Any]:
    return {c: v.isoformat() if isinstance(v, date) else v for c, v in changes.items()}


def _essais(d: Dossier, b: Bareme) -> Iterator[dict[str, Any]]:
    """The changes that are possible: one alone first, then two, then three."""
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
    """The shortest length that is enough, if that of the dossier is not, or is not said."""
    minimum: int = b.critere("duree").minimum
    return [minimum] if d.duree_mois is None or d.duree_mois < minimum else []


def _contrats(d: Dossier, b: Bareme) -> list[str]:
    """The kinds that the aid admits, alternance first for one who prepares a diploma."""
    ordre: list[str] = list(b.critere("contrat").precises)
    if d.niveau_prepare is not None:
        ordre.sort(key=ALTERNANCE.__contains__, reverse=True)
    return [c for c in ordre if c != d.contrat]


def _debuts(d: Dossier, b: Bareme) -> list[date]:
    """The nearest day that would do: in the period, the diploma still recent, not in the past."""
    if d.date_debut is None:
        return []
    dernier = b.au
    if d.date_diplome:
        trop_tard = anniversaire(d.date_diplome, b.critere("anciennete_diplome").ans)
        dernier = min(dernier, trop_tard - _UN_JOUR)
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
