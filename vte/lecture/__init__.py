"""From a message, and the question that is open, to the facts of a dossier."""

from vte.lecture.lecture import Lecture
from vte.lecture.lieux import CommuneLue, GroupeLu, LieuLu
from vte.lecture.mention import Mention
from vte.lecture.message import lire

__all__ = ["CommuneLue", "GroupeLu", "Lecture", "LieuLu", "Mention", "lire"]
