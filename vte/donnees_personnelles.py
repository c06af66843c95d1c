"""Personal data that is never kept in clear: e-mail addresses, telephones, NIR, IBAN."""

from __future__ import annotations

import re

# Each pattern, and what takes its place. The IBAN first: its figures look like others.
_MOTIFS = (
    (
        re.compile(r"\b[A-Za-z]{2}\d{2}(?:[ ]?[A-Za-z0-9]{4}){4,7}(?:[ ]?[A-Za-z0-9]{1,3})?\b"),
        "[IBAN]",
    ),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[adresse électronique]"),
    (
        re.compile(
            r"\b[12][ .]?\d{2}[ .]?(?:0[1-9]|1[0-2]|[2-9]\d)[ .]?(?:\d{2}|2[AB])"
            r"[ .]?\d{3}[ .]?\d{3}(?:[ .]?\d{2})?\b"
        ),
        "[numéro de sécurité sociale]",
    ),
    (
        re.compile(
            r"(?<![\w+])(?:\+33[ .-]?(?:\(0\)[ .-]?)?|0033[ .-]?|0)[1-9](?:[ .-]?\d{2}){4}(?!\d)"
        ),
        "[téléphone]",
    ),
)
_ADRESSE, _TELEPHONE = _MOTIFS[1][0], _MOTIFS[3][0]


def masquer(texte: str) -> str:
    """`texte`, each piece of personal data replaced by its name between brackets."""
    for motif, nom in _MOTIFS:
        texte = motif.sub(nom, texte)
    return texte


def coordonnee(texte: str) -> str | None:
    """The first e-mail address or else the first telephone of `texte`, or None."""
    trouvee = _ADRESSE.search(texte) or _TELEPHONE.search(texte)
    return trouvee.group() if trouvee else None


def apercu(coordonnee_lue: str) -> str:
    """Enough to be recognised, too little to be called: « m…@exemple.fr », « … 78 »."""
    if "@" in coordonnee_lue:
        nom, _, domaine = coordonnee_lue.partition("@")
        return f"{nom[:1]}…@{domaine}"
    return f"… {coordonnee_lue[-2:]}"


def initiales(nom: str) -> str:
    """« Marie Dupont » -> « M. D. »."""
    return " ".join(f"{mot[0].upper()}." for mot in re.findall(r"\w+", nom)[:4])
