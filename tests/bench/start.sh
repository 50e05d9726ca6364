#!/bin/bash
# start.sh POPSCOPE OTHER... [RUNS=15]
# From exec to the first frame on the screen: popscope's beside another program's that prints
# "exec_to_first_frame_ms N" for PROTO_T0_NS. In turn: a busy machine disturbs both. Medians.
# Without DISPLAY on a virtual one of its own. Needs Xvfb.
set -euo pipefail
popscope=$1 other=$2 runs=${3:-15}
if [ -z "${DISPLAY:-}" ]; then
  exec {ready}<> <(:)
  Xvfb -noreset -displayfd "$ready" -screen 0 1600x1000x24 2>/dev/null &
  trap 'kill %1' EXIT
  read -r number <&"$ready"
  export DISPLAY=:$number
fi
home=$(mktemp -d)
export XDG_STATE_HOME=$home XDG_CONFIG_HOME=$home XDG_DATA_HOME=$home
ours() {
  local t0; t0=$(date +%s%N)
  "$popscope" --only-first-frame | awk -v t0="$t0" '{ printf "%.1f\n", ($4 - t0) / 1e6 }'
}
theirs() {
  PROTO_T0_NS=$(date +%s%N) "$other" --frames 1 2>&1 |
    sed -n 's/^exec_to_first_frame_ms \([0-9.]*\).*/\1/p'
}
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
ours >/dev/null; theirs >/dev/null
for _ in $(seq "$runs"); do ours >>"$home/ours"; theirs >>"$home/theirs"; done
a=$(median <"$home/ours") b=$(median <"$home/theirs")
awk -v a="$a" -v b="$b" -v n="$runs" 'BEGIN {
  printf "popscope %.1f ms, the other %.1f ms, ratio %.2f (medians of %d)\n", a, b, a / b, n }'
rm -r "$home"
