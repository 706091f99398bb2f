#!/bin/sh
# The production server: `npm run build` first; arguments go to server.mjs, settings are in the environment (README.md).
# What filling a database takes of memory is given back when that is over: the C library keeps freed buffers otherwise,
# a hundred megabytes of them (npm run bench:memory).
set -eu
cd "$(dirname "$0")/.."
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
export MALLOC_MMAP_THRESHOLD_="${MALLOC_MMAP_THRESHOLD_:-131072}"
export MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_:-131072}"
# In place of the shell, so that signals and the process's number are the server's own.
exec node --max-semi-space-size=8 server.mjs "$@"
