"""Les erreurs du domaine.

ErreurVTE
 ├─ DossierInvalide      un champ du dossier n'a pas la valeur attendue
 ├─ BaseAbsente          la base des territoires n'est pas construite
 │   └─ BasePerimee      elle l'a été par une autre version du code
 ├─ TableInvalide        une table de référence ne peut pas être lue
 ├─ ListeRefusee         une liste à importer a une erreur : ligne et raison
 ├─ BaremeInvalide       un fichier de barème ne peut pas être lu
 ├─ ReglageInvalide      la valeur d'un réglage n'est pas celle attendue
 └─ DemandeIncomplete    une demande de rappel à laquelle il manque un champ
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


class BasePerimee(BaseAbsente):
    code = "base_perimee"


class ListeRefusee(ErreurVTE):
    """`ligne` : la ligne du fichier (1 = l'en-tête), ou None si l'erreur est celle du fichier entier."""

    code = "liste_refusee"

    def __init__(self, ligne: int | None, message: str) -> None:
        super().__init__(message if ligne is None else f"Ligne {ligne} : {message}")
        self.ligne = ligne


class TableInvalide(ErreurVTE):
    code = "table_invalide"


class BaremeInvalide(ErreurVTE):
    code = "bareme_invalide"


class DemandeIncomplete(ErreurVTE):
    code = "demande_incomplete"


class ReglageInvalide(ErreurVTE):
    code = "reglage_invalide"
