"""Les erreurs du domaine.

ErreurVTE
 ├─ DossierInvalide      un champ du dossier n'a pas la valeur attendue
 ├─ BaseAbsente          la base des territoires n'est pas construite
 ├─ TableInvalide        une table de référence ne peut pas être lue
 └─ BaremeInvalide       un fichier de barème ne peut pas être lu
"""

from __future__ import annotations


class ErreurVTE(Exception):
    """Une erreur que l'on peut montrer à la personne : son texte dit quoi faire."""

    code = "erreur"


class DossierInvalide(ErreurVTE):
    code = "dossier_invalide"

    def __init__(self, champ: str | None, message: str) -> None:
        super().__init__(message)
        self.champ = champ


class BaseAbsente(ErreurVTE):
    code = "base_absente"


class TableInvalide(ErreurVTE):
    code = "table_invalide"


class BaremeInvalide(ErreurVTE):
    code = "bareme_invalide"
