"""The sentences of the criteria: which each barème needs, and what they may cite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vte.regles.dispositif import Dispositif
from vte.regles.mots import Situations
from vte.regles.sortes import Critere


def attendues(dispositifs: Iterable[Dispositif]) -> Situations:
    """Group -> situation -> values, of all the criteria that are judged."""
    return _situations(dispositifs, "SITUATIONS")


def permises(dispositifs: Iterable[Dispositif]) -> Situations:
    """The same, of the situations that may have a sentence and need none."""
    return _situations(dispositifs, "CAS")


def _situations(dispositifs: Iterable[Dispositif], lesquelles: str) -> Situations:
    trouvees: dict[str, dict[str, frozenset[str]]] = {}
    for critere in _criteres(dispositifs):
        de: Mapping[str, Any] = getattr(type(critere), lesquelles)
        groupe = trouvees.setdefault(critere.phrases, {})
        for situation, noms in de.items():
            # One sentence for several kinds cites what all of them give.
            groupe[situation] = groupe.get(situation, frozenset(noms.split())) & frozenset(
                noms.split()
            )
    return trouvees


def _criteres(dispositifs: Iterable[Dispositif]) -> Iterator[Critere]:
    for x in dispositifs:
        yield from x.criteres
        for b in x.baremes:
            yield from b.criteres
        if x.propre:
            yield from x.periodes.values()
