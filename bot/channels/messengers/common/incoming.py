"""What a person sent, as a platform's webhook tells it, in one shape for all platforms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from vte.invisibles import sans_invisibles

TEXT, PAYLOAD = "texte", "charge"
# What holds no words to read. LOCATION: its content is what names the place, where something does;
# MEDIA: what is none of the others, or is shown once, or cannot be told.
VOICE, PICTURE, DOCUMENT, LOCATION = "vocal", "image", "document", "lieu"
CONTACT, STICKER, MEDIA = "contact", "autocollant", "media"
# The album of a platform that sends its pictures one by one and says of none that they are one:
# those of one burst are.
ALBUM = "album"


@dataclass(frozen=True)
class Incoming:
    """`id`: the platform's, the same when it sends again. `address`: where to answer.

    `content`: the text, or a payload, or what names a place. `order`: the platform's own (its
    clock, its counter); 0 where it gives none. `callback`: what the platform wants answered at
    once; `group`: of what it shows as one, an album. Words have no invisible characters: the inbox
    keeps them, and a choice may be typed.
    """

    id: str
    address: str
    kind: str
    content: str = ""
    order: float = 0
    callback: str = ""
    group: str = ""

    def __post_init__(self) -> None:
        if self.kind in (TEXT, LOCATION):
            object.__setattr__(self, "content", sans_invisibles(self.content))


def find(body: Any, *path: str) -> Any:
    """The value at this path of nested objects; None where a step is missing or is no object."""
    for key in path:
        if not isinstance(body, Mapping):
            return None
        body = body.get(key)
    return body


def text(body: Any, *path: str) -> str:
    """The text at this path, an integer as text (an id may be either); "" for anything else."""
    found = find(body, *path)
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    return storable(found) if isinstance(found, str) else ""


def storable(said: str) -> str:
    """Without what no database takes: a lone surrogate, which JSON can write, and NUL."""
    return said.encode("utf-8", "replace").decode().replace("\x00", "")


def number(body: Any, *path: str) -> float:
    found = find(body, *path)
    return (
        float(found)
        if isinstance(found, int | float) and not isinstance(found, bool) and abs(found) < 1e15
        else 0.0
    )


def objects(body: Any, *path: str) -> Iterator[Mapping[str, Any]]:
    """The objects of the list at this path."""
    found = find(body, *path)
    yield from (x for x in found if isinstance(x, Mapping)) if isinstance(found, list) else ()
