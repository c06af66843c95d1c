"""The places that a text names, however they are written: the one reading of a place in a sentence.

`nommes`: all of them, whosever they are, for vte.lecture; `lieu`: the one that a query means.
"""

from vte.territoires.sentence.meant import Lieu, lieu
from vte.territoires.sentence.mentions import Nomme, nommes

__all__ = ["Lieu", "Nomme", "lieu", "nommes"]
