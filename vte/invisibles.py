"""Characters that nobody sees: what is typed enters without them, what is masked is read so."""

from __future__ import annotations

import re

# https://www.unicode.org/Public/UNIDATA/DerivedCoreProperties.txt, Default_Ignorable_Code_Point:
# zero-width, bidi controls, variation selectors, fillers, the tags of the block U+E0000.
_IGNORED = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_CONTROLS = r"\x00-\x08\x0b-\x1f\x7f-\x9f"  # not those of lines and tabs
_NO_CHARACTERS = r"\ud800-\udfff\ufdd0-\ufdef" + "".join(
    rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(0x11)
)
_ANCHORS = r"\ufff9-\ufffc"  # of annotations, and of an object that was pasted
_INVISIBLES = re.compile(f"[{_IGNORED}{_CONTROLS}{_NO_CHARACTERS}{_ANCHORS}]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def sans_invisibles(texte: str) -> str:
    """`texte` without what nobody sees in it; each way of ending a line is « \\n »."""
    return _INVISIBLES.sub("", _LINE_ENDS.sub("\n", texte))


def invisible(caractere: str) -> bool:
    return bool(_INVISIBLES.fullmatch(caractere))
