"""What the header of a page offers: the pages that this person may see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class Entree:
    """`page`, and `aussi` those that belong to it: names of addresses; `droit`: who may see it."""

    page: str
    titre: str
    droit: str
    aussi: tuple[str, ...] = ()

    def est(self, ici: str) -> bool:
        """Whether the page of this name is it, or belongs to it."""
        return ici in (self.page, *self.aussi)


def offertes(menu: Sequence[Entree], requete: HttpRequest) -> Iterator[tuple[Entree, bool]]:
    """The entries for whoever asks, each with whether the page that is shown is there."""
    trouvee = requete.resolver_match
    ici = (trouvee.url_name or "") if trouvee else ""
    for entree in menu:
        if requete.user.has_perm(entree.droit):
            yield entree, entree.est(ici)
