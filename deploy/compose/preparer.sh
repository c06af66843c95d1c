#!/bin/sh
# Makes what compose.yml needs and is nobody's to know: secrets, drawn once and kept; folders; an
# empty reglages.env for the settings that are no secrets. What is there already stands. Tokens of the
# messengers are put in secrets/vte, a file each, named after the setting; then this is run again.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets/vte entraine certificats
# Their folder keeps others of this machine out; in a container, « nobody » reads what is mounted.
ecrire() { [ -s "secrets/$1" ] || { printf '%s' "$2" >"secrets/$1" && chmod 444 "secrets/$1"; }; }
# Settings that are secrets, by their names.
A_TAIRE='^ *VTE_[A-Z_]*(SECRET|JETON|CLE_|VERIFICATION|SUIVI|WEBHOOK_ADRESSE|(BASE|DEMANDES|CONSOLE|REDIS)_URL)[A-Z_]*'
tirer() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }
for nom in POSTGRES_PASSWORD REDIS_PASSWORD vte/VTE_SECRET vte/VTE_CLE_SAUVEGARDES; do
    ecrire "$nom" "$(tirer)"
done
# The key under which the models were sealed, where they were trained in this very folder.
[ -s ../../.vte/cle-modeles ] && [ -z "${NEUVE:-}" ] && ecrire vte/VTE_CLE_MODELES "$(cat ../../.vte/cle-modeles)"
ecrire vte/VTE_CLE_MODELES "$(tirer)"
passe=$(cat secrets/POSTGRES_PASSWORD)
ecrire vte/VTE_SUIVI "postgresql://vte:$passe@postgres/vte_suivi"
ecrire vte/VTE_DEMANDES_URL "postgresql://vte:$passe@postgres/vte_demandes"
ecrire vte/VTE_CONSOLE_URL "postgresql://vte:$passe@postgres/vte_console"
ecrire vte/VTE_REDIS_URL "redis://:$(cat secrets/REDIS_PASSWORD)@redis:6379/0"
[ -e reglages.env ] || : >reglages.env
if mal=$(grep -oE "$A_TAIRE" reglages.env); then
    printf 'reglages.env se lit dans la description des conteneurs\302\240: mettez dans secrets/vte, un fichier chacun\302\240:\n%s\n' "$mal" >&2
    exit 1
fi
chmod 755 secrets/vte entraine certificats
chmod 444 secrets/vte/*
printf 'Prêt\302\240: secrets/ a les clés, entraine/ attend un modèle entraîné, certificats/ ceux des deux noms.\n'
