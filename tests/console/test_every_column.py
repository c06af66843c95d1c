"""A word in every text column of every store: an erasure, or a purge, leaves none of them.

Tables and columns are found in the metadata: SQLAlchemy's of the modules, Rasa's, Django's models,
and the tables that the database itself knows. A new column is covered the day it is added. What may
stay says so where the column is declared (`vte.effacement.reste`).
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from django.apps import apps
from django.db import connection, models

from console import search
from console.effacement import effacer_personne, purger
from tests.bases import contenu
from tests.console.test_registre_d_effacement import (
    ADDRESS,
    OTHER_ADDRESS,
    PUBLIC,
    alice,  # noqa: F401
    modules,
    rows_of_the_console,
    urls,  # noqa: F401
)
from vte import effacement, suivi
from vte.pseudonymes import pseudonyme
from vte.schemas.requests import open_requests
from vte.schemas.tracker import TRACKER, open_tracker

NOW = datetime.now(UTC)
SHORTEST = len("az000y")  # of the words that are planted


def personal_tables() -> list[sa.Table]:
    """Those of the domain and of the bot that hold something of a person, as they are made."""
    held = {name for store in effacement.stores() for name in store.tables}
    found: dict[str, sa.Table] = {}
    for module in modules():
        if module.__name__ in PUBLIC:
            continue
        for thing in vars(module).values():
            metadata = getattr(thing, "metadata", thing)
            if isinstance(metadata, sa.MetaData):
                found = {**metadata.tables, **found}
    return [table for name, table in sorted(found.items()) if name in held]


def personal_models() -> list[type[models.Model]]:
    held = {name for store in effacement.stores() for name in store.tables}
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.db_table in held]


class Words:
    """One word for each place, none a part of another."""

    def __init__(self, person: str) -> None:
        self.person, self.places = person, dict[str, str]()
        self._count = itertools.count(1)

    def of(self, place: str) -> str:
        word = f"{self.person[0]}z{next(self._count):03d}y"
        self.places[word] = place
        return word


def is_explained(column: sa.Column) -> bool:
    """It has no room for a word, names a person by a pseudonym, or says why it is left."""
    if not isinstance(column.type, sa.String):
        return True
    short = bool(column.info.get("personne")) and not isinstance(column.type, sa.Text)
    return short or "reste" in column.info


def value_of(column: sa.Column, who: str, address: str, words: Words) -> Any:
    info = column.info
    if info.get("personne"):
        if not isinstance(column.type, sa.Text):
            return who
        return json.dumps({"adresse": address, "contenu": words.of(str(column))})
    if "reste" in info:
        return {"le": NOW.isoformat(), "personne": who, "etat": "recu"}.get(column.name, "telegram")
    if isinstance(column.type, sa.String):
        return NOW.isoformat() if column.name == "le" else words.of(str(column))
    return {float: 1.0, int: 1, bool: True, date: NOW.date()}[column.type.python_type]


def plant_model(
    model: type[models.Model], who: str, words: Words, made: dict[type, models.Model]
) -> models.Model:
    """A row of this model, and of those that it hangs on; the word is in each of its texts."""
    if model in made:
        return made[model]
    values: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey):
            related = field.related_model
            if related in personal_models() or not field.null:
                values[field.name] = plant_model(related, who, words, made)
        elif not isinstance(field, models.AutoField):
            values[field.name] = model_value(field, who, words)
    made[model] = model.objects.create(**values)
    return made[model]


def model_value(field: models.Field, who: str, words: Words) -> Any:
    place = f"{field.model._meta.db_table}.{field.name}"
    if field.name == "personne":
        return who
    if field.choices:
        return field.choices[0][0]
    if field.model not in personal_models():
        return f"a tag of the staff, {words.person}"  # whatever else a row hangs on
    if (field.max_length or SHORTEST) < SHORTEST:
        return "z"  # a code: no word of anybody has room there, and PostgreSQL says so
    if isinstance(field, models.CharField | models.TextField):
        return words.of(place)
    if isinstance(field, models.JSONField):
        return {words.of(place): words.of(place)}
    if isinstance(field, models.DateTimeField):
        return NOW
    if isinstance(field, models.DateField):
        return NOW.date()
    return False if isinstance(field, models.BooleanField) else ord(words.person)


@pytest.fixture
def planted(
    urls: dict[str, str],  # noqa: F811, ARG001
    alice: str,  # noqa: F811
) -> Iterator[tuple[Words, Words]]:
    """A word everywhere, of Alice and of Bob."""
    people = ((alice, ADDRESS), (pseudonyme("telegram", OTHER_ADDRESS), OTHER_ADDRESS))
    found = []
    for n, (who, address) in enumerate(people):
        words = Words("ab"[n])
        plant_in_databases(who, address, words)
        made: dict[type, models.Model] = {}
        for model in personal_models():
            plant_model(model, who, words, made)
        conversation = next(row for model, row in made.items() if model.__name__ == "Conversation")
        search.indexer([(conversation.pk, words.of(search.TABLE))])
        found.append(words)
    yield found[0], found[1]


def plant_in_databases(who: str, address: str, words: Words) -> None:
    for table in personal_tables():
        engine = opener_of(table)()
        row = {
            c.name: value_of(c, who, address, words)
            for c in table.columns
            if not (c.primary_key and isinstance(c.type, sa.Integer))
        }
        row |= {"id": f"m-{address}"} if table.name == "recus" else {}
        with engine.begin() as link:
            link.execute(sa.insert(table), [row])
        engine.dispose()


def opener_of(table: sa.Table) -> Callable[[], sa.engine.Engine]:
    """What opens the database where a store keeps its tables."""
    return open_tracker if table.name in TRACKER.metadata.tables else open_requests


def still_there(words: Words, urls: dict[str, str]) -> set[str]:  # noqa: F811
    everything = b"".join(map(contenu, urls.values())).decode("utf-8", "replace")
    everything += rows_of_the_console()
    return {place for word, place in words.places.items() if word in everything}


@pytest.mark.parametrize(
    "gesture", [effacer_personne, lambda _: purger(-1)], ids=["erased", "purged"]
)
def test_no_text_column_of_any_store_keeps_a_word_of_who_was_erased_or_is_too_old(
    gesture: Callable[[str], int],
    planted: tuple[Words, Words],
    urls: dict[str, str],  # noqa: F811
    alice: str,  # noqa: F811
):
    hers, his = planted
    assert still_there(hers, urls) == set(hers.places.values())
    gesture(alice)
    assert still_there(hers, urls) == set()
    if gesture is effacer_personne:
        assert still_there(his, urls) == set(his.places.values())


def test_the_metadata_are_searched_as_far_as_the_databases_go(planted: tuple[Words, Words]):
    """Each personal table was written to, those that only the database knows included."""
    written = {place.partition(".")[0] for place in planted[0].places.values()}
    held = {name for store in effacement.stores() for name in store.tables}
    known = {model._meta.db_table: model for model in personal_models()}
    without_text = {
        name
        for name, model in known.items()
        if not any(
            isinstance(f, models.CharField | models.TextField | models.JSONField) and not f.choices
            for f in model._meta.concrete_fields
        )
    }
    # Who is being served, and by whom: no text beside those that are explained.
    without_text |= {t.name for t in personal_tables() if all(map(is_explained, t.columns))}
    index = {name for name in held if name.startswith(f"{search.TABLE}_")}
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
    assert held - written <= without_text | index | {suivi._effacements.name}
    assert index <= there or connection.vendor == "postgresql"
