"""Les tables de la base des territoires. Leurs migrations sont dans `migrations/` (Alembic).

Les clés étrangères ont un index : sans lui, PostgreSQL relit la table à chaque ligne qu'une reconstruction efface.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Text,
)
from sqlalchemy.orm import declarative_base

Modele: Any = declarative_base()


class Region(Modele):
    __tablename__ = "regions"
    code = Column(String(3), primary_key=True)
    nom = Column(String, nullable=False)


class Departement(Modele):
    __tablename__ = "departements"
    code = Column(String(3), primary_key=True)
    nom = Column(String, nullable=False)
    region = Column(ForeignKey("regions.code"), nullable=False)


class Zone(Modele):
    """Un nom de département ou de région, actuel, ancien ou abrégé, et ses départements (codes séparés par des espaces)."""

    __tablename__ = "zones"
    nom = Column(String, primary_key=True)
    departements = Column(String, nullable=False)


class Epci(Modele):
    """Une intercommunalité d'un millésime du COG ; `communes` : les codes de ce millésime, séparés par des espaces."""

    __tablename__ = "epci"
    millesime = Column(Integer, primary_key=True, autoincrement=False)
    code = Column(String(9), primary_key=True)
    nom = Column(String, nullable=False)
    nature = Column(String(8), nullable=False)
    communes = Column(Text, nullable=False)


class Commune(Modele):
    """Une commune du COG actuel ; `codes_postaux` séparés par des espaces."""

    __tablename__ = "communes"
    code = Column(String(5), primary_key=True)
    nom = Column(String, nullable=False)
    departement = Column(ForeignKey("departements.code"), nullable=False)
    region = Column(ForeignKey("regions.code"), nullable=False)
    population = Column(Integer, nullable=False)
    codes_postaux = Column(String, nullable=False)


class Nom(Modele):
    """Un nom sous lequel une commune actuelle est connue : le sien, ou celui d'une commune qui l'a formée.

    `code` : le code INSEE que ce nom a ou avait ; `cle` et `sons` : ses formes de recherche
    (noms.py, phonetique.py), calculées à la construction.
    """

    __tablename__ = "noms"
    id = Column(Integer, primary_key=True)
    code = Column(String(5), nullable=False)
    nom = Column(String, nullable=False)
    nature = Column(String(16), nullable=False)
    commune = Column(ForeignKey("communes.code"), nullable=False, index=True)
    codes_postaux = Column(String, nullable=False)
    cle = Column(String, nullable=False)
    sons = Column(String, nullable=False)


class Passage(Modele):
    """D'un millésime du COG au COG actuel : une commune d'alors, et la commune actuelle qui la contient ou en est sortie.

    Seules les communes qui ont fusionné ou ont été rétablies depuis y sont.
    """

    __tablename__ = "passages"
    millesime = Column(Integer, primary_key=True, autoincrement=False)
    ancienne = Column(String(5), primary_key=True)
    actuelle = Column(ForeignKey("communes.code"), primary_key=True, index=True)


class Liste(Modele):
    """Une liste datée ; `territoires` et `communes` : ses comptes, dans le COG de `millesime_cog`."""

    __tablename__ = "listes"
    id = Column(String, primary_key=True)
    libelle = Column(String, nullable=False)
    du = Column(String(10), nullable=False)
    au = Column(String(10), nullable=False)
    millesime_cog = Column(Integer, nullable=False)
    source = Column(String, nullable=False)
    territoires = Column(Integer, nullable=False)
    communes = Column(Integer, nullable=False)
    importee = Column(
        Boolean, nullable=False
    )  # par `vte base importer-liste` : une reconstruction la garde


class Territoire(Modele):
    __tablename__ = "territoires"
    liste = Column(ForeignKey("listes.id"), primary_key=True)
    id = Column(String, primary_key=True)
    nom = Column(String, nullable=False)
    regions = Column(String, nullable=False)


class Publication(Modele):
    """Une ligne d'une liste telle qu'elle a été publiée : `commune` est un code du COG de la liste."""

    __tablename__ = "publications"
    __table_args__ = (
        ForeignKeyConstraint(["liste", "territoire"], ["territoires.liste", "territoires.id"]),
        Index("ix_publications_territoire", "liste", "territoire"),
    )
    liste = Column(ForeignKey("listes.id"), primary_key=True)
    commune = Column(String(5), primary_key=True)
    territoire = Column(String, nullable=False)


class Appartenance(Modele):
    """Une commune actuelle et son territoire sur une liste : la publication ramenée au COG actuel.

    `membres` et `autres` : les noms des anciennes communes membres et non
    membres ; `autres` n'est rempli que si la commune est née des deux.
    """

    __tablename__ = "appartenances"
    __table_args__ = (
        ForeignKeyConstraint(["liste", "territoire"], ["territoires.liste", "territoires.id"]),
        Index("ix_appartenances_territoire", "liste", "territoire"),
    )
    liste = Column(ForeignKey("listes.id"), primary_key=True)
    commune = Column(ForeignKey("communes.code"), primary_key=True, index=True)
    territoire = Column(String, nullable=False)
    membres = Column(String, nullable=False, default="")
    autres = Column(String, nullable=False, default="")


class Empreinte(Modele):
    """Une seule ligne : l'empreinte du code qui a calculé les clés, et la date de construction (UTC, ISO)."""

    __tablename__ = "empreinte"
    cles = Column(String(64), primary_key=True)
    construite_le = Column(String(32), nullable=False)
