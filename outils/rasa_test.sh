#!/bin/sh
# Rasa's own checks: data validation, and the test stories.
set -eu
export RASA_TELEMETRY_ENABLED=false TF_CPP_MIN_LOG_LEVEL=3 PYTHONWARNINGS=ignore CUDA_VISIBLE_DEVICES=
mkdir -m 700 -p .vte
DATA=data

controler() {
    nom=$1
    shift
    echo "$nom…"
    if ! "$@" >".vte/$nom.log" 2>&1; then
        tr '\r' '\n' <".vte/$nom.log" | grep -v -e Processed -e 'not used in any' | tail -40
        echo "$nom: failed, see .vte/$nom.log" >&2
        exit 1
    fi
    echo "$nom: passed"
}

# shellcheck disable=SC2086
controler rasa-data-validate .venv/bin/python -m bot.worker data validate --fail-on-warnings --data $DATA
controler rasa-test .venv/bin/python -m bot.worker test core --model models/vte.tar.gz --stories data/stories --fail-on-prediction-errors --no-plot --out .vte/resultats
