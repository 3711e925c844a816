#!/bin/sh
# Builds the image if it is missing or older than a source, and runs the demo from it. smgw calls this.
set -eu

root=$1
shift
built=$root/distribution/target
image=$built/smg

say() { printf 'smgw: %s\n' "$*" >&2; }

is_stale() {
    [ ! -e "$image/lib/smg.aot" ] ||
        [ -n "$(find "$root"/pom.xml "$root"/*/pom.xml "$root"/*/src/main -newer "$image/lib/smg.aot" -print -quit)" ]
}

if is_stale; then
    say "building the image, a minute or two; the first time, Maven fetches what it needs"
    "$root/smgw" --quiet --batch-mode package -Dmaven.test.skip=true \
        -Dcheckstyle.skip=true -Dspotless.check.skip=true -Dsort.skip=true -Djacoco.skip=true
fi

say "starting three engines and the gateway"
exec "$JAVA_HOME/bin/java" -classpath "$built/classes" io.smg.distribution.Demo "$image" "$built/smg-sim" "$@"
