"""The places that a text names, however they are written: the one reading of a place in a sentence.

`nommes`: all of them, whosever they are, for vte.lecture; `dites`: the postal codes, départements
and regions that narrow them; `lieu`: the one that a query means.
"""

from vte.territoires.sentence.meant import Lieu, lieu
from vte.territoires.sentence.mentions import Nomme, dites, nommes

__all__ = ["Lieu", "Nomme", "dites", "lieu", "nommes"]
