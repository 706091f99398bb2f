#!/bin/sh
# Everything, from a fresh clone: installs what is missing, then runs each suite and ends with "N passed, N failed".
set -eu
cd "$(dirname "$0")/.."
sh scripts/install.sh browser
exec npx tsx scripts/run-tests.ts "$@"
