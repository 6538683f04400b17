# Shared by netty.sh and proxy.sh, which source it: servers as child processes, what they cost, and wrk.
# A server's figures stand in rate (requests per CPU second), system (percent of that CPU time that the kernel took),
# per_second (requests per second), p99 (microseconds) and bytes (allocated per request; 0 when it has no JVM), all by the
# server's name.

server_core="${SERVER_CORE:-0}"
load_core="${LOAD_CORE:-1}"

# Netty's search for leaks costs 3 % of a request; Vert.x turns it off by itself, so all have none.
jvm=(-Xms512m -Xmx512m -Dio.netty.leakDetection.level=disabled)
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
ticks_per_second="$(getconf CLK_TCK)"
work="$(mktemp -d)"
declare -A pid port questions rate system per_second p99 bytes

fail() { echo "$*" >&2; exit 1; }

# require <command> <package of Debian>
require() { command -v "$1" >/dev/null || fail "$1 is missing: apt-get install $2"; }

require wrk wrk
require curl curl
require taskset util-linux

stop_servers() {
  local name
  for name in "${!pid[@]}"; do kill "${pid[$name]}" 2>/dev/null || true; done
  wait
  rm -rf "$work"
}
trap stop_servers EXIT

# wait_for <name> <command...>: until the command succeeds
wait_for() {
  local name="$1" tries=0
  shift
  until "$@"; do
    kill -0 "${pid[$name]}" 2>/dev/null || fail "$name has ended: $(<"$work/$name.out")"
    (( ++tries < 300 )) || fail "$name did not start: $(<"$work/$name.out")"
    sleep 0.1
  done
}

# start_java <name> <class path> <class> <argument...>: a server that io.apigw.benchmarks.netty.Control holds open
start_java() {
  local name="$1" classpath="$2" fd
  shift 2
  mkfifo "$work/$name.in"
  exec {fd}<>"$work/$name.in"
  questions[$name]="$fd"
  : >"$work/$name.out"
  "$java" "${jvm[@]}" ${JAVA_ARGS:-} -cp "$classpath" "$@" <"$work/$name.in" >"$work/$name.out" 2>&1 &
  pid[$name]="$!"
  wait_for "$name" grep -q '^port ' "$work/$name.out"
  port[$name]="$(said "$name" port)"
}

# said <name> <word>: what the server printed last after this word
said() { sed -n "s/^$2 //p" "$work/$1.out" | tail -n 1; }

free_port() {
  local candidate
  while candidate=$(( 20000 + RANDOM % 10000 )); (exec 3<>"/dev/tcp/127.0.0.1/$candidate") 2>/dev/null; do :; done
  echo "$candidate"
}

answers() { curl -s -o /dev/null "http://127.0.0.1:$1/"; }

# start_nginx <name> <core or all>: nginx of one worker, with the lines of standard input in its http block
start_nginx() {
  local name="$1" core="$2" home="$work/$1" pin=()
  [[ "$core" == all ]] || pin=(taskset -c "$core")
  mkdir "$home"
  port[$name]="$(free_port)"
  {
    (( EUID )) || echo "user $(id -un) $(id -gn);"
    echo "daemon off; worker_processes 1; pid $home/pid; error_log stderr crit;"
    echo "events { worker_connections 4096; multi_accept on; }"
    echo "http {"
    echo "  access_log off; server_tokens off; keepalive_requests 1000000000; keepalive_timeout 300s;"
    local kind
    for kind in client_body proxy fastcgi uwsgi scgi; do echo "  ${kind}_temp_path $home/$kind;"; done
    sed "s|@port@|${port[$name]}|g"
    echo "}"
  } >"$home/nginx.conf"
  "${pin[@]}" nginx -p "$home" -c "$home/nginx.conf" </dev/null >"$work/$name.out" 2>&1 &
  pid[$name]="$!"
  wait_for "$name" answers "${port[$name]}"
}

# processes <name>: the server's process and its children
processes() {
  echo "${pid[$1]}"
  tr ' ' '\n' <"/proc/${pid[$1]}/task/${pid[$1]}/children"
}

# ticks <name>: user and system time of the server so far
ticks() {
  local each stat user=0 kernel=0
  for each in $(processes "$1"); do
    stat="$(<"/proc/$each/stat")"
    read -r -a stat <<<"${stat##*) }"
    user=$(( user + stat[11] )) kernel=$(( kernel + stat[12] ))
  done
  echo "$user $kernel"
}

# allocated <name>: bytes that the server's JVM has allocated so far; 0 without one
allocated() {
  local fd="${questions[$1]:-}" before
  [[ -n "$fd" ]] || { echo 0; return; }
  before="$(grep -c '^allocated ' "$work/$1.out" || true)"
  echo >&"$fd"
  until (( $(grep -c '^allocated ' "$work/$1.out" || true) > before )); do sleep 0.01; done
  said "$1" allocated
}

# compiled <name>: milliseconds that the compilers of the server's JVM have worked so far; 0 without one
compiled() {
  [[ -n "${questions[$1]:-}" ]] || { echo 0; return; }
  allocated "$1" >/dev/null
  said "$1" compiled
}

# warm <as load>: on all cores, for so many seconds, then until the compilers of the JVM have next to nothing to do
warm() {
  local name="$1" seconds="$2" before tries=0
  shift 2
  pin "$name" "$server_core,$load_core"
  load "$name" "$seconds" "$@" >/dev/null
  while before="$(compiled "$name")"; load "$name" 3 "$@" >/dev/null
    (( $(compiled "$name") - before > 100 && ++tries < 20 )); do :; done
  pin "$name" "$server_core"
}

# pin <name> <cores>: all threads; again when one has ended meanwhile
pin() {
  local each tries
  for each in $(processes "$1"); do
    tries=0
    until taskset -acp "$2" "$each" >/dev/null 2>&1; do
      (( ++tries < 20 )) || fail "$1 cannot be pinned to $2"
    done
  done
}

# load <name> <seconds> <connections> <path> <further arguments of wrk...>
load() {
  local name="$1" seconds="$2" connections="$3" path="$4"
  shift 4
  taskset -c "$load_core" wrk -t1 --latency -c"$connections" -d"${seconds}s" "$@" "http://127.0.0.1:${port[$name]}$path"
}

# measure <as load>: sets the server's figures
measure() {
  local name="$1" before after out requests allocated_before allocated_after
  allocated_before="$(allocated "$name")"
  read -r -a before <<<"$(ticks "$name")"
  out="$(load "$@")"
  read -r -a after <<<"$(ticks "$name")"
  allocated_after="$(allocated "$name")"
  ! grep -E 'Non-2xx|Socket errors' <<<"$out" >&2 || fail "$name gave wrong answers"
  requests="$(awk '/ requests in / { print $1 }' <<<"$out")"
  local kernel=$(( after[1] - before[1] )) all=$(( after[0] + after[1] - before[0] - before[1] ))
  (( requests > 0 && all > 0 )) || fail "$name answered nothing: $out"
  rate[$name]=$(( requests * ticks_per_second / all ))
  system[$name]=$(( 100 * kernel / all ))
  bytes[$name]=$(( (allocated_after - allocated_before) / requests ))
  per_second[$name]="$(awk '/^Requests\/sec/ { printf "%.0f", $2 }' <<<"$out")"
  p99[$name]="$(awk '$1 == "99%" {
    printf "%.0f", $2 ~ /us$/ ? $2 : $2 ~ /ms$/ ? $2 * 1000 : $2 * 1000000 }' <<<"$out")"
}

# show <name> <path> <further arguments of curl...>: prints the answer's head, and its body when it is short
show() {
  local name="$1" path="$2"
  shift 2
  echo "--- $name answers"
  curl -s -D - -o "$work/body" "$@" "http://127.0.0.1:${port[$name]}$path" | tr -d '\r'
  (( $(stat -c %s "$work/body") > 200 )) || { cat "$work/body"; echo; }
}
