#!/bin/sh
# Writes Swift source that names a checkout's commit. $1: the folder that has its HEAD, or nothing; $2: the file to write.
# Git itself is not needed.
set -u
folder=$1 output=$2
commit=""
if [ -n "$folder" ] && read -r head <"$folder/HEAD"; then
    case $head in
    "ref: "*)
        reference=${head#ref: }
        # A worktree shares the branches of its repository.
        common=$folder
        if [ -f "$folder/commondir" ] && read -r path <"$folder/commondir"; then
            case $path in
            /*) common=$path ;;
            *) common=$folder/$path ;;
            esac
        fi
        if [ -f "$common/$reference" ]; then
            read -r commit <"$common/$reference"
        elif [ -f "$common/packed-refs" ]; then
            commit=$(sed -n "s|^\([0-9a-f]*\) $reference\$|\1|p" "$common/packed-refs")
        fi
        ;;
    *) commit=$head ;;
    esac
fi
case $commit in
"" | *[!0-9a-f]*) value=nil ;;
*) value="\"$commit\"" ;;
esac
text="/// The commit that this program was built from; nil where its source was no checkout of git's.
let sourceCommit: String? = $value"
# An equal file stays, so that nothing is compiled again.
[ -f "$output" ] && [ "$(cat "$output")" = "$text" ] || printf '%s\n' "$text" >"$output"
