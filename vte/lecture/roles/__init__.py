"""What each candidate is in this message: a key of the dossier, or nothing.

Trained on the marked messages (vte.lecture.entrainement); loaded once a process.
"""

from vte.lecture.roles.stockage import LecteurAbsent, lecteur

__all__ = ["LecteurAbsent", "lecteur"]
