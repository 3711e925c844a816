#!/bin/sh
# Measures what a decision of the policy cache_aware costs, with JMH. The machine should be idle.
#
#   bench/cache-aware.sh [JMH OPTION...]     e.g.  bench/cache-aware.sh CacheAwareDecision -p shape=2000/8
exec "$(dirname -- "$0")/jmh/run" "${@:-CacheAware}"
