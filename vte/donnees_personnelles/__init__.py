"""Personal data that is never kept in clear, by their shape or by their key.

`masquer` is for what is stored, logged and shown; facts are read of the text as it was typed.
`masquer_motif` is for what staff write of a person, where a name comes without being announced.

SIRET and SIREN stay: they name a company in a public register (Code de commerce, R. 123-220 and
following), and staff need them to find it. So do dates, amounts, postal codes and head counts, on
which the recruitment is judged.
"""

from vte.donnees_personnelles.apercus import apercu, initiales
from vte.donnees_personnelles.masque import Masque, coordonnee, masque, masquer
from vte.donnees_personnelles.motifs import masquer_motif
from vte.donnees_personnelles.nom_dit import nom_dit

__all__ = [
    "Masque",
    "apercu",
    "coordonnee",
    "initiales",
    "masque",
    "masquer",
    "masquer_motif",
    "nom_dit",
]
