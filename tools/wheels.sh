#!/bin/sh
# Has each pinned dependency a wheel for Windows and for macOS? Clerks have no compiler. The oldest and newest Python.
# `wheels.sh PIP`: downloads them, by their hashes, into a folder that is gone afterwards.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for system in win_amd64 macosx_15_0_arm64; do
    for python in 3.11 3.14; do
        "$1" download -qq --no-deps --only-binary :all: --require-hashes --dest "$folder" \
            --platform "$system" --python-version "$python" -r requirements/base.lock.txt
    done
    echo "$system: $(ls "$folder" | wc -l) wheels"
    rm -f "$folder"/*
done
