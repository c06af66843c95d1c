"""Connections to PostgreSQL: nobody waits on one that was cut, or whose machine vanished."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url

from vte.databases import ALIVE, open_engine, with_limits

SERVER = make_url("postgresql://vte@base/vte")


def test_a_silent_server_is_given_up_by_the_system_and_not_after_an_hour():
    assert dict(with_limits(SERVER).query) == {"connect_timeout": "5", **ALIVE}


def test_what_the_address_says_itself_is_kept():
    said = SERVER.update_query_dict({"tcp_user_timeout": "9000", "connect_timeout": "2"})
    assert dict(with_limits(said).query) == {**ALIVE, **said.query}


def test_a_file_has_no_such_limits():
    file = make_url("sqlite:///vte.sqlite")
    assert with_limits(file) == file


def test_a_connection_that_was_ended_meanwhile_is_replaced_before_it_is_used(
    base_postgres, request: pytest.FixtureRequest
):
    engine = open_engine(base_postgres())
    with engine.connect() as link:
        pid = link.exec_driver_sql("SELECT pg_backend_pid()").scalar()
    with sa.create_engine(engine.url, isolation_level="AUTOCOMMIT").connect() as other:
        other.execute(sa.text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
    with engine.connect() as link:
        assert link.exec_driver_sql("SELECT 1").scalar() == 1
    engine.dispose()
