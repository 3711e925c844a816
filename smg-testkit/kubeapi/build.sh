#!/bin/sh
# Prints the path of the tests' Kubernetes API server, a real kube-apiserver with its etcd, and builds it if it is missing:
# five minutes and 85 MB of Go modules, once a machine. Exit status 3: it is missing and there is no Go to build it with.
set -eu

version=1.37.2
binary=${XDG_CACHE_HOME:-$HOME/.cache}/smg-test/kubeapi-$version
if [ ! -x "$binary" ]; then
    case $(go env GOVERSION 2>/dev/null) in
        go1.2[6-9]* | go1.[3-9][0-9]*) ;;
        *)
            echo "tests against Kubernetes need Go 1.26 to build their API server, or $binary" >&2
            exit 3
            ;;
    esac
    echo "building kube-apiserver $version for the tests, once, in about five minutes: $binary" >&2
    mkdir -p "${binary%/*}"
    cd "$(dirname -- "$0")"
    GOTOOLCHAIN=local CGO_ENABLED=0 go build -p 2 -trimpath -o "$binary.$$" \
        -ldflags "-s -w -X k8s.io/component-base/version.gitVersion=v$version" . >&2
    mv "$binary.$$" "$binary"
fi
printf '%s\n' "$binary"
