"""Les règles du VTE : un dossier et un barème daté donnent un verdict motivé."""

from vte.regles.bareme import Bareme, charger
from vte.regles.evaluation import evaluer

__all__ = ["Bareme", "charger", "evaluer"]
