#!/bin/sh
# Runs the tests that are built, and names those that failed once more at the end: a log of thousands of lines may be cut.
#
# Usage: test.sh COMMAND THAT RUNS THE TESTS ...
set -eu
log=$(mktemp)
trap 'rm -f "$log" "$log.status"' EXIT
# A pipe has the status of its last command, so the first one leaves its own in a file.
{ "$@" 2>&1 || echo $? > "$log.status"; } | tee "$log"
[ -e "$log.status" ] || exit 0
echo
echo "What failed:"
grep -aE '^✘|recorded an issue|: error:|Fatal error|unexpected signal' "$log" | cut -c 1-1000 || true
exit "$(cat "$log.status")"
