"""The errors of the domain.

ErreurVTE
 ├─ DossierInvalide      a field of the dossier has not the value expected
 ├─ BaseAbsente          the base of the territories is not built
 │   └─ BasePerimee      it was built by another version of the code
 ├─ BaseTropRecente      a database was upgraded by a newer version (schemas/upgrade.py)
 ├─ TableInvalide        a reference table cannot be read
 ├─ ListeRefusee         a list to import has an error: line and reason
 ├─ BaremeInvalide       a file of a barème cannot be read
 ├─ ReglageInvalide      a setting has not the value expected
 ├─ ModeleAltere         a trained file is not the one that was trained here (seal.py)
 ├─ SauvegardeInvalide   an archive is not what was written, or cannot be restored here (backup/)
 ├─ ConversationClose    nothing more is written of a conversation that was erased (journal.py)
 ├─ PasDeRelais          nobody of the staff holds this conversation (relais/)
 └─ DemandeIncomplete    a request for a call back without one of its fields
"""

from __future__ import annotations


class ErreurVTE(Exception):
    """An error that may be shown to the person: its text, in French, says what to do."""

    code = "erreur"


class DossierInvalide(ErreurVTE):
    """`champ`: the key of the dossier, or None when it is the dossier as a whole."""

    code = "dossier_invalide"

    def __init__(self, champ: str | None, message: str) -> None:
        super().__init__(message)
        self.champ = champ


class BaseAbsente(ErreurVTE):
    code = "base_absente"


class BasePerimee(BaseAbsente):
    code = "base_perimee"


class BaseTropRecente(ErreurVTE):
    code = "base_trop_recente"


class SauvegardeInvalide(ErreurVTE):
    code = "sauvegarde_invalide"


class ListeRefusee(ErreurVTE):
    """`ligne`: the line of the file (1 is the header), or None when it is the whole file."""

    code = "liste_refusee"

    def __init__(self, ligne: int | None, message: str) -> None:
        super().__init__(message if ligne is None else f"Ligne {ligne}\u00a0: {message}")
        self.ligne = ligne


class TableInvalide(ErreurVTE):
    code = "table_invalide"


class BaremeInvalide(ErreurVTE):
    code = "bareme_invalide"


class DemandeIncomplete(ErreurVTE):
    code = "demande_incomplete"


class ReglageInvalide(ErreurVTE):
    code = "reglage_invalide"


class ConversationClose(ErreurVTE):
    code = "conversation_close"

    def __init__(self) -> None:
        super().__init__("Cette conversation a été effacée\u00a0: ouvrez-en une nouvelle.")


class PasDeRelais(ErreurVTE):
    code = "pas_de_relais"

    def __init__(self) -> None:
        super().__init__("Cette conversation n'est plus tenue\u00a0: prenez d'abord la main.")
