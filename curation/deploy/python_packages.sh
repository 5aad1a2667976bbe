#!/bin/sh
# Makes .venv when there is none that works, and installs a file of pinned packages when that file has changed.
set -eu

wanted=$1
installed=.venv/$(echo "$wanted" | tr / -)

new_environment() {
    for python in python3 python3.14 python3.13 python3.12 python3.11 none; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then break; fi
    done
    if [ "$python" = none ]; then
        echo "Python 3.11 or newer is needed and none is on the PATH." >&2
        exit 1
    fi
    rm -rf .venv
    if "$python" -c 'import ensurepip' 2>/dev/null; then
        "$python" -m venv .venv
    elif "$python" -m pip --version >/dev/null 2>&1; then # a Python without ensurepip lends its own pip
        "$python" -m venv --without-pip .venv
        "$python" -m pip --python .venv/bin/python install --quiet pip
    else
        echo "$python can make no virtual environment: install python3-venv (Debian) or python3-pip (Fedora)." >&2
        exit 1
    fi
}

.venv/bin/python -m pip --version >/dev/null 2>&1 || new_environment
cmp -s "$wanted" "$installed" && exit 0
echo "Installing the Python packages of $wanted"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement "$wanted"
cp "$wanted" "$installed"
