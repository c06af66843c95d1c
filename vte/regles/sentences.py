"""The sentences of the criteria: which each barème needs, and what they may cite."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from vte.regles.dispositif import Dispositif
from vte.regles.mots import Situations
from vte.regles.sortes import Critere
from vte.regles.sortes.mesures import CAS


def attendues(dispositifs: Iterable[Dispositif]) -> Situations:
    """Group -> situation -> values, of all the criteria that are judged."""
    return _situations(
        dispositifs,
        lambda c: {
            **c.SITUATIONS,
            **{cas: c.CAS[cas] for cas in CAS.get(c.cle, ()) if cas in c.CAS},
        },
    )


def permises(dispositifs: Iterable[Dispositif]) -> Situations:
    """The same, of the situations that may have a sentence and need none."""
    return _situations(dispositifs, lambda c: c.CAS)


def _situations(
    dispositifs: Iterable[Dispositif], lesquelles: Callable[[Critere], Mapping[str, str]]
) -> Situations:
    trouvees: dict[str, dict[str, frozenset[str]]] = {}
    for critere in _criteres(dispositifs):
        groupe = trouvees.setdefault(critere.phrases, {})
        for situation, noms in lesquelles(critere).items():
            donnes = frozenset(noms.split())
            # One sentence for several kinds cites what all of them give.
            groupe[situation] = groupe.get(situation, donnes) & donnes
    return trouvees


def _criteres(dispositifs: Iterable[Dispositif]) -> Iterator[Critere]:
    for x in dispositifs:
        yield from x.criteres
        for b in x.baremes:
            yield from b.criteres
        if x.propre:
            yield from x.periodes.values()
