"""Results that people keep: a verdict as it was, by a link that nobody guesses."""

from vte.resultats.garde import Resultat, Resultats
from vte.resultats.references import a_pu_exister

__all__ = ["Resultat", "Resultats", "a_pu_exister"]
