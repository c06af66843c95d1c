"""D'une liste, écrite dans le COG de son année, aux communes d'aujourd'hui."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from vte.territoires.modeles import Commune, Epci, Nom, Passage


class Passages:
    """Les communes d'un millésime du COG, et ce dont chaque commune actuelle était alors faite."""

    def __init__(
        self, actuelles: Iterable[str], lignes: Iterable[tuple[str, str]], noms: Mapping[str, str]
    ) -> None:
        """`lignes` : (ancienne, actuelle) ; `noms` : code, actuel ou ancien -> nom d'alors."""
        self._parts: dict[str, set[str]] = {code: {code} for code in actuelles}
        changees: dict[str, set[str]] = defaultdict(set)
        for ancienne, actuelle in lignes:
            changees[actuelle].add(ancienne)
        self._parts |= changees
        self._noms = noms

    @property
    def communes(self) -> set[str]:
        """Les codes de toutes les communes du millésime."""
        return set().union(*self._parts.values())

    def appartenances(self, liste: str, territoires: Mapping[str, str]) -> Iterator[dict[str, str]]:
        """Les lignes d'`Appartenance` d'une liste ; `territoires` : commune du millésime -> territoire."""
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


def millesimes(connexion: Connection) -> list[int]:
    """Les années du COG dont la base connaît le passage au COG actuel, celui-ci compris."""
    passes = connexion.execute(select(Passage.millesime).distinct()).scalars()
    return sorted({*passes, connexion.execute(select(func.max(Epci.millesime))).scalar_one()})


def passages(connexion: Connection, millesime: int) -> Passages:
    """Le passage d'un millésime au COG actuel, lu de la base."""
    actuelles = connexion.execute(select(Commune.code)).scalars()
    lignes = connexion.execute(
        select(Passage.ancienne, Passage.actuelle).where(Passage.millesime == millesime)
    )
    # Le nom d'alors l'emporte : une commune nouvelle garde souvent le code de son chef-lieu.
    noms = sorted(
        connexion.execute(select(Nom.code, Nom.nom, Nom.nature)),
        key=lambda n: n.nature != "actuelle",
    )
    return Passages(
        actuelles, [(p.ancienne, p.actuelle) for p in lignes], {n.code: n.nom for n in noms}
    )
