#!/bin/sh
# Runs a command that fuzzes, with a seed of its own and many inputs; says which seed, and how many inputs each target
# read.
set -eu
cd "$(dirname "$0")/.."
SETTLE_FUZZ_SEED=${SETTLE_FUZZ_SEED:-$(date +%s)}
SETTLE_FUZZ_ITERATIONS=${SETTLE_FUZZ_ITERATIONS:-200000}
SETTLE_FUZZ_KEEP=$PWD/.build-fuzz
export SETTLE_FUZZ_SEED SETTLE_FUZZ_ITERATIONS SETTLE_FUZZ_KEEP
# Databases are written by the thousand: in memory, where there is such a folder.
[ -w /dev/shm ] && export TMPDIR=/dev/shm
rm -rf "$SETTLE_FUZZ_KEEP"
mkdir "$SETTLE_FUZZ_KEEP"
echo "SETTLE_FUZZ_SEED=$SETTLE_FUZZ_SEED SETTLE_FUZZ_ITERATIONS=$SETTLE_FUZZ_ITERATIONS"
exec "$@"
