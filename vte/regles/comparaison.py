"""« Et si… » : ce qu'un changement du dossier changerait au verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vte.dossier import Dossier, changer
from vte.regles.catalogue import Catalogue
from vte.regles.criteres import Appartenir
from vte.regles.evaluation import evaluer
from vte.territoires import ouvrir


@dataclass(frozen=True)
class Changement:
    """Un critère ou une aide, avant et après ; None : il ne s'appliquait pas, ou ne s'applique plus."""

    id: str
    avant: Mapping[str, Any] | None
    apres: Mapping[str, Any] | None


@dataclass(frozen=True)
class Comparaison:
    """Les deux verdicts, et les critères et les aides dont le statut ou le montant changent."""

    avant: Mapping[str, Any]
    apres: Mapping[str, Any]
    criteres: tuple[Changement, ...]
    aides: tuple[Changement, ...]

    @property
    def change(self) -> bool:
        return bool(self.criteres or self.aides or self.avant["statut"] != self.apres["statut"])


def comparer(
    dossier: Dossier,
    changes: Mapping[str, Any],
    catalogue: Catalogue | None = None,
    appartenir: Appartenir | None = None,
) -> Comparaison:
    """Juge `dossier`, puis le même avec `changes` (clés et valeurs JSON du dossier ; None : devient inconnu).

    Le dossier ne change pas. Erreurs : DossierInvalide si les changements ne font pas un dossier valide ; BaseAbsente.
    """
    avant = evaluer(dossier, catalogue, appartenir)
    apres = evaluer(changer(dossier, changes, ouvrir().commune), catalogue, appartenir)
    return Comparaison(
        avant, apres, *(_differences(avant[sorte], apres[sorte]) for sorte in ("criteres", "aides"))
    )


def _differences(
    avant: list[Mapping[str, Any]], apres: list[Mapping[str, Any]]
) -> tuple[Changement, ...]:
    la, ici = ({x["id"]: x for x in liste} for liste in (avant, apres))
    ids = dict.fromkeys([*la, *ici])
    return tuple(
        Changement(i, la.get(i), ici.get(i))
        for i in ids
        if _essentiel(la.get(i)) != _essentiel(ici.get(i))
    )


def _essentiel(element: Mapping[str, Any] | None) -> tuple[Any, ...] | None:
    return (element["statut"], element.get("montant")) if element else None
