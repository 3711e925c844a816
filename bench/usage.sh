#!/bin/sh
# Measures what it costs to know how many tokens an answer took, with JMH. The machine should be idle.
#
#   bench/usage.sh [JMH OPTION...]     e.g.  bench/usage.sh UsageReading -p size=250
exec "$(dirname -- "$0")/jmh/run" "${@:-UsageReading}"
