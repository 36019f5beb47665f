#!/bin/sh
# Installs the C libraries that the build needs, where they are missing and the machine lets us. With the argument 'test',
# also NumPy, by which a test reads what is written for it, and Chromium, in which pages are tried.
set -eu

command -v swift >/dev/null || {
    echo "setup: there is no 'swift' on the PATH; install Swift 6.2 or later from swift.org." >&2
    exit 1
}
[ "$(uname)" = Linux ] || exit 0

missing=""
compiler=${CC:-$(dirname "$(command -v swift)")/clang}
command -v "$compiler" >/dev/null || compiler=cc
have_header() { echo "#include <$1>" | "$compiler" -E -x c - >/dev/null 2>&1; }
have_header sqlite3.h || missing="$missing libsqlite3-dev"
have_header zlib.h || missing="$missing zlib1g-dev"
have_header openssl/evp.h || missing="$missing libssl-dev"
if [ "${1:-}" = test ]; then
    has_numpy() { "$1" -c "import numpy" >/dev/null 2>&1; }
    has_numpy python3 || has_numpy /usr/bin/python3 || missing="$missing python3-numpy"
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
[ -z "$missing" ] && exit 0

if ! command -v apt-get >/dev/null; then
    echo "setup: install the headers of SQLite (3.37 or later), zlib and OpenSSL (3) with this system's package manager." >&2
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
