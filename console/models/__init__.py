"""The console's own tables: what was projected, what staff say of it, who did what."""

from console.models.acces import Acces
from console.models.constats import Constat
from console.models.conversations import Conversation, Tour, Verdict
from console.models.corrections import Correction
from console.models.demandes import SuiviDemande
from console.models.filtres import Filtre
from console.models.projection import Filigrane
from console.models.relecture import Etiquette, Note

__all__ = [
    "Acces",
    "Constat",
    "Conversation",
    "Correction",
    "Etiquette",
    "Filigrane",
    "Filtre",
    "Note",
    "SuiviDemande",
    "Tour",
    "Verdict",
]
