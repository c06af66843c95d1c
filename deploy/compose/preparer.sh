#!/bin/sh
# Makes what compose.yml needs and is nobody's to know: secrets, drawn once and kept; folders; an
# empty reglages.env for the settings that are no secrets. What is there already stands.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets modeles certificats sauvegardes
# Its folder keeps others of this machine out; in a container each file alone is seen, by « nobody ».
ecrire() { [ -s "secrets/$1" ] || { printf '%s' "$2" >"secrets/$1" && chmod 444 "secrets/$1"; }; }
tirer() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }
for nom in POSTGRES_PASSWORD REDIS_PASSWORD VTE_SECRET VTE_CLE_SAUVEGARDES; do
    ecrire "$nom" "$(tirer)"
done
# The key under which the models were sealed, where they were trained in this very folder.
[ -s ../../.vte/cle-modeles ] && [ -z "${NEUVE:-}" ] && ecrire VTE_CLE_MODELES "$(cat ../../.vte/cle-modeles)"
ecrire VTE_CLE_MODELES "$(tirer)"
passe=$(cat secrets/POSTGRES_PASSWORD)
ecrire VTE_SUIVI "postgresql://vte:$passe@postgres/vte_suivi"
ecrire VTE_DEMANDES_URL "postgresql://vte:$passe@postgres/vte_demandes"
ecrire VTE_CONSOLE_URL "postgresql://vte:$passe@postgres/vte_console"
ecrire VTE_REDIS_URL "redis://:$(cat secrets/REDIS_PASSWORD)@redis:6379/0"
[ -e reglages.env ] || : >reglages.env
chmod 755 modeles certificats
[ "$(id -u)" != 0 ] || chown 65534:65534 sauvegardes
printf 'Prêt\302\240: secrets/ a les clés, modeles/ attend un modèle publié, certificats/ ceux des deux noms.\n'
