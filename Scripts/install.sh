#!/bin/sh
# Installs the command, its man pages and its completions under a folder such as /usr/local:
# install.sh PROGRAM FOLDER-OF-MAN-PAGES PREFIX. With 'remove' in place of the program it removes them.
set -eu

prefix=$3
man=$prefix/share/man/man1
bash=$prefix/share/bash-completion/completions
zsh=$prefix/share/zsh/site-functions
fish=$prefix/share/fish/vendor_completions.d

if [ "$1" = remove ]; then
    rm -f "$prefix/bin/settle" "$man/settle.1" "$man"/settle.*.1 "$bash/settle" "$zsh/_settle" "$fish/settle.fish"
    exit 0
fi

mkdir -p "$prefix/bin" "$man" "$bash" "$zsh" "$fish"
# Under another name first: a program that runs cannot be written over.
install -m 755 "$1" "$prefix/bin/.settle.new"
strip "$prefix/bin/.settle.new"
mv -f "$prefix/bin/.settle.new" "$prefix/bin/settle"
install -m 644 "$2"/settle*.1 "$man"
"$1" --generate-completion-script bash >"$bash/settle"
"$1" --generate-completion-script zsh >"$zsh/_settle"
"$1" --generate-completion-script fish >"$fish/settle.fish"
chmod 644 "$bash/settle" "$zsh/_settle" "$fish/settle.fish"
