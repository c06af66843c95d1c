"""A conversation, turn by turn, without Rasa: `tour(etat, message)` is what every channel plays."""

from vte.conversation.accueil import accueillir
from vte.conversation.bouton import Bouton
from vte.conversation.carte import carte, offre
from vte.conversation.conduite import Tour, tour
from vte.conversation.effets import AbandonnerDemande, Effet, EnvoyerDemande, NoterDemande
from vte.conversation.etat import SLOT, Etat, contexte, depuis_slots
from vte.conversation.message import Message
from vte.conversation.parole import Parole
from vte.conversation.pertes import perd

__all__ = [
    "SLOT",
    "AbandonnerDemande",
    "Bouton",
    "Effet",
    "EnvoyerDemande",
    "Etat",
    "Message",
    "NoterDemande",
    "Parole",
    "Tour",
    "accueillir",
    "carte",
    "contexte",
    "depuis_slots",
    "offre",
    "perd",
    "tour",
]
