#!/bin/sh
# Measures what a decision of the policy cache_aware costs, with JMH.
#
#   bench/cache-aware.sh [JMH OPTION...]     e.g.  bench/cache-aware.sh CacheAwareDecision -p shape=2000/8
#
# Builds the two jars that the benchmark needs, compiles it against them and runs it. The machine should be idle.
set -eu

root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"
./smgw -q --batch-mode package -DskipTests -pl smg-policy-cacheaware -am
JAVA_HOME=$(./smgw --version 2>/dev/null | sed -n 's/^Java version: .*, runtime: //p')
export JAVA_HOME
mvn -q --batch-mode --file bench/jmh/pom.xml process-classes
class_path=bench/jmh/target/classes:$(cat bench/jmh/target/class-path)
exec "$JAVA_HOME/bin/java" -cp "$class_path" org.openjdk.jmh.Main "${@:-CacheAware}"
