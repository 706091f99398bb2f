#!/bin/sh
# Installs what is missing and nothing else: packages when the lock file changed, a browser when asked for one.
#   scripts/install.sh [browser]
set -eu
cd "$(dirname "$0")/.."

if ! command -v node >/dev/null 2>&1; then
  echo "Node.js 20.19 or newer is needed: https://nodejs.org" >&2
  exit 1
fi

stamp=node_modules/.installed-lock
if ! cmp -s package-lock.json "$stamp" 2>/dev/null; then
  echo "Installing packages …"
  npm ci --no-fund --no-audit
  cp package-lock.json "$stamp"
fi

if [ "${1:-}" = browser ] && ! command -v "${CHROMIUM:-chromium}" >/dev/null 2>&1; then
  echo "Installing Chromium for the browser tests …"
  if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends chromium fonts-liberation >/dev/null
  else
    echo "Chromium is missing. Install it, or set CHROMIUM to its path." >&2
    exit 1
  fi
fi
