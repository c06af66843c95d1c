"""Alembic: the migrations of the base, on the connection that `schema.upgrade` gives."""

from __future__ import annotations

from alembic import context

from vte.territoires.models import Modele

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Modele.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
