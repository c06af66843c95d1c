"""La base des territoires : construire, chercher une commune, dire ses territoires.

Rien n'est ouvert à l'import : `ouvrir()` charge l'index une fois par processus.
"""

from vte.territoires.phrase import Lieu, lieu
from vte.territoires.recherche import Recherche, ouvrir
from vte.territoires.resultats import Appartenance, Groupe, Resultat, Trouvaille

__all__ = [
    "Appartenance",
    "Groupe",
    "Lieu",
    "Recherche",
    "Resultat",
    "Trouvaille",
    "lieu",
    "ouvrir",
]
