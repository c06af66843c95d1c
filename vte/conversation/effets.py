"""What a turn asks to be done outside the conversation: the request for a person that staff get."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NoterDemande:
    """Keep this field (vte.demandes.CHAMPS) in the draft of the request."""

    champ: str
    valeur: str


@dataclass(frozen=True)
class EnvoyerDemande:
    """The draft was confirmed; `reference`: what the person is told to name it by."""

    reference: str = ""


@dataclass(frozen=True)
class AbandonnerDemande:
    """The draft was given up: nothing of it is kept."""


Effet = NoterDemande | EnvoyerDemande | AbandonnerDemande
