"""Opaque signed sessions: nothing is stored to open one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from itsdangerous import BadSignature, URLSafeTimedSerializer

from bot.channels.erreurs import SessionRefusee
from vte.reglages import DUREE_SESSION
from vte.secret import key


@dataclass(frozen=True)
class Session:
    jeton: str
    expire: str  # ISO, UTC


class Sessions:
    """Opens and checks sessions; `lire` gives the id that Rasa calls the sender."""

    def __init__(self) -> None:
        self._duree = int(DUREE_SESSION.lire())
        self._signature = URLSafeTimedSerializer(key(), salt="session-web")

    def ouvrir(self) -> Session:
        expire = datetime.now(UTC) + timedelta(seconds=self._duree)
        return Session(
            self._signature.dumps(uuid.uuid4().hex), expire.isoformat(timespec="seconds")
        )

    def lire(self, autorisation: str | None) -> str:
        """The session id of an `Authorization: Bearer …` header. Error: SessionRefusee."""
        schema, _, jeton = (autorisation or "").partition(" ")
        if schema.lower() != "bearer" or not jeton:
            raise SessionRefusee("Ouvrez d'abord une conversation.")
        try:
            identifiant = self._signature.loads(jeton.strip(), max_age=self._duree)
        except BadSignature:
            raise SessionRefusee(
                "Cette conversation n'est plus valable : ouvrez-en une nouvelle."
            ) from None
        return str(identifiant)
