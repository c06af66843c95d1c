"""La base des territoires : construire, chercher une commune, dire ses territoires.

Rien n'est ouvert à l'import : `ouvrir()` charge l'index une fois par processus.
"""

from vte.territoires.index import Appartenance, Index, Resultat, Trouvaille, ouvrir

__all__ = ["Appartenance", "Index", "Resultat", "Trouvaille", "ouvrir"]
