"""What a phone's screen holds of an answer: two short messages; the rest on demand.

All that is sent in one go passes here: an answer (`short`), what is read before it (`led`,
`noted`). Nothing is judged or said anew for the rest: it is that of the last answer, and what is
still left of it then is the rest of the rest.
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


def led(lead: str, messages: Messages) -> Messages | None:
    """These messages, `short` already, with these words before them: still two at the most.

    None where a screen does not hold both.
    """
    if not lead:
        return messages
    if len(lead) > TEXT_MAX:
        lead = split(lead, TEXT_MAX - 1)[0] + "…"
    if len(messages) < 2:
        return [{"text": lead, "buttons": [], "custom": {}}, *messages]
    for place, one in enumerate(messages):
        if len(lead) + 1 + len(one["text"]) <= TEXT_MAX:
            both = one | {"text": f"{lead}\n{one['text']}"}
            return [*messages[:place], both, *messages[place + 1 :]]
    return None


def noted(note: str, messages: Messages) -> Messages:
    """With what must be read before them: the first gives way where the screen is full."""
    whole = led(note, messages)
    if whole is not None:
        return whole
    room = TEXT_MAX - len(note) - 2
    first = messages[0]
    return [first | {"text": f"{note}\n{split(first['text'], room)[0]}…"}, *messages[1:]]


def rest(messages: Messages) -> Messages:
    """What `short` left out of this answer, and its choices again; none where it left nothing."""
    _, left = _cut([m["text"].strip() for m in messages if m["text"].strip()])
    if not left:
        return []
    return [{"text": left, "buttons": _buttons(messages), "custom": {}}]


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

    What comes last is what is asked: it is always shown, and never apart from its choices. What
    comes before has all the room that is left on both screens: a refusal is not left for later.
    """
    packed = _pack(texts)
    if len(packed) <= 2 and all(len(one) <= TEXT_MAX for one in packed):
        return packed, ""
    *before, last = texts
    if not before or len(last) > TEXT_MAX:
        head, left = _screen("\n".join(texts), TEXT_MAX)
        return [head], left
    head, left = _screen("\n".join(before), TEXT_MAX)
    room = TEXT_MAX - len(last) - 1
    if left and room > TEXT_MAX / 4:
        more, left = _screen(left, room)
        last = f"{more}\n{last}"
    return [head, last], left


def _screen(text: str, maximum: int) -> tuple[str, str]:
    """What a screen holds of it, and what is left; a heading goes with what it announces."""
    shown, *others = split(text, maximum)
    before, _, heading = shown.rpartition("\n")
    if others and before and heading.rstrip().endswith(":"):
        return before, "\n".join([heading, *others])
    return shown, "\n".join(others)


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
