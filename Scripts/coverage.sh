#!/bin/sh
# Prints the line coverage of Sources after `swift test --enable-code-coverage --scratch-path $1`.
set -eu
cd "$(dirname "$0")/.."
report=$(swift test -c release -Xswiftc -enable-testing --scratch-path "$1" --show-codecov-path)
python3 - "$report" <<'PYTHON'
import collections, json, os, sys

rooms = collections.defaultdict(lambda: [0, 0])
for file in json.load(open(sys.argv[1]))["data"][0]["files"]:
    path = os.path.relpath(file["filename"])
    if path.startswith("Sources/"):
        lines = file["summary"]["lines"]
        for room in (path.split("/")[1], "Sources"):
            rooms[room][0] += lines["covered"]
            rooms[room][1] += lines["count"]
for room, (covered, count) in sorted(rooms.items(), key=lambda item: (item[0] == "Sources", item[0])):
    print(f"{room:24} {covered:6} of {count:6} lines  {100 * covered / count:5.1f}%")
PYTHON
