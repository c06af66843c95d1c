"""The schemas of the databases, by Alembic: their histories, and how a database is brought up.

docs/decisions/0024 says how a newer version upgrades while an older one serves.
"""
