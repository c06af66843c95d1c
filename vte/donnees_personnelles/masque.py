"""The masked text, and where what was left of it stands now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from vte.donnees_personnelles import adresses, banque, nir, noms, telephones
from vte.donnees_personnelles.lisse import CACHE, Place, lisser
from vte.texte import remplacer

# In this order: what has a key first, for its figures look like others.
_NATURES: tuple[tuple[str, Callable[[str], Iterable[Place]]], ...] = (
    ("[IBAN]", banque.ibans),
    ("[adresse électronique]", adresses.trouver),
    ("[numéro de sécurité sociale]", nir.trouver),
    ("[carte bancaire]", banque.cartes),
    ("[téléphone]", telephones.trouver),
    ("[nom]", noms.trouver),
)
_REPRISES = 5  # at most
NOMS = frozenset(nom for nom, _ in _NATURES)


@dataclass(frozen=True)
class Masque:
    """`texte`: masked; `caches`: each place of the text as typed that is, and what stands there."""

    texte: str
    caches: tuple[tuple[Place, str], ...] = ()

    @property
    def entier(self) -> bool:
        """Whether nothing of what was typed is left."""
        return [nom for _, nom in self.caches] == [self.texte.strip()]

    def place(self, debut: int, fin: int) -> Place | None:
        """Where these characters of the text as typed stand in `texte`; None if one is masked.

        The whole text is the whole still: who writes is read of all of it.
        """
        if (debut, fin) == (0, len(self.texte) - self._decalage(fin)):
            return None if self.entier else (0, len(self.texte))
        if any(d < fin and debut < f for (d, f), _ in self.caches):
            return None
        decalage = self._decalage(debut)
        return debut + decalage, fin + decalage

    def _decalage(self, ici: int) -> int:
        """How much further what follows this place stands now."""
        return sum(len(nom) - (f - d) for (d, f), nom in self.caches if f <= ici)


def masque(texte: str) -> Masque:
    """`texte`, each piece of personal data replaced by its name between brackets."""
    caches = sorted(_trouver(texte))
    return Masque(remplacer(texte, caches), tuple(caches))


def masquer(texte: str) -> str:
    """The text of `masque`. Masked twice, it is the same."""
    return masque(texte).texte


def coordonnee(texte: str) -> str | None:
    """The first e-mail address or else the first telephone of `texte`, or None."""
    lisse = lisser(texte, NOMS)
    for trouver in (adresses.trouver, telephones.trouver):
        if trouvees := sorted(trouver(lisse.texte)):
            debut, fin = lisse.place(*trouvees[0])
            return texte[debut:fin].strip()
    return None


def _trouver(texte: str) -> Iterator[tuple[Place, str]]:
    """Places that do not overlap; of two that would, the one of the first nature.

    What was glued to a number stands alone once it is gone: it is looked for again.
    """
    lisse = lisser(texte, NOMS)
    libre, avant = lisse.texte, ""
    for _ in range(_REPRISES):
        if libre == avant:
            return
        avant = libre
        for nom, trouver in _NATURES:
            places = list(_disjointes(trouver(libre)))
            yield from ((lisse.place(*place), nom) for place in places)
            libre = _sans(libre, places)


def _sans(libre: str, places: Iterable[Place]) -> str:
    """The same length, with nothing to be read at these places."""
    return remplacer(libre, (((debut, fin), CACHE * (fin - debut)) for debut, fin in places))


def _disjointes(places: Iterable[Place]) -> Iterator[Place]:
    """Of those from one start, the longest."""
    ici = 0
    for debut, fin in sorted(places, key=lambda p: (p[0], -p[1])):
        if debut >= ici:
            yield debut, fin
            ici = fin
