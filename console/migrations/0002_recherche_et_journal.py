"""The search index, and the guard of the audit log.

Both are the database's own, one way for each of the two.
"""

from typing import Any

from django.db import migrations

RECHERCHE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE console_recherche"
        " USING fts5(mots, tokenize='unicode61', prefix='2 3')"
    ],
    "postgresql": [
        "CREATE TABLE console_recherche (conversation bigint PRIMARY KEY, mots tsvector NOT NULL)",
        "CREATE INDEX console_recherche_mots ON console_recherche USING gin (mots)",
    ],
}
GARDE = {
    "sqlite": [
        f"CREATE TRIGGER acces_{geste.lower()} BEFORE {geste} ON console_acces"
        " BEGIN SELECT RAISE(ABORT, 'console_acces is only added to'); END"
        for geste in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        "CREATE FUNCTION acces_refuser() RETURNS trigger AS $$"
        " BEGIN RAISE EXCEPTION 'console_acces is only added to'; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER acces_garde BEFORE UPDATE OR DELETE ON console_acces"
        " FOR EACH ROW EXECUTE FUNCTION acces_refuser()",
        "CREATE TRIGGER acces_garde_tout BEFORE TRUNCATE ON console_acces"
        " FOR EACH STATEMENT EXECUTE FUNCTION acces_refuser()",
    ],
}


def poser(apps: Any, schema_editor: Any) -> None:
    vendeur = schema_editor.connection.vendor
    for instruction in RECHERCHE[vendeur] + GARDE[vendeur]:
        schema_editor.execute(instruction)


class Migration(migrations.Migration):
    dependencies = [("console", "0001_schema_de_depart")]
    operations = [migrations.RunPython(poser, migrations.RunPython.noop)]
