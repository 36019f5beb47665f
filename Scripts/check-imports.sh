#!/bin/sh
# Compares the imports of each target's files with the dependencies that Package.swift declares for it. (The build's
# own check passes an import of a target that is only reachable through another.) FoundationNetworking is no dependency: the
# program would load libcurl and its twenty libraries at every start.
set -eu
cd "$(dirname "$0")/.."
description=$(mktemp)
trap 'rm -f "$description"' EXIT
swift package describe --type json >"$description" 2>/dev/null
python3 - "$description" <<'PYTHON'
import json, pathlib, re, sys

package = json.load(open(sys.argv[1]))
system = {"CommonCrypto", "Foundation", "FoundationXML", "Dispatch", "Synchronization", "Testing", "PackagePlugin"}
wrong = []
plugins = {target["name"] for target in package["targets"] if target["type"] == "plugin"}
for target in package["targets"]:
    declared = set(target.get("target_dependencies", [])) | set(target.get("product_dependencies", []))
    declared -= plugins
    used = set()
    for path in sorted(pathlib.Path(target["path"]).rglob("*.swift")):
        for line in path.read_text().splitlines():
            match = re.match(r"\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:public |internal |private )?import (?:struct |class |func |enum )?(\w+)", line)
            if not match or match.group(1) in system:
                continue
            used.add(match.group(1))
            if match.group(1) not in declared:
                wrong.append(f"{path}: imports {match.group(1)}, which {target['name']} does not declare")
    if target["type"] != "test":
        wrong += [f"Package.swift: {target['name']} declares {name} and never imports it"
                  for name in sorted(declared - used)]
print("\n".join(wrong) or "imports: as declared")
sys.exit(bool(wrong))
PYTHON
