"""The tables of the base. Their migrations are in `migrations/` (Alembic).

Foreign keys have an index: without it, PostgreSQL reads the table again for each row that a
new build deletes.
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
    """A name of a département or a region, current, former or short; codes between spaces."""

    __tablename__ = "zones"
    nom = Column(String, primary_key=True)
    departements = Column(String, nullable=False)


class Epci(Modele):
    """An intercommunalité of one year of the COG; `communes`: that year's codes, spaces between."""

    __tablename__ = "epci"
    millesime = Column(Integer, primary_key=True, autoincrement=False)
    code = Column(String(9), primary_key=True)
    nom = Column(String, nullable=False)
    nature = Column(String(8), nullable=False)
    communes = Column(Text, nullable=False)


class Commune(Modele):
    """A commune of the current COG; `codes_postaux` with spaces between."""

    __tablename__ = "communes"
    code = Column(String(5), primary_key=True)
    nom = Column(String, nullable=False)
    departement = Column(ForeignKey("departements.code"), nullable=False)
    region = Column(ForeignKey("regions.code"), nullable=False)
    population = Column(Integer, nullable=False)
    codes_postaux = Column(String, nullable=False)


class Nom(Modele):
    """A name by which a commune is known: its own, that of a commune that became part of it, or
    what people say.

    `code`: the INSEE code that this name has or had; `cle` and `sons`: its forms for the search
    (noms.py, phonetics.py), reckoned when the base is built.
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
    """A commune of one year of the COG, and the current one that contains it or came out of it.

    Only communes that have merged or were restored since are here.
    """

    __tablename__ = "passages"
    millesime = Column(Integer, primary_key=True, autoincrement=False)
    ancienne = Column(String(5), primary_key=True)
    actuelle = Column(ForeignKey("communes.code"), primary_key=True, index=True)


class Liste(Modele):
    """A dated list; `territoires` and `communes`: its counts, in the COG of `millesime_cog`.

    `importee`: by `vte base importer-liste`; a new build keeps it.
    """

    __tablename__ = "listes"
    id = Column(String, primary_key=True)
    libelle = Column(String, nullable=False)
    du = Column(String(10), nullable=False)
    au = Column(String(10), nullable=False)
    millesime_cog = Column(Integer, nullable=False)
    source = Column(String, nullable=False)
    territoires = Column(Integer, nullable=False)
    communes = Column(Integer, nullable=False)
    importee = Column(Boolean, nullable=False)


class Territoire(Modele):
    __tablename__ = "territoires"
    liste = Column(ForeignKey("listes.id"), primary_key=True)
    id = Column(String, primary_key=True)
    nom = Column(String, nullable=False)
    regions = Column(String, nullable=False)


class Publication(Modele):
    """A row of a list as it was published: `commune` is a code of the list's COG."""

    __tablename__ = "publications"
    __table_args__ = (
        ForeignKeyConstraint(["liste", "territoire"], ["territoires.liste", "territoires.id"]),
        Index("ix_publications_territoire", "liste", "territoire"),
    )
    liste = Column(ForeignKey("listes.id"), primary_key=True)
    commune = Column(String(5), primary_key=True)
    territoire = Column(String, nullable=False)


class Appartenance(Modele):
    """A current commune and its territory on a list: the publication brought to the current COG.

    `membres` and `autres`: the names of the former communes that are members and that are not;
    `autres` is filled only when the commune was born of both.
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
    """One row: the digest of the code that reckoned the keys, and the build's date (UTC, ISO)."""

    __tablename__ = "empreinte"
    cles = Column(String(64), primary_key=True)
    construite_le = Column(String(32), nullable=False)
