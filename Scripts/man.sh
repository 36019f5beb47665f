#!/bin/sh
# Writes a man page of the command and one of each verb: man.sh PROGRAM FOLDER.
#
# The argument parser's own tool makes them, from what the program says of itself, so they tell the same as --help. The
# date is that of the commit, so that the same commit gives the same pages.
set -eu
cd "$(dirname "$0")/.."

parser=.build/checkouts/swift-argument-parser
swift build -c release --package-path "$parser" --scratch-path .build-manual --product generate-manual
rm -rf "$2"
mkdir -p "$2"
.build-manual/release/generate-manual "$1" --multi-page -o "$2" \
    --date "$(git log -1 --format=%cs 2>/dev/null || date +%Y-%m-%d)"
# An empty line of the help is a new paragraph, and a line that begins with a quote or a dot is none of roff's commands.
sed -i -e 's/^$/.Pp/' -e "s/^'/\\\\\&'/" -e 's/^\.[a-z0-9/]/\\\&&/' "$2"/*.1
