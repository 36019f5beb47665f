#!/bin/sh
# Packs the command, its man pages, its completions and the license: release.sh PROGRAM FOLDER-OF-MAN-PAGES FOLDER.
# Writes settle-VERSION-MACHINE-SYSTEM.tar.gz and SHA256SUMS to the folder. The same program gives the same archive.
set -eu
cd "$(dirname "$0")/.."

name=settle-$("$1" --version)-$(uname -m)-$(uname -s | tr '[:upper:]' '[:lower:]')
rm -rf "$3"
mkdir -p "$3/$name"
sh Scripts/install.sh "$1" "$2" "$3/$name"
install -m 644 LICENSE "$3/$name"
date=$(git log -1 --format=%ct 2>/dev/null || date +%s)
tar --sort=name --mtime="@$date" --owner=0 --group=0 --numeric-owner -C "$3" -cf - "$name" | gzip -9n >"$3/$name.tar.gz"
rm -rf "${3:?}/$name"
cd "$3"
sha256sum "$name.tar.gz" >SHA256SUMS
cat SHA256SUMS
