"""What was asked and answered on the channels: a turn is answered once, whatever is sent twice."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Column,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    delete,
    insert,
    select,
)
from sqlalchemy.engine import Engine

from vte import databases
from vte.reglages import JOURNAL_URL

_meta = MetaData()
_echanges = Table(
    "echanges",
    _meta,
    Column("id", Integer, primary_key=True),
    Column("session", String(64), nullable=False, index=True),
    Column("message_id", String(64), nullable=False),
    Column("le", String(32), nullable=False),
    Column("dit", Text, nullable=False),
    Column("reponse", Text, nullable=False),
    UniqueConstraint("session", "message_id"),
)
_closes = Table("sessions_closes", _meta, Column("session", String(64), primary_key=True))


def ouvrir_moteur(url: str | None = None) -> Engine:
    """The database of the channels, VTE_JOURNAL_URL unless `url` is given."""
    return databases.open_engine(url or JOURNAL_URL.lire())


class Journal:
    """`url`: SQLAlchemy URL of the database, created if absent."""

    def __init__(self, url: str | None = None) -> None:
        self._moteur = ouvrir_moteur(url)
        _meta.create_all(self._moteur)

    def reponse(self, session: str, message_id: str) -> dict[str, Any] | None:
        """The answer already given to this message, or None."""
        requete = select(_echanges.c.reponse).where(
            _echanges.c.session == session, _echanges.c.message_id == message_id
        )
        with self._moteur.connect() as connexion:
            brute = connexion.execute(requete).scalar()
        return json.loads(brute) if brute else None

    def noter(self, session: str, message_id: str, dit: str, reponse: dict[str, Any]) -> None:
        ligne = {
            "session": session,
            "message_id": message_id,
            "le": datetime.now(UTC).isoformat(timespec="seconds"),
            "dit": dit,
            "reponse": json.dumps(reponse, ensure_ascii=False),
        }
        with self._moteur.begin() as connexion:
            connexion.execute(insert(_echanges), [ligne])

    def messages(self, session: str) -> list[dict[str, Any]]:
        """The conversation so far, oldest first: `{"from": "user" | "bot", "text", …}`."""
        requete = select(_echanges).where(_echanges.c.session == session).order_by(_echanges.c.id)
        with self._moteur.connect() as connexion:
            lignes = connexion.execute(requete).all()
        suite: list[dict[str, Any]] = []
        for ligne in lignes:
            suite.append({"from": "user", "text": ligne.dit, "at": ligne.le})
            suite += [{"from": "bot", **m} for m in json.loads(ligne.reponse)["messages"]]
        return suite

    def titre(self, session: str, charge: str) -> str | None:
        """The title of the button with this payload, the last one offered in this conversation; None if none was."""
        return next((b["title"] for b in self._offerts(session) if b["payload"] == charge), None)

    def charge(self, session: str, est: Callable[[str], bool]) -> str | None:
        """The payload, the last one offered in this conversation, for which `est` is true; None if there is none."""
        return next((b["payload"] for b in self._offerts(session) if est(b["payload"])), None)

    def derniers_choix(self, session: str) -> list[dict[str, str]]:
        """The buttons of the last answer, `{"title", "payload"}`."""
        requete = (
            select(_echanges.c.reponse)
            .where(_echanges.c.session == session)
            .order_by(_echanges.c.id.desc())
            .limit(1)
        )
        with self._moteur.connect() as connexion:
            reponse = connexion.execute(requete).scalar()
        return [b for m in json.loads(reponse)["messages"] for b in m["buttons"]] if reponse else []

    def _offerts(self, session: str) -> Iterator[dict[str, str]]:
        """Every button offered in this conversation, the last answer's first."""
        requete = (
            select(_echanges.c.reponse)
            .where(_echanges.c.session == session)
            .order_by(_echanges.c.id.desc())
        )
        with self._moteur.connect() as connexion:
            for (reponse,) in connexion.execution_options(stream_results=True).execute(requete):
                yield from (b for m in json.loads(reponse)["messages"] for b in m["buttons"])

    def effacer(self, session: str) -> None:
        """Erases the conversation."""
        with self._moteur.begin() as connexion:
            connexion.execute(delete(_echanges).where(_echanges.c.session == session))

    def clore(self, session: str) -> None:
        """Closes the session for good: only its random id is kept."""
        with self._moteur.begin() as connexion:
            connexion.execute(insert(_closes), [{"session": session}])

    def close(self, session: str) -> bool:
        with self._moteur.connect() as connexion:
            return (
                connexion.execute(select(_closes).where(_closes.c.session == session)).first()
                is not None
            )
