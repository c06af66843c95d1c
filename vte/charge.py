"""The payload of a button, told from words that look like one."""

from __future__ import annotations


def choisie(texte: str, intent: str | None) -> bool:
    """Whether a stored message was heard as a payload, by the intent that was heard of it.

    `texte`: « /informer{…} », « /faq/montant »; words may begin with a slash as well.
    """
    nom = texte.partition("{")[0]
    return bool(intent) and (nom == f"/{intent}" or nom.startswith(f"/{intent}/"))
