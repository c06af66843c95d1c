"""What a person sent, as a platform's webhook tells it, in one shape for all platforms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

TEXTE, CHARGE, MEDIA = "texte", "charge", "media"


@dataclass(frozen=True)
class Entrant:
    """`id`: the platform's, the same when it sends again. `adresse`: where to answer. `contenu`: the text, or a payload.

    `ordre`: the platform's own (its clock, its counter); 0 where it gives none. `rappel`: what the platform is owed at once.
    """

    id: str
    adresse: str
    nature: str
    contenu: str = ""
    ordre: float = 0
    rappel: str = ""


def chercher(corps: Any, *chemin: str) -> Any:
    """The value at this path of nested objects; None where a step is missing or is no object."""
    for cle in chemin:
        if not isinstance(corps, Mapping):
            return None
        corps = corps.get(cle)
    return corps


def texte(corps: Any, *chemin: str) -> str:
    """The text at this path, an integer as text; "" for anything else. What a platform calls an id may be either."""
    trouve = chercher(corps, *chemin)
    if isinstance(trouve, int) and not isinstance(trouve, bool):
        return str(trouve)
    return propre(trouve) if isinstance(trouve, str) else ""


def propre(dit: str) -> str:
    """Without what no database takes: a lone surrogate, which JSON can write, and NUL."""
    return dit.encode("utf-8", "replace").decode().replace("\x00", "")


def nombre(corps: Any, *chemin: str) -> float:
    trouve = chercher(corps, *chemin)
    return (
        float(trouve)
        if isinstance(trouve, int | float) and not isinstance(trouve, bool) and abs(trouve) < 1e15
        else 0.0
    )


def objets(corps: Any, *chemin: str) -> Iterator[Mapping[str, Any]]:
    """The objects of the list at this path."""
    trouve = chercher(corps, *chemin)
    yield from (x for x in trouve if isinstance(x, Mapping)) if isinstance(trouve, list) else ()
