"""What names a kept result: its id, in the link; its reference, said on the telephone.

Whoever has the id may read the result. The reference opens nothing outside of the console.
"""

from __future__ import annotations

import secrets

from itsdangerous import Signer

from vte.secret import key
from vte.texte import aplatir

# Neither what looks alike (0 O, 1 I L, 2 Z, 5 S, 8 B, U V) nor vowels, which would make words.
LETTRES = "346789CDFGHJKMNPQRTVWXY"
PREFIXE = "VTE"
_OCTETS = 18  # of chance in an id: 144 bits
_GROUPES, _PAR_GROUPE = 2, 4


def nouvel_id() -> str:
    """Drawn by chance and signed: one that was erased is told from one that never was."""
    return _signature().sign(secrets.token_urlsafe(_OCTETS)).decode()


def a_pu_exister(identifiant: str) -> bool:
    """Whether this id was given by us, whatever became of its result."""
    return identifiant.isascii() and _signature().validate(identifiant)


def nouvelle_reference() -> str:
    """« VTE-7K3F-9QPD », by chance: whoever keeps it looks whether it is given already."""
    groupes = ("".join(secrets.choice(LETTRES) for _ in range(_PAR_GROUPE)) for _ in " " * _GROUPES)
    return "-".join((PREFIXE, *groupes))


def lire_reference(dite: str) -> str | None:
    """The reference that somebody typed, in any case, with or without hyphens; None for none."""
    plat = "".join(c for c in aplatir(dite).upper() if c.isalnum()).removeprefix(PREFIXE)
    if len(plat) != _GROUPES * _PAR_GROUPE or not set(plat) <= set(LETTRES):
        return None
    return "-".join((PREFIXE, plat[:_PAR_GROUPE], plat[_PAR_GROUPE:]))


def _signature() -> Signer:
    return Signer(key(), salt="resultat", sep=".")
