"""A message as it was understood, before anything is decided about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vte.lecture import Lecture


@dataclass(frozen=True)
class Message:
    """What a person wrote, or the button that they pressed.

    `intent`: what kind of message it is. `sujet`: the topic of a question (`faq/montant`).
    `lecture`: the facts read in it, once. `charge`: what a button carries; None for typed text.
    `sens`: what it may have meant, the likeliest first, for a message that was not understood.
    `hesite`: two topics between which its question lies, if it does. `reference`: that of the
    request for a person, if this message sends it.
    """

    texte: str
    intent: str
    lecture: Lecture = field(default_factory=Lecture)
    sujet: str | None = None
    charge: Mapping[str, Any] | None = None
    sens: tuple[str, ...] = ()
    hesite: tuple[str, ...] = ()
    reference: str = ""

    @property
    def profil(self) -> str | None:
        """Who is speaking, when the message shows it."""
        portee = self.charge if self.charge is not None else self.lecture.faits
        profil: str | None = portee.get("profil")
        return profil
