#!/usr/bin/env bash
# Compares our Netty host, answering from a function, with bare Netty: requests per second of the server's own CPU time.
#   benchmarks/netty.sh [rounds=9] [seconds=3] [warm-up seconds=20] [connections=64]
# Each server has one event loop. Both are warmed up on all cores, then pinned to SERVER_CORE (0); wrk runs on LOAD_CORE (1).
# A round measures both, in turns first; what counts is the median of the rounds' ratios. Needs the module built:
#   mvn -pl benchmarks -am -DskipTests package
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

rounds="${1:-9}"
seconds="${2:-3}"
warm_up="${3:-20}"
connections="${4:-64}"
server_core="${SERVER_CORE:-0}"
load_core="${LOAD_CORE:-1}"

fail() { echo "$*" >&2; exit 1; }

command -v wrk >/dev/null || fail "wrk is missing: apt-get install wrk"
command -v curl >/dev/null || fail "curl is missing: apt-get install curl"
command -v taskset >/dev/null || fail "taskset is missing: apt-get install util-linux"
[[ -f target/classpath ]] || fail "build first: mvn -pl benchmarks -am -DskipTests package"

work="$(mktemp -d)"
pids=()
stop() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}
trap stop EXIT

# start <name> <class>: sets <name>_pid and <name>_port
start() {
  : >"$work/$1"
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xms512m -Xmx512m ${JAVA_ARGS:-} -cp "target/classes:$(<target/classpath)" \
    "io.apigw.benchmarks.netty.$2" >"$work/$1" 2>&1 &
  pids+=("$!")
  declare -g "$1_pid=$!"
  local tries=0
  until grep -q '^port ' "$work/$1"; do
    kill -0 "$!" 2>/dev/null || fail "$2 has ended: $(<"$work/$1")"
    (( ++tries < 300 )) || fail "$2 did not start: $(<"$work/$1")"
    sleep 0.1
  done
  declare -g "$1_port=$(sed -n 's/^port //p' "$work/$1")"
}

# ticks <pid>: user and system time so far
ticks() {
  local stat
  stat="$(<"/proc/$1/stat")"
  read -r -a fields <<<"${stat##*) }"
  echo $(( fields[11] + fields[12] ))
}

load() { taskset -c "$load_core" wrk -t1 -c"$connections" -d"$2s" "http://127.0.0.1:$1/hello/Ada"; }

# measure <name>: sets <name>_rate, requests per CPU second, and <name>_second, requests per second
measure() {
  local pid_name="$1_pid" port_name="$1_port" before after out
  before="$(ticks "${!pid_name}")"
  out="$(load "${!port_name}" "$seconds")"
  after="$(ticks "${!pid_name}")"
  ! grep -E 'Non-2xx|Socket errors' <<<"$out" >&2 || fail "$1 gave wrong answers"
  declare -g "$1_rate=$(awk -v t="$((after - before))" -v hz="$(getconf CLK_TCK)" \
    '/ requests in / { printf "%.0f", $1 * hz / t }' <<<"$out")"
  declare -g "$1_second=$(awk '/^Requests\/sec/ { printf "%.0f", $2 }' <<<"$out")"
}

start bare BareNettyServer
start gateway GatewayNettyServer
for name in bare gateway; do
  port_name="${name}_port" pid_name="${name}_pid"
  echo "--- $name answers"
  curl -s -i "http://127.0.0.1:${!port_name}/hello/Ada" | tr -d '\r'
  echo
  load "${!port_name}" "$warm_up" >/dev/null
  taskset -acp "$server_core" "${!pid_name}" >/dev/null
done

echo "--- requests per CPU second (requests per second)"
for (( round = 1; round <= rounds; round++ )); do
  if (( round % 2 )); then measure bare; measure gateway; else measure gateway; measure bare; fi
  ratio="$(awk -v a="$gateway_rate" -v b="$bare_rate" 'BEGIN { printf "%.3f", a / b }')"
  echo "$ratio" >>"$work/ratios"
  printf 'round %2d: bare %7d (%7d), gateway %7d (%7d), ratio %s\n' \
    "$round" "$bare_rate" "$bare_second" "$gateway_rate" "$gateway_second" "$ratio"
done
sort -n "$work/ratios" | awk '{ r[NR] = $1 } END {
  m = NR % 2 ? r[(NR + 1) / 2] : (r[NR / 2] + r[NR / 2 + 1]) / 2
  printf "median ratio %.3f of %d rounds (%.3f to %.3f); target 0.80\n", m, NR, r[1], r[NR] }'
