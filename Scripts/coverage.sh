#!/bin/sh
# Runs the tests in a build of its own, and prints the line coverage of Sources: of each target, and of the folders in it
# that are below 95%. Fails where a test fails.
#
# Usage: coverage.sh BUILD_FOLDER [OPTION OF swift test ...]
#
# Tests kill processes, and a profile that such a process was writing can be damaged. SwiftPM then merges none of the
# profiles. So this script merges them itself, and leaves the damaged ones out.
set -eu
cd "$(dirname "$0")/.."
build=$1
shift
flags="-c release -Xswiftc -enable-testing --scratch-path $build"

# Prints the path of an LLVM tool of the toolchain that compiles, because profiles have the format of its version.
tool() {
    resources=$(swift -print-target-info |
        python3 -c 'import json, sys; print(json.load(sys.stdin)["paths"]["runtimeResourcePath"])')
    if [ -x "$resources/../../bin/$1" ]; then
        echo "$resources/../../bin/$1"
    else
        xcrun --find "$1" 2> /dev/null || command -v "$1" || {
            echo "coverage.sh: $1 is neither in the Swift toolchain nor on the path" >&2
            return 1
        }
    fi
}
profdata=$(tool llvm-profdata)
cov=$(tool llvm-cov)

swift build $flags --build-tests --enable-code-coverage
products=$(swift build $flags --show-bin-path)
profiles=$products/profiles
rm -rf "$profiles"
mkdir -p "$profiles"
# Without --enable-code-coverage here, SwiftPM merges nothing, and its status is that of the tests.
LLVM_PROFILE_FILE="$profiles/%p-%m.profraw" swift test $flags --skip-build "$@"

find "$profiles" -name '*.profraw' -size +0 > "$profiles/list"
"$profdata" merge -sparse --failure-mode=all --input-files="$profiles/list" -o "$profiles/all.profdata"
tests=$(find "$products" -maxdepth 1 -name '*PackageTests.xctest')
if [ -d "$tests" ]; then tests=$tests/Contents/MacOS/$(basename "$tests" .xctest); fi
"$cov" export -summary-only -instr-profile="$profiles/all.profdata" "$tests" > "$profiles/summary.json"

python3 - "$profiles/summary.json" <<'PYTHON'
import collections, json, os, sys

folders = collections.defaultdict(lambda: [0, 0])
for file in json.load(open(sys.argv[1]))["data"][0]["files"]:
    path = os.path.relpath(file["filename"]).split("/")
    if path[0] == "Sources":
        lines = file["summary"]["lines"]
        for folder in {path[1], "/".join(path[1:-1]), "Sources"}:
            folders[folder][0] += lines["covered"]
            folders[folder][1] += lines["count"]
for folder, (covered, count) in sorted(folders.items(), key=lambda item: (item[0] == "Sources", item[0])):
    share = 100 * covered / max(count, 1)
    if "/" not in folder or share < 95:
        print(f"{'  ' * folder.count('/') + folder:44} {covered:6} of {count:6} lines  {share:5.1f}%")
PYTHON
rm -f "$profiles"/*.profraw
