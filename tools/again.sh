#!/bin/sh
# Fifty times the tests that kill, lock, wait or watch, while two other processes keep two cores busy.
# More arguments are for pytest: make again ARGS="--times 5 tests/system"
set -eu
cd "$(dirname "$0")/.."

busy() { while :; do :; done; }
busy & one=$!
busy & two=$!
trap 'kill "$one" "$two"' EXIT
trap 'exit 1' INT TERM

.venv/bin/pytest --numprocesses auto --dist loadfile --exitfirst -m concurrent --times 50 "$@"
