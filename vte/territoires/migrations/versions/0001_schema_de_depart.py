"""The first schema: the COG, its names, the lists and the memberships."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "empreinte",
        sa.Column("cles", sa.String(length=64), nullable=False),
        sa.Column("construite_le", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("cles"),
    )
    op.create_table(
        "epci",
        sa.Column("millesime", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=9), nullable=False),
        sa.Column("nom", sa.String(), nullable=False),
        sa.Column("nature", sa.String(length=8), nullable=False),
        sa.Column("communes", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("millesime", "code"),
    )
    op.create_table(
        "listes",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("libelle", sa.String(), nullable=False),
        sa.Column("du", sa.String(length=10), nullable=False),
        sa.Column("au", sa.String(length=10), nullable=False),
        sa.Column("millesime_cog", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("territoires", sa.Integer(), nullable=False),
        sa.Column("communes", sa.Integer(), nullable=False),
        sa.Column("importee", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "regions",
        sa.Column("code", sa.String(length=3), nullable=False),
        sa.Column("nom", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "zones",
        sa.Column("nom", sa.String(), nullable=False),
        sa.Column("departements", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("nom"),
    )
    op.create_table(
        "departements",
        sa.Column("code", sa.String(length=3), nullable=False),
        sa.Column("nom", sa.String(), nullable=False),
        sa.Column("region", sa.String(length=3), nullable=False),
        sa.ForeignKeyConstraint(
            ["region"],
            ["regions.code"],
        ),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "territoires",
        sa.Column("liste", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("nom", sa.String(), nullable=False),
        sa.Column("regions", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["liste"],
            ["listes.id"],
        ),
        sa.PrimaryKeyConstraint("liste", "id"),
    )
    op.create_table(
        "communes",
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("nom", sa.String(), nullable=False),
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("region", sa.String(length=3), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("codes_postaux", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["departement"],
            ["departements.code"],
        ),
        sa.ForeignKeyConstraint(
            ["region"],
            ["regions.code"],
        ),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "publications",
        sa.Column("liste", sa.String(), nullable=False),
        sa.Column("commune", sa.String(length=5), nullable=False),
        sa.Column("territoire", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["liste", "territoire"],
            ["territoires.liste", "territoires.id"],
        ),
        sa.ForeignKeyConstraint(
            ["liste"],
            ["listes.id"],
        ),
        sa.PrimaryKeyConstraint("liste", "commune"),
    )
    with op.batch_alter_table("publications", schema=None) as batch_op:
        batch_op.create_index("ix_publications_territoire", ["liste", "territoire"], unique=False)

    op.create_table(
        "appartenances",
        sa.Column("liste", sa.String(), nullable=False),
        sa.Column("commune", sa.String(length=5), nullable=False),
        sa.Column("territoire", sa.String(), nullable=False),
        sa.Column("membres", sa.String(), nullable=False),
        sa.Column("autres", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune"],
            ["communes.code"],
        ),
        sa.ForeignKeyConstraint(
            ["liste", "territoire"],
            ["territoires.liste", "territoires.id"],
        ),
        sa.ForeignKeyConstraint(
            ["liste"],
            ["listes.id"],
        ),
        sa.PrimaryKeyConstraint("liste", "commune"),
    )
    with op.batch_alter_table("appartenances", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appartenances_commune"), ["commune"], unique=False)
        batch_op.create_index("ix_appartenances_territoire", ["liste", "territoire"], unique=False)

    op.create_table(
        "noms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("nom", sa.String(), nullable=False),
        sa.Column("nature", sa.String(length=16), nullable=False),
        sa.Column("commune", sa.String(length=5), nullable=False),
        sa.Column("codes_postaux", sa.String(), nullable=False),
        sa.Column("cle", sa.String(), nullable=False),
        sa.Column("sons", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune"],
            ["communes.code"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("noms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_noms_commune"), ["commune"], unique=False)

    op.create_table(
        "passages",
        sa.Column("millesime", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ancienne", sa.String(length=5), nullable=False),
        sa.Column("actuelle", sa.String(length=5), nullable=False),
        sa.ForeignKeyConstraint(
            ["actuelle"],
            ["communes.code"],
        ),
        sa.PrimaryKeyConstraint("millesime", "ancienne", "actuelle"),
    )
    with op.batch_alter_table("passages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passages_actuelle"), ["actuelle"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("passages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_passages_actuelle"))

    op.drop_table("passages")
    with op.batch_alter_table("noms", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_noms_commune"))

    op.drop_table("noms")
    with op.batch_alter_table("appartenances", schema=None) as batch_op:
        batch_op.drop_index("ix_appartenances_territoire")
        batch_op.drop_index(batch_op.f("ix_appartenances_commune"))

    op.drop_table("appartenances")
    with op.batch_alter_table("publications", schema=None) as batch_op:
        batch_op.drop_index("ix_publications_territoire")

    op.drop_table("publications")
    op.drop_table("communes")
    op.drop_table("territoires")
    op.drop_table("departements")
    op.drop_table("zones")
    op.drop_table("regions")
    op.drop_table("listes")
    op.drop_table("epci")
    op.drop_table("empreinte")
