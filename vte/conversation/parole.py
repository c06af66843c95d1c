"""What the assistant has to say: the name of a response, what fills it, the buttons under it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vte.conversation.bouton import Bouton


@dataclass(frozen=True)
class Parole:
    """`reponse`: a response of data/ (`utter_…`); `valeurs`: what its {names} stand for."""

    reponse: str
    valeurs: Mapping[str, str] = field(default_factory=dict)
    boutons: tuple[Bouton, ...] = ()


def charge(**porte: Any) -> str:
    """The payload of a button that states facts or a wish: `/informer{"contrat":"cdi"}`."""
    return "/informer" + json.dumps(porte, separators=(",", ":"))
