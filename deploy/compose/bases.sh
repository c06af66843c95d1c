#!/bin/sh
# PostgreSQL's image runs this once, on an empty volume: a database for the requests and one for the
# console, beside the tracker's, so that each is saved, restored and migrated by itself.
set -eu
for base in vte_demandes vte_console; do
    psql --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --set ON_ERROR_STOP=1 \
        --command "CREATE DATABASE $base OWNER $POSTGRES_USER"
done
