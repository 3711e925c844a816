#!/bin/sh
# What the container's image has beneath it, from this machine: base.sh DIRECTORY [IMAGE]
# The loader and the libraries of glibc that the runtime of an image needs, and a user; no shell, no other program.
set -eu

base=$1
image=${2-$(dirname -- "$0")/../../target/smg}

"$image/bin/java" --version >/dev/null || {
    echo "base.sh: $image does not run here: it was linked for another architecture, or for another C library than this machine's" >&2
    exit 1
}
rm -rf "$base"
mkdir -p "$base/dev" "$base/etc" "$base/lib64" "$base/opt" "$base/proc" "$base/tmp"
chmod 755 "$base" "$base"/*
chmod 1777 "$base/tmp"
ldd "$image/bin/java" "$image/lib/server/libjvm.so" "$image/lib/libsyslookup.so" |
    grep -o '/[^ ]*/\(ld-linux[^ ]*\|lib[a-z]*\.so\.[0-9]*\)' | sort -u |
    while read -r file; do
        (umask 022 && mkdir -p "$base$(dirname "$file")" && cp -L "$file" "$base$file")
    done
echo 'nonroot:x:65532:65532:nonroot:/nonexistent:/nonexistent' >"$base/etc/passwd"
echo 'nonroot:x:65532:' >"$base/etc/group"
chmod 644 "$base/etc/passwd" "$base/etc/group"
