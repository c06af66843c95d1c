"""A member of staff answers a person, in the conversation that the person holds."""

from vte.relais.fil import Ligne, fil
from vte.relais.phrases import REPRENDRE, TITRE
from vte.relais.relais import DELAI, EQUIPE, PERSONNE, TEMPS, LesRelais, Mot, Relais

__all__ = [
    "DELAI",
    "EQUIPE",
    "PERSONNE",
    "REPRENDRE",
    "TEMPS",
    "TITRE",
    "LesRelais",
    "Ligne",
    "Mot",
    "Relais",
    "fil",
]
