"""Opaque signed sessions: nothing is stored to open one.

A session lives for a day, so that whoever finds its token later reads nothing. It erases for as
long as something of it may be kept: what a person left is theirs to erase, also when they can no
longer go on with it. A token that lived as long as the data would let any later user of the same
browser read them.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from itsdangerous import BadSignature, URLSafeTimedSerializer

from bot.channels.shared.errors import SessionRefused
from vte.reglages import CONSERVATION, DUREE_SESSION
from vte.secret import key

SKEW = timedelta(seconds=60)  # by which the clock of who opened a session may be ahead of ours


@dataclass(frozen=True)
class Session:
    token: str
    expires_at: str  # ISO, UTC


class Sessions:
    """Opens and checks sessions; `read` gives the id that Rasa calls the sender."""

    def __init__(self) -> None:
        self._lifetime = DUREE_SESSION.lire()
        self._signer = URLSafeTimedSerializer(key(), salt="session-web")

    def open(self) -> Session:
        expires_at = datetime.now(UTC) + self._lifetime
        return Session(
            self._signer.dumps(uuid.uuid4().hex), expires_at.isoformat(timespec="seconds")
        )

    def read(self, authorization: str | None) -> str:
        """The session id of an `Authorization: Bearer …` header. Error: SessionRefused."""
        return self._read(authorization, self._lifetime)

    def erasable(self, authorization: str | None) -> str:
        """The same, of a session whose last message may still be kept. Error: SessionRefused."""
        return self._read(authorization, self._lifetime + CONSERVATION.lire())

    def _read(self, authorization: str | None, lifetime: timedelta) -> str:
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise SessionRefused("Ouvrez d'abord une conversation.")
        try:
            identifier, opened = self._signer.loads(token.strip(), return_timestamp=True)
        except (BadSignature, UnicodeError):
            raise _no_longer() from None
        clock: Any = self._signer.make_signer()  # a TimestampSigner, whatever its type says
        now = datetime.fromtimestamp(clock.get_timestamp(), UTC)
        if not -SKEW <= now - opened <= lifetime:
            raise _no_longer()
        return str(identifier)


def _no_longer() -> SessionRefused:
    return SessionRefused("Cette conversation n'est plus valable : ouvrez-en une nouvelle.")
