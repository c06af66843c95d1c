#!/bin/sh
# What PostgreSQL's own image does on an empty volume, for the tests' image, which has Debian's: a
# cluster, its database, the scripts of /docker-entrypoint-initdb.d; then the server.
set -eu
export PATH="$(echo /usr/lib/postgresql/*/bin):$PATH" PGUSER="$POSTGRES_USER" PGHOST=/run/postgresql
en_postgres() { setpriv --reuid postgres --regid postgres --clear-groups "$@"; }
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    install -d -o postgres -g postgres -m 700 "$PGDATA"
    install -o postgres -m 400 "$POSTGRES_PASSWORD_FILE" /tmp/passe
    # shellcheck disable=SC2086 # several options
    en_postgres initdb --username "$POSTGRES_USER" --pwfile /tmp/passe --auth-local trust \
        --auth-host scram-sha-256 $POSTGRES_INITDB_ARGS >/dev/null
    echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
    en_postgres pg_ctl -D "$PGDATA" -o "-c listen_addresses='' -k $PGHOST" -w start >/dev/null
    psql -d postgres -c "CREATE DATABASE $POSTGRES_DB" >/dev/null
    for script in /docker-entrypoint-initdb.d/*.sh; do sh "$script"; done
    en_postgres pg_ctl -D "$PGDATA" -m fast -w stop >/dev/null
fi
exec setpriv --reuid postgres --regid postgres --clear-groups postgres -c "listen_addresses=*" -k "$PGHOST"
