"""A button: what a person reads on it, and what it sends."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bouton:
    """`payload`: a sentence, or an intent with facts (`/informer{"contrat":"cdi"}`)."""

    title: str
    payload: str
