"""Every value that a text could hold, by kind."""

from vte.lecture.candidats.candidat import A_VENIR, ROLES, Candidat, cle_du_role

__all__ = ["A_VENIR", "ROLES", "Candidat", "cle_du_role"]
