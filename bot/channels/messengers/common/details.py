"""What a phone's screen holds of an answer: two short messages; the rest on demand.

Nothing is judged or said anew for it: the rest is that of the last answer, which is kept.
"""

from __future__ import annotations

import re
from typing import Any

from bot.channels.messengers.common.digests import digest
from bot.channels.messengers.common.rendering import split
from vte.texte import aplatir

TEXT_MAX = 600  # characters of each of two messages
PAYLOAD = "/details"  # handled here: no turn ever hears it
BUTTON = {"title": "Plus de détails", "payload": PAYLOAD}
_WORDS = re.compile(r"(?:(?:je veux |donnez moi )?plus de )?details(?: svp| s'il vous plait)?")
Messages = list[dict[str, Any]]


def short(messages: Messages) -> Messages:
    """The answer in two messages at the most; its choices, and « more » where there is more."""
    shown, rest = _cut([m["text"].strip() for m in messages if m["text"].strip()])
    return _with_choices(shown, choices(messages), messages) if shown else messages


def rest(messages: Messages) -> Messages:
    """What `short` left out of this answer, and its choices again; none where it left nothing."""
    _, left = _cut([m["text"].strip() for m in messages if m["text"].strip()])
    return _with_choices([left], _buttons(messages), messages) if left else []


def choices(messages: Messages) -> list[dict[str, str]]:
    """Those that are shown under this answer."""
    _, left = _cut([m["text"].strip() for m in messages if m["text"].strip()])
    return _buttons(messages) + ([BUTTON] if left else [])


def asked(said: str) -> bool:
    """Whether this is the choice of the rest: its payload, a digest of it, or its words."""
    if said in (PAYLOAD, digest(PAYLOAD)):
        return True
    return bool(_WORDS.fullmatch(aplatir(said).strip(" .!?").replace("-", " ")))


def _cut(texts: list[str]) -> tuple[list[str], str]:
    """One or two messages, and what is left for later.

    What comes last is what is asked: it is always shown, and never apart from its choices.
    """
    packed = _pack(texts)
    if len(packed) <= 2 and all(len(one) <= TEXT_MAX for one in packed):
        return packed, ""
    *before, last = texts
    if not before or len(last) > TEXT_MAX:
        head, *others = split("\n".join(texts), TEXT_MAX)
        return [head], "\n".join(others)
    head, *others = split("\n".join(before), TEXT_MAX)
    return [head, last], "\n".join(others)


def _pack(texts: list[str]) -> list[str]:
    """As few messages as hold these; none is divided."""
    packed: list[str] = []
    for one in texts:
        if packed and len(packed[-1]) + 1 + len(one) <= TEXT_MAX:
            packed[-1] += "\n" + one
        else:
            packed.append(one)
    return packed


def _with_choices(texts: list[str], buttons: list[dict[str, str]], messages: Messages) -> Messages:
    """The choices, and what the answer tells the channel, stand with its last message."""
    custom = {name: value for m in messages for name, value in m["custom"].items()}
    shown: Messages = [{"text": text, "buttons": [], "custom": {}} for text in texts]
    shown[-1] |= {"buttons": buttons, "custom": custom}
    return shown


def _buttons(messages: Messages) -> list[dict[str, str]]:
    return [b for m in messages for b in m["buttons"]]
