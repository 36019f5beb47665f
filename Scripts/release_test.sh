#!/bin/sh
# Tries a release as a machine without Swift would: release_test.sh FOLDER. As root, on Linux: in a mount namespace the
# toolchain's folder is empty, and the environment is, too.
set -eu
cd "$(dirname "$0")/.."

release=$(cd "$1" && pwd)
(cd "$release" && sha256sum --check --quiet SHA256SUMS)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/prefix"
tar -xzf "$release"/settle-*.tar.gz --strip-components=1 -C "$scratch/prefix"
cp studies/quick.yaml "$scratch"

# What the archive has is what 'make install' puts under a prefix, and 'make uninstall' removes all of it.
for file in bin/settle LICENSE share/man/man1/settle.1 share/man/man1/settle.run.1 \
    share/bash-completion/completions/settle share/zsh/site-functions/_settle \
    share/fish/vendor_completions.d/settle.fish; do
    [ -s "$scratch/prefix/$file" ] || { echo "release: $file is missing" >&2; exit 1; }
done
for page in "$scratch"/prefix/share/man/man1/*; do
    problems=$(groff -mdoc -Tutf8 -ww -z "$page" 2>&1)
    [ -z "$problems" ] || { echo "release: $page: $problems" >&2; exit 1; }
done

# The libraries that programs linked as usual would load.
swift=$(dirname "$(dirname "$(readlink -f "$(command -v swift)")")")/lib/swift
unshare -m sh -eu -c '
    mount -t tmpfs none "$1"
    cd "$2"
    settle() { env -i ./prefix/bin/settle "$@"; }
    settle --version
    settle run quick.yaml
    [ "$(settle best quick --top 1 -f csv | wc -l)" = 2 ]
    settle check
    settle schema >schema.json
' sh "$swift" "$scratch"

sh Scripts/install.sh remove - "$scratch/prefix"
left=$(find "$scratch/prefix" -type f ! -name LICENSE)
[ -z "$left" ] || { echo "release: not removed: $left" >&2; exit 1; }
echo "release: sound"
