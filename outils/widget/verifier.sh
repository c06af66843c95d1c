#!/bin/sh
# Lints, formats (checked) and type-checks widget/*.js; skipped without npm, but never on CI.
set -eu
cd "$(dirname "$0")"
if ! command -v npm >/dev/null; then
    echo "npm is not installed: the widget's JavaScript is not checked (CI never skips this)." >&2
    [ -z "${CI:-}" ]
    exit
fi
if [ ! -d node_modules ] || [ package.json -nt node_modules ]; then
    npm install --silent --no-package-lock --ignore-scripts --no-audit --no-fund
    touch node_modules
fi
npm run --silent check
