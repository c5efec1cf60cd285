#!/bin/sh
# Makes .venv ready: `setup.sh base` to run pmtdocs, `setup.sh dev` to test it as well.
# Called by the Makefile, which runs it again only when a lock file or pyproject.toml has changed.
set -eu
cd "$(dirname "$0")/.."
wanted=${1:?base or dev}

stop() { printf '%s\n' "$@" >&2; exit 1; }

# The first Python that is new enough; `make PYTHON=… render` names another.
find_python() {
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
        printf '%s\n' "$candidate"
        return
    done
    stop "pmtdocs needs Python 3.11 or newer; found: $("${PYTHON:-python3}" --version 2>&1 || true)." \
         "Name one that is elsewhere with: make PYTHON=/path/to/python3.12 render"
}

# The Debian packages that are missing: a venv needs ensurepip, WeasyPrint loads the libraries.
missing_packages() {
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        "$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
    while read -r library package; do
        "$python" -c "import ctypes; ctypes.CDLL('$library')" 2>/dev/null || echo "$package"
    done <<-END
	libpango-1.0.so.0 libpango-1.0-0
	libpangoft2-1.0.so.0 libpangoft2-1.0-0
	libharfbuzz-subset.so.0 libharfbuzz-subset0
	END
}

install_packages() {
    if [ "$(id -u)" = 0 ]; then sudo=''
    elif sudo -n true 2>/dev/null; then sudo='sudo -n'
    else stop "Some system packages are missing. Type this line, then run make again:" \
              "    sudo apt-get update && sudo apt-get install -y $*"
    fi
    echo "Installing $*" >&2
    log=$(mktemp)
    # A fresh machine has no package lists yet; one that has been used need not wait for them.
    for update in : "$sudo apt-get -o DPkg::Lock::Timeout=300 update"; do
        if { $update && $sudo env DEBIAN_FRONTEND=noninteractive \
                apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@"; } >>"$log" 2>&1 </dev/null
        then rm -f "$log"; return; fi
    done
    cat "$log" >&2
    stop "apt-get could not install: $*"
}

python=$(find_python)
if command -v apt-get >/dev/null; then
    missing=$(missing_packages)
    # shellcheck disable=SC2086  # a list of names, to be split
    [ -z "$missing" ] || install_packages $missing
fi

echo "Preparing .venv ($wanted): once, about a minute" >&2
# A venv that was left half-made has no pip: start again.
[ -x .venv/bin/pip ] || "$python" -m venv --clear .venv
# Twice quiet: pip keeps its errors and drops its advice. The lock files name everything, so nothing
# is to be resolved: older pips look at the newest version of a package asked for with an extra.
.venv/bin/pip install -qq --no-deps --require-hashes -r "requirements/$wanted.lock.txt"
.venv/bin/pip install -qq --no-deps --no-build-isolation -e .
# Compiled once, here: a machine that writes no bytecode would compile at each command (0.1 s).
.venv/bin/python -m compileall -q pmtdocs
touch .venv/base.stamp
[ "$wanted" = base ] || touch .venv/dev.stamp
