"""Lire les faits d'un dossier dans une phrase française, sans Rasa."""

from vte.lecture.motifs import Lecture, Mention, lire

__all__ = ["Lecture", "Mention", "lire"]
