"""Opaque signed sessions: nothing is stored to open one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from itsdangerous import BadSignature, URLSafeTimedSerializer

from bot.channels.shared.errors import SessionRefused
from vte.reglages import DUREE_SESSION
from vte.secret import key


@dataclass(frozen=True)
class Session:
    token: str
    expires_at: str  # ISO, UTC


class Sessions:
    """Opens and checks sessions; `read` gives the id that Rasa calls the sender."""

    def __init__(self) -> None:
        self._lifetime = DUREE_SESSION.lire()
        self._seconds = int(self._lifetime.total_seconds())
        self._signer = URLSafeTimedSerializer(key(), salt="session-web")

    def open(self) -> Session:
        expires_at = datetime.now(UTC) + self._lifetime
        return Session(
            self._signer.dumps(uuid.uuid4().hex), expires_at.isoformat(timespec="seconds")
        )

    def read(self, authorization: str | None) -> str:
        """The session id of an `Authorization: Bearer …` header. Error: SessionRefused."""
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise SessionRefused("Ouvrez d'abord une conversation.")
        try:
            identifier = self._signer.loads(token.strip(), max_age=self._seconds)
        except (BadSignature, UnicodeError):
            raise SessionRefused(
                "Cette conversation n'est plus valable : ouvrez-en une nouvelle."
            ) from None
        return str(identifier)
