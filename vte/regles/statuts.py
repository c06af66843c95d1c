"""The words that a criterion, an aid and a verdict are judged with (CONTRACT, section 2)."""

from __future__ import annotations

# A criterion.
REMPLI, NON_REMPLI, INCONNU, A_CONFIRMER = "rempli", "non_rempli", "inconnu", "a_confirmer"
# A verdict; `A_CONFIRMER` is one of its words too.
ELIGIBLE, NON_ELIGIBLE = "eligible", "non_eligible"
HORS_PERIODE, INCOMPLET = "hors_periode", "incomplet"
REFUS = (NON_ELIGIBLE, HORS_PERIODE)
# An aid; it takes the verdict's word where it is neither.
OUVERTE, FERMEE = "ouverte", "fermee"
