"""Backups: one archive over every database, and what brings it back (docs/backups.md)."""
