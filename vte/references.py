"""References that people say on the telephone: « VTE-7K3F-9QPD », « D-7K3F-9QPD »."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from vte.texte import aplatir

# Neither what looks alike (0 O, 1 I L, 2 Z, 5 S, 8 B, U V) nor vowels, which would make words.
LETTRES = "346789CDFGHJKMNPQRTVWXY"
_GROUPES, _PAR_GROUPE = 2, 4
LONGUEUR = _GROUPES * _PAR_GROUPE


def par_hasard(prefixe: str) -> str:
    """Drawn by chance: whoever keeps it looks whether it is given already."""
    return _ecrite(prefixe, "".join(secrets.choice(LETTRES) for _ in range(LONGUEUR)))


def de(prefixe: str, cle: str, quoi: str) -> str:
    """That of `quoi`, the same each time, which nobody without the key can tell."""
    reste = int.from_bytes(hmac.new(cle.encode(), quoi.encode(), hashlib.sha256).digest(), "big")
    lettres = ""
    for _ in range(LONGUEUR):
        reste, rang = divmod(reste, len(LETTRES))
        lettres += LETTRES[rang]
    return _ecrite(prefixe, lettres)


def lire(prefixe: str, dite: str) -> str | None:
    """The reference that somebody typed, in any case, with or without hyphens; None for none."""
    plat = "".join(c for c in aplatir(dite).upper() if c.isalnum())
    lettres = plat.removeprefix(prefixe) if len(plat) > LONGUEUR else plat
    if len(lettres) != LONGUEUR or not set(lettres) <= set(LETTRES):
        return None
    return _ecrite(prefixe, lettres)


def _ecrite(prefixe: str, lettres: str) -> str:
    groupes = (lettres[i : i + _PAR_GROUPE] for i in range(0, LONGUEUR, _PAR_GROUPE))
    return "-".join((prefixe, *groupes))
