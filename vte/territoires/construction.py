"""Construit la base depuis les tables de référence. Tout ou rien : l'ancienne base sert jusqu'au bout."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, inspect, select
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import SQLAlchemyError

from vte.territoires import modeles, schema, tables
from vte.territoires.appartenances import passages
from vte.territoires.connexion import fichier, moteur
from vte.territoires.tables import Table

ETAPES = 12  # tables annoncées par `avance`
Avance = Callable[[str, int], None]


def construire(
    url: str, dossier: Path = tables.DOSSIER, avance: Avance = lambda nom, lignes: None
) -> None:
    """Remplit la base à `url` (SQLAlchemy) ; `avance(table, lignes)` après chaque table.

    Les listes importées par `vte base importer-liste` sont gardées. Une base SQLite est écrite à côté
    puis renommée ; ailleurs, une transaction. Erreur : TableInvalide, qui dit ce qui ne va pas.
    """
    cible = fichier(url)
    if cible is None:
        _remplir(url, dossier, avance)
        return
    cible.parent.mkdir(parents=True, exist_ok=True)
    provisoire = cible.with_name(cible.name + ".partielle")
    provisoire.unlink(missing_ok=True)
    if cible.is_file() and _migrable(url):
        shutil.copyfile(cible, provisoire)
    _remplir(make_url(url).set(database=str(provisoire)).render_as_string(False), dossier, avance)
    provisoire.replace(cible)


def _migrable(url: str) -> bool:
    """Vrai si la base est l'une des nôtres : celle d'avant les migrations, ou un fichier abîmé, est refaite à neuf."""
    outil = moteur(url)
    try:
        return bool(inspect(outil).has_table("alembic_version"))
    except SQLAlchemyError:
        return False
    finally:
        outil.dispose()


def _remplir(url: str, dossier: Path, avance: Avance) -> None:
    outil = moteur(url)
    with outil.begin() as connexion:
        schema.mettre_a_niveau(connexion)
        importees = _listes_importees(connexion)
        for table in reversed(modeles.Modele.metadata.sorted_tables):
            connexion.execute(delete(table))
        for modele, lignes in (
            *tables.cog(dossier),
            *_ensemble(list(tables.listes(dossier)), importees),
        ):
            inserer(connexion, modele, lignes)
            avance(modele.__tablename__, len(lignes))
        avance(modeles.Appartenance.__tablename__, _rattacher(connexion))
        inserer(
            connexion,
            modeles.Empreinte,
            [
                {
                    "cles": tables.empreinte_des_cles(),
                    "construite_le": datetime.now(UTC).isoformat(timespec="seconds"),
                }
            ],
        )
        avance(modeles.Empreinte.__tablename__, 1)
    outil.dispose()


def _listes_importees(connexion: Connection) -> list[Table]:
    """Ce que la base garde d'une reconstruction à l'autre."""
    ids = select(modeles.Liste.id).where(modeles.Liste.importee)
    sortes = (
        (modeles.Liste, modeles.Liste.id),
        (modeles.Territoire, modeles.Territoire.liste),
        (modeles.Publication, modeles.Publication.liste),
    )
    return [
        (
            m,
            [
                dict(x)
                for x in connexion.execute(select(m.__table__).where(cle.in_(ids))).mappings()
            ],
        )
        for m, cle in sortes
    ]


def _ensemble(officielles: list[Table], importees: list[Table]) -> list[Table]:
    """Les unes et les autres ; une liste des tables de référence remplace l'importée du même nom."""
    connues = {ligne["id"] for ligne in officielles[0][1]}
    return [
        (modele, lignes + [x for x in autres if x.get("liste", x.get("id")) not in connues])
        for (modele, lignes), (_, autres) in zip(officielles, importees, strict=True)
    ]


def _rattacher(connexion: Connection) -> int:
    """Écrit les appartenances de toutes les listes ; rend leur nombre."""
    listes = connexion.execute(select(modeles.Liste.id, modeles.Liste.millesime_cog)).all()
    return sum(rattacher(connexion, liste.id, liste.millesime_cog) for liste in listes)


def rattacher(connexion: Connection, liste: str, millesime: int) -> int:
    """Écrit les appartenances d'une liste publiée ; rend leur nombre."""
    publiees = connexion.execute(
        select(modeles.Publication.commune, modeles.Publication.territoire).where(
            modeles.Publication.liste == liste
        )
    )
    lignes = list(
        passages(connexion, millesime).appartenances(
            liste, {p.commune: p.territoire for p in publiees}
        )
    )
    inserer(connexion, modeles.Appartenance, lignes)
    return len(lignes)


def inserer(connexion: Connection, modele: Any, lignes: list[dict[str, Any]]) -> None:
    if lignes:
        connexion.execute(insert(modele), lignes)
