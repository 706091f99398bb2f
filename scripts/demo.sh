#!/bin/sh
# The whole thing from a fresh clone: installs what is missing, then chain, traffic and app (scripts/demo.ts).
# PORT says where the app listens, 3000 unless set. Ctrl-C stops all of it and keeps the chain.
set -eu
cd "$(dirname "$0")/.."
sh scripts/install.sh
# Not through npx: a wrapper in between would take the signals, or pass them on twice.
exec node --import tsx scripts/demo.ts "$@"
