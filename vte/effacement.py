"""Erase what a person left, or what is too old, wherever the project keeps it.

Whatever keeps personal data is a `Store`, declared in the file that knows its tables and registered
here; nothing else lists them. A test looks at every table of every database and fails for one that
no store declares (tests/console/test_registre_d_effacement.py).
"""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from vte import registre
from vte.databases import open_engine, write_anew

# Every process that erases loads these; some register their own beside them (the console).
_DECLARED_IN = (
    "vte.suivi",  # first: whoever writes something of a person waits for it (vte/journal.py)
    "vte.journal",
    "vte.resultats.table",
    "vte.avis",
    "vte.arrets",
    "vte.demandes",
    "vte.relectures",
)


# What a column of a store's table is, in its `info`: it names the person (or holds what does)…
PERSONNE: Mapping[str, object] = {"personne": True}


def reste(raison: str) -> Mapping[str, object]:
    """… or is a text that an erasure leaves, for this reason: it never holds a word of anybody."""
    return {"reste": raison}


@dataclass(frozen=True)
class Store:
    """One place that keeps what people said or left.

    `tables`: those that hold something of a person. `erase`: what these people left, named as the
    tracker names them; `purge`: what dates from before (UTC); both say how many things went, and
    find a database where nothing was ever written in order. `impersonal`: the other tables of the
    same database, each with the reason why it holds nothing of a person. `copy`: made from the
    other stores, so erased after them.
    """

    name: str
    tables: frozenset[str]
    erase: Callable[[Collection[str]], int]
    purge: Callable[[datetime], int]
    impersonal: Mapping[str, str] = field(default_factory=dict)
    copy: bool = False


_stores: dict[str, Store] = {}
# The databases from which the gesture under way has erased.
_erased_from: ContextVar[set[str]] = ContextVar("erased_from")
logger = logging.getLogger(__name__)


def register(store: Store) -> None:
    """To be called where the store is declared; a name registered again is replaced."""
    _stores[store.name] = store


def stores() -> list[Store]:
    """All that this process knows of, copies last."""
    for module in _DECLARED_IN:
        importlib.import_module(module)
    return sorted(_stores.values(), key=lambda store: store.copy)


def effacer(personnes: Collection[str]) -> dict[str, int]:
    """Erases all that these people said and left; says how many things went, by store.

    They are named as in the tracker. A store that fails keeps no other from being erased. The
    register has it before and after, so that no restored backup brings them back.
    Error: ExceptionGroup, of those that failed.
    """
    with _registered(personnes):
        return appliquer(personnes)


def appliquer(personnes: Collection[str]) -> dict[str, int]:
    """The same, of an erasure that the register has already (after a restore)."""
    return _each(lambda store: store.erase(personnes))


def purger(avant: datetime) -> dict[str, int]:
    """Erases all that dates from before `avant`; returns and raises as `effacer` does."""
    combien = _each(lambda store: store.purge(avant))
    registre.purge(avant)
    return combien


@contextmanager
def _registered(personnes: Collection[str]) -> Iterator[None]:
    """Whatever becomes of the register, what it is about is erased first."""
    failed: list[Exception] = []
    try:
        registre.note(personnes, registre.BEGUN)
    except OSError as error:
        failed.append(error)
    yield
    if failed:
        raise ExceptionGroup("an erasure could not be noted in the register", failed)
    registre.note(personnes, registre.DONE)


def _each(geste: Callable[[Store], int]) -> dict[str, int]:
    combien: dict[str, int] = {}
    erreurs: list[Exception] = []
    with _files_written_anew():
        for store in stores():
            try:
                combien[store.name] = geste(store)
            except Exception as erreur:
                erreur.add_note(f"while erasing from « {store.name} »")
                erreurs.append(erreur)
    if erreurs:
        raise ExceptionGroup("some of the data could not be erased", erreurs)
    return combien


@contextmanager
def _files_written_anew() -> Iterator[None]:
    """What was erased meanwhile is out of SQLite's files too: once each, whatever lies there."""
    urls: set[str] = set()
    token = _erased_from.set(urls)
    try:
        yield
    finally:
        _erased_from.reset(token)
    for url in sorted(urls):
        moteur = open_engine(url)
        # Where another process holds the file for too long, that waits for the next erasure or
        # purge: the rows themselves are gone.
        if not write_anew(moteur):
            logger.warning("A database could not be written anew after an erasure: it is held.")
        moteur.dispose()


# For those who declare a store


@contextmanager
def database(url: str, prepare: Callable[[Engine], None]) -> Iterator[Connection]:
    """One transaction in this database; its file is written anew once all stores have erased.

    `prepare` brings its tables up to date first (vte/schemas).
    """
    moteur = open_engine(url)
    try:
        prepare(moteur)
        with moteur.begin() as lien:
            yield lien
        _erased_from.get().add(url)
    finally:
        moteur.dispose()


def delete(lien: Connection, table: sa.Table, lesquelles: sa.sql.ColumnElement[bool]) -> int:
    """Deletes these rows; says how many."""
    return int(lien.execute(sa.delete(table).where(lesquelles)).rowcount)
