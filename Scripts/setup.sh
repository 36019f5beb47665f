#!/bin/sh
# Installs the C libraries that the toolchain and the build need, where they are missing and the machine lets us. With the
# argument 'test', also NumPy, by which a test reads what is written for it, PostgreSQL, of which tests start servers of their
# own, Chromium, in which pages are tried, and, in .build-python, the Python packages of Tests/requirements.txt.
set -eu
cd "$(dirname "$0")/.."

# Makes the Python environment of the tests where it is missing or has other packages.
install_python_packages() {
    if cmp -s Tests/requirements.txt .build-python/installed; then return 0; fi
    echo "setup: installing the Python packages of Tests/requirements.txt in .build-python"
    python=$(command -v python3)
    "$python" -c "import ensurepip" >/dev/null 2>&1 || python=/usr/bin/python3
    rm -rf .build-python
    if ! { "$python" -m venv .build-python &&
        .build-python/bin/python -m pip install --quiet --disable-pip-version-check -r Tests/requirements.txt; }; then
        rm -rf .build-python
        echo "setup: Python (3.11 or later) could not install them; the tests of Optuna's files need them." >&2
        exit 1
    fi
    cp Tests/requirements.txt .build-python/installed
}

command -v swift >/dev/null || {
    echo "setup: there is no 'swift' on the PATH; install Swift 6.2 or later from swift.org." >&2
    exit 1
}
[ "$(uname)" = Linux ] || exit 0

missing=""
compiler=${CC:-$(dirname "$(command -v swift)")/clang}
command -v "$compiler" >/dev/null || compiler=cc
# What a toolchain takes from the system: shared libraries, headers, a linker's files.
can_link() { echo "#include <string>" | "$compiler" -x c++ -shared -o /dev/null - -lstdc++ >/dev/null 2>&1; }
swift build --version >/dev/null 2>&1 || missing="$missing libcurl4 libncurses6 libxml2"
can_link || missing="$missing g++"
have_header() { echo "#include <$1>" | "$compiler" -E -x c - >/dev/null 2>&1; }
have_header sqlite3.h || missing="$missing libsqlite3-dev"
have_header zlib.h || missing="$missing zlib1g-dev"
have_library() { "$compiler" -x c /dev/null -shared -o /dev/null "-l:$1" >/dev/null 2>&1; }
have_library libcrypto.so.3 || have_library libcrypto.so.1.1 || missing="$missing libssl3"
if [ "${1:-}" = test ]; then
    has_numpy() { "$1" -c "import numpy" >/dev/null 2>&1; }
    has_numpy python3 || has_numpy /usr/bin/python3 || missing="$missing python3-numpy"
    can_make_environments() { "$1" -c "import ensurepip" >/dev/null 2>&1; }
    can_make_environments python3 || can_make_environments /usr/bin/python3 || missing="$missing python3-venv"
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing="$missing postgresql"
    # On Ubuntu 'chromium-browser' only stands for a snap; there any of these will do, or one that $CHROMIUM names.
    has_chromium=""
    for browser in ${CHROMIUM:-chromium chromium-browser google-chrome google-chrome-stable}; do
        command -v "$browser" >/dev/null && has_chromium=yes
    done
    if [ -z "$has_chromium" ]; then
        if [ -n "${CHROMIUM:-}" ]; then
            echo "setup: there is no program $CHROMIUM, which \$CHROMIUM names; name a Chromium, or leave it out." >&2
            exit 1
        fi
        if grep -qs '^ID=ubuntu$' /etc/os-release; then
            echo "setup: tests of pages need a Chromium, which is no package on Ubuntu. Install Google Chrome," >&2
            echo "       or name a Chromium with CHROMIUM=/path." >&2
            exit 1
        fi
        missing="$missing chromium"
    fi
fi
if [ -z "$missing" ]; then
    if [ "${1:-}" = test ]; then install_python_packages; fi
    exit 0
fi

if ! command -v apt-get >/dev/null; then
    echo "setup: install the headers of SQLite (3.37 or later) and zlib, and OpenSSL (3), with this system's package manager." >&2
    echo "       (On Debian and Ubuntu the packages are:$missing)" >&2
    exit 1
fi
run=""
if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        run=sudo
    else
        echo "setup: these packages are missing, and installing them needs root. Run:" >&2
        echo "       sudo apt-get install$missing" >&2
        exit 1
    fi
fi
echo "setup: installing$missing"
$run apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $run apt-get install -y -qq --no-install-recommends $missing >/dev/null
if [ "${1:-}" = test ]; then install_python_packages; fi
