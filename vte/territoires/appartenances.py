"""From a list, written in the COG of its year, to the communes of today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from vte.territoires.models import Commune, Epci, Nom, Passage


class Passages:
    """The communes of one year of the COG, and what each commune of today was then made of."""

    def __init__(
        self, actuelles: Iterable[str], lignes: Iterable[tuple[str, str]], noms: Mapping[str, str]
    ) -> None:
        """`lignes`: (former, current); `noms`: code, current or former -> its name of then."""
        self._parts: dict[str, set[str]] = {code: {code} for code in actuelles}
        changees: dict[str, set[str]] = defaultdict(set)
        for ancienne, actuelle in lignes:
            changees[actuelle].add(ancienne)
        self._parts |= changees
        self._noms = noms

    @property
    def communes(self) -> set[str]:
        """The codes of every commune of that year."""
        return set().union(*self._parts.values())

    def appartenances(self, liste: str, territoires: Mapping[str, str]) -> Iterator[dict[str, str]]:
        """The `Appartenance` rows of a list; `territoires`: commune of that year -> territory."""
        for code, parts in sorted(self._parts.items()):
            dedans = parts & territoires.keys()
            if dedans:
                dehors = parts - dedans
                yield {
                    "liste": liste,
                    "commune": code,
                    "territoire": territoires[min(dedans)],
                    "membres": self._dire(dedans) if dehors else "",
                    "autres": self._dire(dehors),
                }

    def _dire(self, codes: set[str]) -> str:
        return ", ".join(sorted(self._noms.get(code, code) for code in codes))


def millesimes(connection: Connection) -> list[int]:
    """The years of the COG from which the base can go to the current one, that one included."""
    passes = connection.execute(select(Passage.millesime).distinct()).scalars()
    return sorted({*passes, connection.execute(select(func.max(Epci.millesime))).scalar_one()})


def passages(connection: Connection, millesime: int) -> Passages:
    """From one year of the COG to the current one, read from the base."""
    actuelles = connection.execute(select(Commune.code)).scalars()
    lignes = connection.execute(
        select(Passage.ancienne, Passage.actuelle).where(Passage.millesime == millesime)
    )
    # The name of then wins: a merged commune often keeps the code of its chief town.
    noms = sorted(
        connection.execute(select(Nom.code, Nom.nom, Nom.nature)),
        key=lambda n: n.nature != "actuelle",
    )
    return Passages(
        actuelles, [(p.ancienne, p.actuelle) for p in lignes], {n.code: n.nom for n in noms}
    )
