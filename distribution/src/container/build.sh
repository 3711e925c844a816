#!/bin/sh
# Builds the container's image: build.sh [TAG [IMAGE [BASE]]]
#   TAG    its name; localhost/smg:local
#   IMAGE  the image of the runtime; distribution/target/smg
#   BASE   what it stands on, an image with glibc; without it, the six files that base.sh takes from this machine
# It is built with buildah, podman or docker, or with the command in SMG_BUILDER.
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
target=$here/../../target
tag=${1-localhost/smg:local}
image=${2-$target/smg}
base=${3-}
context=$target/container

say() { printf 'build.sh: %s\n' "$*" >&2; }

builder() {
    for tool in 'buildah bud' 'podman build' 'docker build'; do
        if command -v "${tool%% *}" >/dev/null; then
            printf '%s --timestamp 0\n' "$tool" | sed 's/^\(docker build\) .*/\1/'
            return
        fi
    done
    say "found neither buildah nor podman nor docker"
    return 1
}

build=${SMG_BUILDER-$(builder)}
trap 'rm -rf "$context"' EXIT
rm -rf "$context"
mkdir -p "$context/smg"
cp -a "$image/." "$context/smg"

if [ -z "$base" ]; then
    base=localhost/smg-base:local
    sh "$here/base.sh" "$context/base" "$image"
    printf 'FROM scratch\nCOPY --chown=0:0 base /\n' >"$context/Base"
    $build -f "$context/Base" -t "$base" "$context"
fi
$build --build-arg "BASE=$base" -f "$here/Containerfile" -t "$tag" "$context" || {
    say "no image over $base: it needs a base with glibc for $(uname -m); Alpine has musl, distroless/static has none"
    exit 1
}
