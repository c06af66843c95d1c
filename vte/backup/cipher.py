"""An archive that only the holder of VTE_CLE_SAUVEGARDES reads, written and read as it flows.

Blocks of one mebibyte, each a Fernet token of `cryptography`: read by nobody else, changed by
nobody unseen. The key is drawn from the setting's for each archive, so that no block of one fits
into another; that none is missing or moved is what the digests of the archive say (archive.py).
"""

from __future__ import annotations

import base64
import io
import os
from typing import BinaryIO

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from vte.erreurs import SauvegardeInvalide

MAGIC = b"VTE-SAUVEGARDE-CHIFFREE-1\n"
SALT, SIZE, BLOCK = 16, 4, 2**20  # bytes; SIZE: of the length before each token
LARGEST = 2**21  # bytes of a token
_REFUSED = (
    "La sauvegarde ne se déchiffre pas\u00a0: VTE_CLE_SAUVEGARDES n'est pas la clé qui l'a"
    " chiffrée, ou le fichier a été changé."
)


def is_encrypted(source: BinaryIO) -> bool:
    """Looks at the beginning, and comes back to it."""
    begins = source.read(len(MAGIC)) == MAGIC
    source.seek(0)
    return begins


class Encrypting(io.RawIOBase):
    """What is written here goes to `target` encrypted; closing writes the last block."""

    def __init__(self, target: BinaryIO, key: str) -> None:
        salt = os.urandom(SALT)
        self._target, self._cipher, self._waiting = target, _cipher(key, salt), bytearray()
        target.write(MAGIC + salt)

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._waiting += data
        while len(self._waiting) >= BLOCK:
            self._put(bytes(self._waiting[:BLOCK]))
            del self._waiting[:BLOCK]
        return len(data)

    def close(self) -> None:
        if not self.closed and self._waiting:
            self._put(bytes(self._waiting))
            self._waiting.clear()
        super().close()

    def _put(self, block: bytes) -> None:
        token = self._cipher.encrypt(block)
        self._target.write(len(token).to_bytes(SIZE, "big") + token)


class Decrypting(io.RawIOBase):
    """Reads what `Encrypting` wrote. Error: SauvegardeInvalide."""

    def __init__(self, source: BinaryIO, key: str) -> None:
        source.read(len(MAGIC))
        self._source, self._cipher = source, _cipher(key, source.read(SALT))
        self._waiting = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        self._waiting = self._waiting or self._next()
        given = self._waiting[: len(buffer)]
        buffer[: len(given)] = given
        self._waiting = self._waiting[len(given) :]
        return len(given)

    def _next(self) -> bytes:
        size = int.from_bytes(self._source.read(SIZE), "big")
        if not size:
            return b""
        if size > LARGEST:
            raise SauvegardeInvalide(_REFUSED)
        try:
            return self._cipher.decrypt(self._source.read(size))
        except InvalidToken:
            raise SauvegardeInvalide(_REFUSED) from None


def _cipher(key: str, salt: bytes) -> Fernet:
    drawn = HKDF(SHA256(), length=32, salt=salt, info=b"vte sauvegarde").derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(drawn))
