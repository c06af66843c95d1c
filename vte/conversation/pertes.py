"""The choices that lose what a person said: never taken from one letter typed by mistake."""

from __future__ import annotations

# What « Tout effacer » first asks to confirm is not lost yet.
_PERDENT = ("/recommencer", "/autre_poste", "/tout_arreter", '/effacer{"certain":true}')


def perd(payload: str) -> bool:
    """Whether a button that sends this erases facts without asking anything more."""
    return payload.replace("{{", "{").replace("}}", "}") in _PERDENT
