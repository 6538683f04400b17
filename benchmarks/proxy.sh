#!/usr/bin/env bash
# Compares proxies: our Netty host and gateway against nginx, Undertow and Vert.x, by requests per second of the server's
# own CPU time, with the 99th percentile of the latency and the bytes that a JVM allocates for a request.
#   benchmarks/proxy.sh [rounds=9] [seconds=3] [warm-up seconds=20] [connections=64]
# ROWS and SIZES choose among what stands below. Each proxy has one event loop (nginx: one worker) and is warmed up on all
# cores for each size until its compilers are idle, then pinned to SERVER_CORE (0); wrk and the back end, an nginx, run on
# LOAD_CORE (1). A round measures every row, backwards each second time; what counts is the median of the rounds' ratios.
# Needs nginx, and the modules built:
#   mvn -Ppeers -pl benchmarks,benchmarks/peers -am -DskipTests package
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source servers.sh

rounds="${1:-9}"
seconds="${2:-3}"
warm_up="${3:-20}"
connections="${4:-64}"
read -r -a rows <<<"${ROWS:-nginx nginx-tuned gateway gateway-token gateway-jdk undertow vertx}"
read -r -a sizes <<<"${SIZES:-26 10240 1048576}"

require nginx nginx
[[ -f target/classpath ]] || fail "build first: mvn -pl benchmarks -am -DskipTests package"
classpath="target/classes:$(<target/classpath)"

start_back_end() {
  local files="$work/files" size
  mkdir "$files"
  for size in "${sizes[@]}"; do
    tr '\0' 'x' </dev/zero | head -c "$size" >"$files/$size" || true
  done
  start_nginx backend "$load_core" <<EOF2
  sendfile on; tcp_nopush on; open_file_cache max=100; open_file_cache_valid 1h;
  default_type application/octet-stream;
  server {
    listen 127.0.0.1:@port@ backlog=1024;
    root $files;
    location = / { return 204; }
    location = /26 { default_type text/plain; return 200 "abcdefghijklmnopqrstuvwxyz"; }
  }
EOF2
}

# start_nginx_proxy <row> <further lines>
start_nginx_proxy() {
  start_nginx "$1" all <<EOF2
  upstream backend { server 127.0.0.1:${port[backend]}; keepalive 256; keepalive_requests 1000000000; }
  server {
    listen 127.0.0.1:@port@ backlog=1024;
    location / {
      proxy_pass http://backend;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header X-Forwarded-For \$proxy_add_x_forwarded_for;
      ${2:-}
    }
  }
EOF2
}

# start_row <row>
start_row() {
  local gateway=(io.apigw.benchmarks.netty.GatewayProxyServer "http://127.0.0.1:${port[backend]}")
  case "$1" in
    nginx) start_nginx_proxy "$1" ;;
    # What large replies need: bigger buffers than 8 of a page, and no temporary files.
    nginx-tuned) start_nginx_proxy "$1" "proxy_buffers 8 64k; proxy_buffer_size 16k; proxy_busy_buffers_size 128k;
      proxy_max_temp_file_size 0;" ;;
    gateway) start_java "$1" "$classpath" "${gateway[@]}" netty plain ;;
    gateway-jdk) start_java "$1" "$classpath" "${gateway[@]}" jdk plain ;;
    gateway-token) start_java "$1" "$classpath" "${gateway[@]}" netty token ;;
    gateway-jdk-token) start_java "$1" "$classpath" "${gateway[@]}" jdk token ;;
    undertow) start_peer "$1" UndertowProxyServer ;;
    vertx) start_peer "$1" VertxProxyServer ;;
    *) fail "there is no row $1" ;;
  esac
}

# start_peer <row> <class>
start_peer() {
  [[ -f peers/target/classpath ]] ||
    fail "build first: mvn -Ppeers -pl benchmarks,benchmarks/peers -am -DskipTests package"
  start_java "$1" "peers/target/classes:$(<peers/target/classpath)" "io.apigw.benchmarks.peers.$2" "${port[backend]}"
}

# credentials <row>: sets header to curl's and wrk's argument
credentials() {
  header=()
  [[ "$1" != *-token ]] || header=(-H "Authorization: Bearer $(said "$1" token)")
}

start_back_end
for row in "${rows[@]}"; do
  start_row "$row"
  credentials "$row"
  show "$row" /26 "${header[@]}"
done

figures=target/proxy.tsv
: >"$figures"
for size in "${sizes[@]}"; do
  for row in "${rows[@]}"; do
    credentials "$row"
    warm "$row" "$warm_up" "$connections" "/$size" "${header[@]}"
  done
  for (( round = 1; round <= rounds; round++ )); do
    order=("${rows[@]}")
    if (( round % 2 == 0 )); then
      order=()
      for row in "${rows[@]}"; do order=("$row" "${order[@]}"); done
    fi
    for row in "${order[@]}"; do
      credentials "$row"
      measure "$row" "$seconds" "$connections" "/$size" "${header[@]}"
      printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$size" "$round" "$row" \
        "${rate[$row]}" "${system[$row]}" "${per_second[$row]}" "${p99[$row]}" "${bytes[$row]}" >>"$figures"
    done
    line="$size B, round $round:"
    for row in "${rows[@]}"; do line+=" $row ${rate[$row]} (${per_second[$row]})"; done
    echo "$line"
  done
done

echo "--- medians; requests per CPU second, and the median of the rounds' ratios to other rows (least to most)"
awk -F '\t' -v rows="${rows[*]}" -v sizes="${sizes[*]}" -v rounds="$rounds" -f proxy.awk "$figures"
