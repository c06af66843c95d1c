"""Alembic : les migrations de la base des territoires, sur la connexion que `schema.mettre_a_niveau` donne."""

from __future__ import annotations

from alembic import context

from vte.territoires.modeles import Modele

context.configure(
    connection=context.config.attributes["connexion"],
    target_metadata=Modele.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
