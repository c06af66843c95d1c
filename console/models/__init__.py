"""The console's own tables: what was projected, what staff say of it, who did what."""

from console.models.acces import Acces, Motif
from console.models.comptes import CodeDeSecours, Surete
from console.models.constats import Constat
from console.models.conversations import Conversation, Tour, Verdict
from console.models.corrections import Correction
from console.models.demandes import Alerte, Etape, SuiviDemande
from console.models.filtres import Filtre
from console.models.projection import Filigrane
from console.models.raisons import Jugement, Raison
from console.models.relecture import Etiquette, Note

__all__ = [
    "Acces",
    "Alerte",
    "CodeDeSecours",
    "Constat",
    "Conversation",
    "Correction",
    "Etape",
    "Etiquette",
    "Filigrane",
    "Filtre",
    "Jugement",
    "Motif",
    "Note",
    "Raison",
    "SuiviDemande",
    "Surete",
    "Tour",
    "Verdict",
]
