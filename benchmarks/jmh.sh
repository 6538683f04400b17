#!/usr/bin/env bash
# Runs JMH: benchmarks/jmh.sh [arguments of JMH], for example
#   benchmarks/jmh.sh 'Flow|Reference' -prof gc
# Besides the time on the clock it prints CPU time (cpu), which a busy machine distorts less.
# Needs the module built: mvn -pl benchmarks -am -DskipTests package
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

if [[ ! -f target/classpath ]]; then
  echo "build first: mvn -pl benchmarks -am -DskipTests package" >&2
  exit 1
fi
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "target/classes:$(<target/classpath)" org.openjdk.jmh.Main \
  -prof io.apigw.benchmarks.CpuProfiler "$@"
