#!/bin/sh
# Creates .venv and installs a hashed lock: installer.sh requirements.lock (what serves) or
# requirements-dev.lock (and what developers need). PYTHON: a Python 3.11, found by the Makefile.
# installer.sh outils/deploiement.txt: the tools that check deploy/, in a place of their own.
set -eu
LOCK=${1:-requirements.lock}
# Who has the developers' tools keeps them: `make run` takes nothing away.
[ ! -x .venv/bin/pytest ] || [ "$LOCK" != requirements.lock ] || LOCK=requirements-dev.lock
if [ -z "${PYTHON:-}" ]; then
    echo "Python 3.11 is needed and was not found: install it, or run make PYTHON=/path/to/python3.11." >&2
    exit 1
fi
UV=$(command -v uv || true)
# A pyenv shim may stand for a uv that its chosen Python does not have.
if [ -z "$UV" ] || ! "$UV" --version >/dev/null 2>&1; then
    UV=.vte/uv/bin/uv
    PINNED=$(sed -n 's/^uv==\([^ ]*\).*/\1/p' outils/uv.txt)
    if [ ! -x "$UV" ] || ! "$UV" --version | grep -qF " $PINNED"; then
        echo "Installing uv $PINNED in .vte/uv…"
        mkdir -m 700 -p .vte
        "$PYTHON" -m venv .vte/uv || { echo "Python's venv module is missing: install python3.11-venv." >&2; exit 1; }
        .vte/uv/bin/python -m pip install --quiet --disable-pip-version-check \
            --require-hashes --no-deps --only-binary :all: -r outils/uv.txt
    fi
fi
PYTHON_PATH=$("$PYTHON" -c 'import sys; print(sys.executable)')
if [ "$LOCK" = outils/deploiement.txt ]; then
    [ -x .vte/deploiement/bin/python ] || "$UV" venv --quiet --python "$PYTHON_PATH" .vte/deploiement
    "$UV" pip sync --quiet --python .vte/deploiement/bin/python --require-hashes "$LOCK"
    exit 0
fi
echo "Installing the packages of $LOCK in .venv…"
[ -x .venv/bin/python ] || "$UV" venv --quiet --python "$PYTHON_PATH" .venv
"$UV" pip sync --quiet --python .venv/bin/python --require-hashes "$LOCK"
"$UV" pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation -e .
