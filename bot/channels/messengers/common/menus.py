"""Choices as text, where a platform shows no button: each has a letter, and may be said in words.

A number is never a choice: it answers the question above, « combien de personnes ? ». A choice that
loses what was said has no letter: its words are to be typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from string import ascii_uppercase

from vte.conversation import perd

Button = dict[str, str]  # `title` and `payload`, as the contract has them
_LETTER = re.compile(r"(?:(?:la|le|lettre|choix|option|reponse|réponse) )?\(?([a-z])[.):]?")


def menu(text: str, buttons: Sequence[Button]) -> str:
    """The text, then its choices, and how to answer."""
    letters = _letters(buttons)
    lines = [_line(letter, b["title"]) for letter, b in zip(letters, buttons, strict=True)]
    how = "par une lettre, ou avec vos mots" if any(letters) else "avec vos mots"
    return "\n".join([text, "", *lines, "", f"Répondez {how}."])


def chosen(text: str, buttons: Sequence[Button]) -> str | None:
    """The payload that « B », « b) » or the words of a title choose; None if none."""
    said = " ".join(text.split()).casefold()
    letter = _LETTER.fullmatch(said)
    if letter and (place := letter[1].upper()) in (letters := _letters(buttons)):
        return buttons[letters.index(place)]["payload"]
    words = _words(said)
    return next((b["payload"] for b in buttons if _words(b["title"].casefold()) == words), None)


def _letters(buttons: Sequence[Button]) -> list[str]:
    """That of each; "" for one that loses something, and past Z."""
    free = iter(ascii_uppercase)
    return ["" if perd(b["payload"]) else next(free, "") for b in buttons]


def _line(letter: str, title: str) -> str:
    return f"{letter}. {title}" if letter else f"- {title} (à écrire en toutes lettres)"


def _words(said: str) -> str:
    """Without the spaces and the marks around a sentence: « CDD. », « 5 000 ou plus »."""
    return " ".join(said.replace("\u00a0", " ").split()).strip(".!?… «»")
