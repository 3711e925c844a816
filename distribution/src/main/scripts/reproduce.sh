#!/bin/sh
# Builds the current commit twice, in two places, and compares the release files. smgw calls this.
set -eu

root=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for place in one another/deeper; do
    git clone --quiet --no-hardlinks "$root" "$work/$place"
    # The AOT cache is the record of one run: which methods were hot, and when.
    "$work/$place/smgw" --quiet --batch-mode package -Dmaven.test.skip=true -Dsmg.aot.skip=true \
        -Dcheckstyle.skip=true -Dspotless.check.skip=true -Dsort.skip=true -Djacoco.skip=true
done

cd "$work/one/distribution/target"
for file in smg-*.tar.gz smg-*.cdx.json smg-api-*.jar; do
    cmp "$file" "$work/another/deeper/distribution/target/$file"
    sha256sum "$file"
done
printf 'smgw: two builds gave the same %s\n' "$(git -C "$root" rev-parse --short HEAD)" >&2
