"""What names a kept result: its id, in the link; its reference, said on the telephone.

Whoever has the id may read the result. The reference opens nothing outside of the console.
"""

from __future__ import annotations

import secrets

from itsdangerous import Signer

from vte import references
from vte.secret import key

PREFIXE = "VTE"
_OCTETS = 18  # of chance in an id: 144 bits


def nouvel_id() -> str:
    """Drawn by chance and signed: one that was erased is told from one that never was."""
    return _signature().sign(secrets.token_urlsafe(_OCTETS)).decode()


def a_pu_exister(identifiant: str) -> bool:
    """Whether this id was given by us, whatever became of its result."""
    return identifiant.isascii() and _signature().validate(identifiant)


def nouvelle_reference() -> str:
    """« VTE-7K3F-9QPD », by chance: whoever keeps it looks whether it is given already."""
    return references.par_hasard(PREFIXE)


def lire_reference(dite: str) -> str | None:
    """The reference that somebody typed, in any case, with or without hyphens; None for none."""
    return references.lire(PREFIXE, dite)


def _signature() -> Signer:
    return Signer(key(), salt="resultat", sep=".")
