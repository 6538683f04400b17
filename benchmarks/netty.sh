#!/usr/bin/env bash
# Compares our Netty host, answering from a function, with bare Netty: requests per second of the server's own CPU time.
#   benchmarks/netty.sh [rounds=9] [seconds=3] [warm-up seconds=20] [connections=64]
# Each server has one event loop. Both are warmed up on all cores until their compilers are idle, then pinned to
# SERVER_CORE (0); wrk runs on LOAD_CORE (1). A round measures both, in turns first; what counts is the median of the rounds' ratios. Needs the module built:
#   mvn -pl benchmarks -am -DskipTests package
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source servers.sh

rounds="${1:-9}"
seconds="${2:-3}"
warm_up="${3:-20}"
connections="${4:-64}"

[[ -f target/classpath ]] || fail "build first: mvn -pl benchmarks -am -DskipTests package"
classpath="target/classes:$(<target/classpath)"

start_java bare "$classpath" io.apigw.benchmarks.netty.BareNettyServer
start_java gateway "$classpath" io.apigw.benchmarks.netty.GatewayNettyServer
for name in bare gateway; do
  show "$name" /hello/Ada
  warm "$name" "$warm_up" "$connections" /hello/Ada
done

echo "--- requests per CPU second (requests per second; bytes per request)"
for (( round = 1; round <= rounds; round++ )); do
  if (( round % 2 )); then order=(bare gateway); else order=(gateway bare); fi
  for name in "${order[@]}"; do measure "$name" "$seconds" "$connections" /hello/Ada; done
  ratio="$(awk -v a="${rate[gateway]}" -v b="${rate[bare]}" 'BEGIN { printf "%.3f", a / b }')"
  echo "$ratio" >>"$work/ratios"
  printf 'round %2d: bare %7d (%7d; %5d), gateway %7d (%7d; %5d), ratio %s\n' "$round" \
    "${rate[bare]}" "${per_second[bare]}" "${bytes[bare]}" \
    "${rate[gateway]}" "${per_second[gateway]}" "${bytes[gateway]}" "$ratio"
done
sort -n "$work/ratios" | awk '{ r[NR] = $1 } END {
  m = NR % 2 ? r[(NR + 1) / 2] : (r[NR / 2] + r[NR / 2 + 1]) / 2
  printf "median ratio %.3f of %d rounds (%.3f to %.3f); target 0.80\n", m, NR, r[1], r[NR] }'
