"""Ouvrir la base, sans jamais en créer une vide."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from vte.erreurs import BaseAbsente

ABSENTE = "La base des territoires n'est pas construite : lancez « make setup »."


def fichier(url: str) -> Path | None:
    """Le fichier d'une base SQLite ; None ailleurs."""
    adresse = make_url(url)
    return Path(adresse.database or "") if adresse.get_backend_name() == "sqlite" else None


def moteur(url: str) -> Engine:
    return create_engine(url, future=True)


@contextmanager
def transaction(url: str) -> Iterator[Connection]:
    """Une connexion dont tout est gardé, ou rien. Erreur : BaseAbsente."""
    chemin = fichier(url)
    if chemin is not None and not chemin.is_file():
        raise BaseAbsente(
            ABSENTE
        )  # SQLite créerait un fichier vide, que make prendrait pour une base
    outil = moteur(url)
    try:
        with outil.begin() as connexion:
            yield connexion
    except SQLAlchemyError as erreur:
        raise BaseAbsente(ABSENTE) from erreur
    finally:
        outil.dispose()
