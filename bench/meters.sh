#!/bin/sh
# Measures what it costs a request to be counted, with JMH. The machine should be idle.
#
#   bench/meters.sh [JMH OPTION...]     e.g.  bench/meters.sh RequestCounting -t 2
exec "$(dirname -- "$0")/jmh/run" "${@:-RequestCounting}"
