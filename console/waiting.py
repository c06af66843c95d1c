"""What waits for whom: a registry of sources, each of which knows one kind of thing that waits.

The home page shows all that a person may see, the bar shows how many under each page, « Prendre la
suivante » takes the first thing that can be taken. A new kind is one more `register`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from sqlalchemy.exc import SQLAlchemyError

FRAIS = 10  # seconds for which what waits is not counted again
_VERSION = "attente"
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Attendu:
    """How many wait, and since when the one that waits for longest does."""

    combien: int
    depuis: datetime | None = None


def _prise() -> bool:
    return True


@dataclass(frozen=True)
class Chose:
    """One thing that waits: the address where it is dealt with; `prendre`: False where somebody
    else was quicker."""

    adresse: str
    prendre: Callable[[], bool] = _prise


@dataclass(frozen=True)
class Source:
    """`titre`: what waits, as the home page says it; `droit`: who may see it; `page`: the name of
    the page of the bar that it counts under; `adresse`: where all of them are listed.

    `compter(compte)`: what waits for this account; None: for the team, in the digest.
    `suivantes(compte)`: each of them, the one that waits for longest first. `urgente`: shown so.
    """

    nom: str
    titre: str
    droit: str
    page: str
    adresse: Callable[[], str]
    compter: Callable[[Any], Attendu]
    suivantes: Callable[[Any], Iterable[Chose]]
    urgente: bool = False
    titre_d_equipe: str = ""  # what the digest says, where « vous » would be wrong

    @property
    def pour_l_equipe(self) -> str:
        return self.titre_d_equipe or self.titre


@dataclass(frozen=True)
class Ligne:
    """A source as somebody sees it; `attendu` is None where its database does not answer."""

    source: Source
    attendu: Attendu | None


@dataclass(frozen=True)
class Attente:
    """All that waits for somebody; `par_page`: how many under each page of the bar."""

    lignes: list[Ligne]
    par_page: dict[str, int] = field(default_factory=dict)


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """The order of registration is that of the page, and of what is taken first."""
    _sources[source.nom] = source


def sources(compte: Any) -> list[Source]:
    """Those that this account may see."""
    return [source for source in _sources.values() if compte.has_perm(source.droit)]


def pour(compte: Any) -> Attente:
    """What waits for this account, counted FRAIS seconds ago at the most."""
    cle = f"{_VERSION}:{cache.get_or_set(_VERSION, _nouvelle, None)}:{compte.pk}"
    lue = cache.get(cle)
    # Sources hold functions, which no cache can keep: what it keeps is what they counted.
    if lue is None:
        lue = {source.nom: _compter(source, compte) for source in sources(compte)}
        cache.set(cle, lue, FRAIS)
    return _attente([Ligne(source, lue.get(source.nom)) for source in sources(compte)])


def pour_l_equipe() -> list[Ligne]:
    """What waits for anybody, counted now."""
    return [Ligne(source, _compter(source, None)) for source in _sources.values()]


def suivantes(compte: Any) -> Iterator[Chose]:
    """Each thing that this account may take, in the order in which it should."""
    for source in sources(compte):
        try:
            yield from source.suivantes(compte)
        except (SQLAlchemyError, DatabaseError) as erreur:
            _dire(source, erreur)


def oublier() -> None:
    """Somebody did something: what waits is counted again, for everybody."""
    cache.set(_VERSION, _nouvelle(), None)


def apres_un_geste(
    suite: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """The middleware that forgets what waited once somebody has changed something."""

    def appliquer(requete: HttpRequest) -> HttpResponse:
        reponse = suite(requete)
        if requete.method == "POST":
            oublier()
        return reponse

    return appliquer


def _attente(lignes: list[Ligne]) -> Attente:
    par_page: dict[str, int] = {}
    for ligne in lignes:
        if ligne.attendu:
            page = ligne.source.page
            par_page[page] = par_page.get(page, 0) + ligne.attendu.combien
    return Attente(lignes, par_page)


def _compter(source: Source, compte: Any) -> Attendu | None:
    try:
        return source.compter(compte)
    except (SQLAlchemyError, DatabaseError) as erreur:
        _dire(source, erreur)
        return None


def _dire(source: Source, erreur: Exception) -> None:
    logger.warning("What waits (%s) could not be counted: %s.", source.nom, type(erreur).__name__)


def _nouvelle() -> str:
    return uuid4().hex
