"""What the database itself refuses of the audit log: to change, delete or replace a line.

Each database has its own way. It is put back after every migration: SQLite makes a table anew when
a column changes, and its triggers go with the old one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

_REFUS = "is only added to"


def _sqlite(table: str, court: str, cle: str) -> dict[str, str]:
    """INSERT OR REPLACE would delete without a trigger: what has a key that is there is left out.

    Without an error, so that a backup may be restored over what is there (vte/backup/restore.py).
    """
    return {
        f"{court}_update": f"CREATE TRIGGER {court}_update BEFORE UPDATE ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{table} {_REFUS}'); END",
        f"{court}_insert": f"CREATE TRIGGER {court}_insert BEFORE INSERT ON {table}"
        f" WHEN EXISTS (SELECT 1 FROM {table} WHERE {cle} = NEW.{cle})"
        " BEGIN SELECT RAISE(IGNORE); END",
    }


_SUR_SQLITE = {
    **_sqlite("console_acces", "acces", "id"),
    "acces_delete": "CREATE TRIGGER acces_delete BEFORE DELETE ON console_acces"
    f" BEGIN SELECT RAISE(ABORT, 'console_acces {_REFUS}'); END",
    **_sqlite("console_motif", "motif", "acces_id"),
}
_FONCTION = (
    "CREATE OR REPLACE FUNCTION acces_refuser() RETURNS trigger AS $$"
    f" BEGIN RAISE EXCEPTION '% {_REFUS}', TG_TABLE_NAME; END $$ LANGUAGE plpgsql"
)
_SUR_POSTGRESQL = {
    "acces_garde": "CREATE TRIGGER acces_garde BEFORE UPDATE OR DELETE ON console_acces"
    " FOR EACH ROW EXECUTE FUNCTION acces_refuser()",
    "acces_garde_tout": "CREATE TRIGGER acces_garde_tout BEFORE TRUNCATE ON console_acces"
    " FOR EACH STATEMENT EXECUTE FUNCTION acces_refuser()",
    "motif_garde": "CREATE TRIGGER motif_garde BEFORE UPDATE ON console_motif"
    " FOR EACH ROW EXECUTE FUNCTION acces_refuser()",
}
_TABLES = {"acces": "console_acces", "motif": "console_motif"}


def manquants(lien: Any) -> list[str]:
    """The triggers that are not there, or are switched off."""
    return [nom for nom in _attendus(lien) if nom not in _presents(lien)]


def poser(lien: Any) -> None:
    """Those that are missing, on Django's connection `lien`."""
    with lien.cursor() as curseur:
        for nom in manquants(lien):
            if lien.vendor == "postgresql":
                curseur.execute(_FONCTION)
                _oter_un(curseur, lien, nom)  # one that is switched off
            curseur.execute(_attendus(lien)[nom])


def oter(lien: Any) -> None:
    """All of them: for a migration alone, which puts them back in its own transaction."""
    with lien.cursor() as curseur:
        for nom in _attendus(lien):
            _oter_un(curseur, lien, nom)


def _oter_un(curseur: Any, lien: Any, nom: str) -> None:
    sur = f" ON {_TABLES[nom.partition('_')[0]]}" if lien.vendor == "postgresql" else ""
    curseur.execute(f"DROP TRIGGER IF EXISTS {nom}{sur}")


def _attendus(lien: Any) -> dict[str, str]:
    return _SUR_POSTGRESQL if lien.vendor == "postgresql" else _SUR_SQLITE


def _presents(lien: Any) -> set[str]:
    tables = ", ".join(f"'{table}'" for table in _TABLES.values())
    demande = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
        f" AND tgrelid IN (SELECT oid FROM pg_class WHERE relname IN ({tables}))"
        if lien.vendor == "postgresql"
        else f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ({tables})"
    )
    with lien.cursor() as curseur:
        curseur.execute(demande)
        lignes: Iterable[tuple[str]] = curseur.fetchall()
    return {nom for (nom,) in lignes}
