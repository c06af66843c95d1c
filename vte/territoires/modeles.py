"""Les tables de la base des territoires."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, String
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


class Commune(Modele):
    __tablename__ = "communes"
    code = Column(String(5), primary_key=True)
    nom = Column(String, nullable=False, index=True)
    departement = Column(ForeignKey("departements.code"), nullable=False)
    region = Column(ForeignKey("regions.code"), nullable=False)
    population = Column(Integer, nullable=False)
    codes_postaux = Column(String, nullable=False)


class Ancienne(Modele):
    """Un nom ou un code qui n'est plus celui d'une commune, et sa commune actuelle."""

    __tablename__ = "anciennes"
    id = Column(Integer, primary_key=True)
    code = Column(String(5), nullable=False, index=True)
    nom = Column(String, nullable=False)
    nature = Column(String, nullable=False)
    commune = Column(ForeignKey("communes.code"), nullable=False)
    codes_postaux = Column(String, nullable=False)


class Liste(Modele):
    __tablename__ = "listes"
    id = Column(String, primary_key=True)
    libelle = Column(String, nullable=False)
    du = Column(String(10), nullable=False)
    au = Column(String(10), nullable=False)
    millesime_cog = Column(Integer, nullable=False)
    source = Column(String, nullable=False)


class Territoire(Modele):
    __tablename__ = "territoires"
    liste = Column(ForeignKey("listes.id"), primary_key=True)
    id = Column(String, primary_key=True)
    nom = Column(String, nullable=False)
    regions = Column(String, nullable=False)


class Appartenance(Modele):
    """Une commune actuelle et son territoire sur une liste.

    `membres` et `autres` : les noms des anciennes communes membres et non
    membres ; `autres` n'est rempli que si la commune est née des deux.
    """

    __tablename__ = "appartenances"
    liste = Column(ForeignKey("listes.id"), primary_key=True)
    commune = Column(ForeignKey("communes.code"), primary_key=True)
    territoire = Column(String, nullable=False)
    membres = Column(String, nullable=False, default="")
    autres = Column(String, nullable=False, default="")
