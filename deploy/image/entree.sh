#!/bin/sh
# Secrets come as files, one a setting, named after it (VTE_SECRET, VTE_SUIVI…): what is handed over
# in a file shows neither in the description of a container nor in its history. What is set already
# stands.
set -eu
for fichier in "${CREDENTIALS_DIRECTORY:-/run/secrets}"/VTE_*; do
    [ -f "$fichier" ] || continue
    nom=${fichier##*/}
    eval "donne=\${$nom:-}"
    # shellcheck disable=SC2154 # eval sets it
    [ -z "$donne" ] || continue
    valeur=$(cat "$fichier") # one that cannot be read ends it here, rather than be an empty secret
    export "$nom=$valeur"
done
exec "$@"
