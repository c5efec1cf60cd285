#!/bin/sh
# Are the lower bounds of pyproject.toml true? `lowest.sh UV`: the oldest versions that it admits, in
# an environment that is gone afterwards, check every dossier and make one, by both engines.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$1" venv --quiet --python .venv/bin/python "$folder/venv"
"$1" pip install --quiet --no-config --python "$folder/venv" --resolution lowest-direct \
    --only-binary :all: -r pyproject.toml
for what in check "render 2024 --output $folder/a" "render 2024 --engine typst --output $folder/b"; do
    # shellcheck disable=SC2086  # words, to be split
    "$folder/venv/bin/python" -m pmtdocs $what
done
