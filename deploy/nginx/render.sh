#!/bin/sh
# Writes nginx.conf on its standard output, from the environment:
#   SITE, SITE_CONSOLE        the public names
#   OUVRIERS                  the Rasa workers, as « 127.0.0.1:5005 127.0.0.1:5006 »
#   CONSOLE                   the console, as 127.0.0.1:8000
#   CERTIFICATS               the folder of assistant.pem, assistant.key, console.pem, console.key
#   ETAT                      a folder that nginx may write in (default: /tmp)
#   PORT_HTTP, PORT_HTTPS     where it listens (default: 80, 443), with an address or without
# The program `envsubst` comes with nginx's own images; Debian: apt install gettext-base.
set -eu
: "${SITE:?le nom public de l\'assistant}" "${SITE_CONSOLE:?le nom public de la console}"
: "${OUVRIERS:?les ouvriers, comme 127.0.0.1:5005}" "${CONSOLE:?la console, comme 127.0.0.1:8000}"
: "${CERTIFICATS:?le dossier des certificats}"
# max_fails=0: a worker that is busy says 503, which nginx would count as a failure; it would be left
# out while it serves, its people would fall on the others, and these would be left out in turn.
lignes=
for ouvrier in $OUVRIERS; do
    lignes="$lignes        server $ouvrier max_fails=0;
"
done
OUVRIERS=$lignes ETAT=${ETAT:-/tmp} PORT_HTTP=${PORT_HTTP:-80} PORT_HTTPS=${PORT_HTTPS:-443}
export SITE SITE_CONSOLE OUVRIERS CONSOLE CERTIFICATS ETAT PORT_HTTP PORT_HTTPS
# shellcheck disable=SC2016 # the names, for envsubst: nginx has variables of its own
exec envsubst '$SITE $SITE_CONSOLE $OUVRIERS $CONSOLE $CERTIFICATS $ETAT $PORT_HTTP $PORT_HTTPS' \
    <"$(dirname "$0")/nginx.conf.template"
