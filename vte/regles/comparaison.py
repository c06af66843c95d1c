"""« Et si… »: what a change of the dossier would change in the verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from vte.dossier import Dossier, changer
from vte.regles.evaluation import evaluer
from vte.regles.verdict import AideJugee, CritereJuge, Verdict
from vte.territoires import ouvrir

E = TypeVar("E", bound=CritereJuge | AideJugee)


@dataclass(frozen=True, slots=True)
class Changement(Generic[E]):
    """A criterion or an aid, before and after; None: it did not apply, or no longer does."""

    id: str
    avant: E | None
    apres: E | None


@dataclass(frozen=True, slots=True)
class Comparaison:
    """Both verdicts, and the criteria and aids whose statut or amount change."""

    avant: Verdict
    apres: Verdict
    criteres: tuple[Changement[CritereJuge], ...]
    aides: tuple[Changement[AideJugee], ...]

    @property
    def change(self) -> bool:
        return bool(self.criteres or self.aides or self.avant.statut != self.apres.statut)


def comparer(
    dossier: Dossier, changes: Mapping[str, Any], avant: Verdict | None = None
) -> Comparaison:
    """Compares the verdict on `dossier` with the one it would have with `changes`.

    `changes`: keys and JSON values of the dossier, None: becomes unknown; `avant`: the verdict on
    `dossier`, where it is judged already. The dossier does not change.
    Errors: DossierInvalide when the changes make no valid dossier; BaseAbsente.
    """
    avant = avant or evaluer(dossier)
    apres = evaluer(changer(dossier, changes, ouvrir().commune), avant.catalogue)
    return Comparaison(
        avant,
        apres,
        _differences(avant.criteres, apres.criteres),
        _differences(avant.aides, apres.aides),
    )


def _differences(avant: Sequence[E], apres: Sequence[E]) -> tuple[Changement[E], ...]:
    la = {x.id: x for x in avant}
    ici = {x.id: x for x in apres}
    return tuple(
        Changement(i, la.get(i), ici.get(i))
        for i in dict.fromkeys([*la, *ici])
        if _essentiel(la.get(i)) != _essentiel(ici.get(i))
    )


def _essentiel(element: CritereJuge | AideJugee | None) -> tuple[str, int | None] | None:
    if element is None:
        return None
    return element.statut, element.montant if isinstance(element, AideJugee) else None
