"""The databases as versions without migrations made them: by `create_all`, in this shape."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Engine

EVENTS = sa.Table(
    "events",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sender_id", sa.String(255), nullable=False, index=True),
    sa.Column("type_name", sa.String(255), nullable=False),
    sa.Column("timestamp", sa.Float),
    sa.Column("intent_name", sa.String(255)),
    sa.Column("action_name", sa.String(255)),
    sa.Column("data", sa.Text),
)
_TRACKER, _JOURNAL, _REQUESTS = sa.MetaData(), sa.MetaData(), sa.MetaData()
ERASURES = sa.Table(
    "effacements",
    _TRACKER,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("personne", sa.String(255), nullable=False),
    sa.Column("jusqu_a", sa.BigInteger, nullable=False),
    sa.Column("le", sa.String(32), nullable=False, index=True),
)
EXCHANGES = sa.Table(
    "echanges",
    _JOURNAL,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("session", sa.String(64), nullable=False, index=True),
    sa.Column("message_id", sa.String(64), nullable=False),
    sa.Column("le", sa.String(32), nullable=False),
    sa.Column("dit", sa.Text, nullable=False),
    sa.Column("reponse", sa.Text, nullable=False),
    sa.UniqueConstraint("session", "message_id"),
)
CLOSED = sa.Table(
    "sessions_closes", _JOURNAL, sa.Column("session", sa.String(64), primary_key=True)
)
INBOX = sa.Table(
    "recus",
    _JOURNAL,
    sa.Column("canal", sa.String(32), primary_key=True),
    sa.Column("id", sa.String(255), primary_key=True),
    sa.Column("le", sa.String(32), nullable=False, index=True),
    sa.Column("etat", sa.String(16), nullable=False, index=True),
    sa.Column("envoyes", sa.Integer, nullable=False),
    sa.Column("entrant", sa.Text),
    sa.Column("motif", sa.Text),
)
TEMPLATES = sa.Table(
    "modeles",
    _JOURNAL,
    sa.Column("choix", sa.String(32), primary_key=True),
    sa.Column("sid", sa.String(64), nullable=False),
)
REQUESTS = sa.Table(
    "demandes",
    _REQUESTS,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("conversation", sa.String(255), nullable=False, index=True),
    sa.Column("le", sa.String(32), nullable=False),
    sa.Column("statut", sa.String(16), nullable=False),
    sa.Column("nom", sa.String(120)),
    sa.Column("coordonnee", sa.String(120)),
    sa.Column("sujet", sa.Text),
    sqlite_autoincrement=True,
)
READINGS = sa.Table(
    "relectures",
    _REQUESTS,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("source", sa.String(120), nullable=False, index=True),
    sa.Column("jour", sa.Date, nullable=False),
    sa.Column("lecteur", sa.String(150), nullable=False),
    sa.Column("changee", sa.Boolean, nullable=False),
    sa.Column("note", sa.String(500), nullable=False),
    sa.Column("le", sa.String(32), nullable=False),
)


def make_tracker(engine: Engine) -> None:
    EVENTS.metadata.create_all(engine)
    _TRACKER.create_all(engine)


def make_journal(engine: Engine) -> None:
    _JOURNAL.create_all(engine)


def make_requests(engine: Engine) -> None:
    _REQUESTS.create_all(engine)


def exchange(session: str, message: str, said: str, at: str = "2026-11-01T10:00:00+00:00") -> dict:
    return {"session": session, "message_id": message, "le": at, "dit": said, "reponse": "{}"}
