"""The base of the territories: build it, search a commune, say its territories.

Nothing is opened at import: `ouvrir()` loads the index once a process. What is searched
depends on the list that applies: `recherche(liste)`; vte/communes.py knows today's.
"""

from vte.territoires.index import Index, ouvrir
from vte.territoires.results import Appartenance, Fiche, Groupe, Resultat, Trouvaille
from vte.territoires.search import Recherche, recherche
from vte.territoires.sentence import Lieu, lieu

__all__ = [
    "Appartenance",
    "Fiche",
    "Groupe",
    "Index",
    "Lieu",
    "Recherche",
    "Resultat",
    "Trouvaille",
    "lieu",
    "ouvrir",
    "recherche",
]
