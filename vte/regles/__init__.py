"""Les règles du VTE : un dossier et un barème daté donnent un verdict motivé.

`evaluer` juge, `inconnues` dit ce qui reste à demander, `comparer` dit ce qu'un changement changerait, `pistes` ce qui rendrait un dossier refusé éligible.
"""

from vte.regles.catalogue import Catalogue, courant
from vte.regles.comparaison import Comparaison, comparer
from vte.regles.evaluation import evaluer, inconnues
from vte.regles.pistes import Piste, pistes

__all__ = [
    "Catalogue",
    "Comparaison",
    "Piste",
    "comparer",
    "courant",
    "evaluer",
    "inconnues",
    "pistes",
]
