#!/usr/bin/env bash
# Builds the node if it is not built yet, or if something has changed since, and runs it in this terminal from
# runtime/node: there you may edit site/ and conf/, and what it remembers is in data/. A new build replaces the program
# only.
set -euo pipefail
cd "$(dirname "$0")/.."
node=runtime/node log=runtime/target/build.log
built() { ls -dt runtime/target/groundswell-*/groundswell 2> /dev/null | head -1; }

# How far Maven is: the module, which of how many, and what it has fetched so far.
step() {
  local module fetched
  module=$(sed -n 's/^\[INFO\] Building \(.*\) [^ ][^ ]* *\[\([0-9]*\)\/\([0-9]*\)\]$/\2 of \3: \1/p' "$log" | tail -n 1)
  fetched=$(grep -c '^Downloaded from' "$log" || true)
  echo "${module:-Maven reads the project}$([ "$fetched" = 0 ] || echo ", files fetched: $fetched")"
}

# The Java that this is compiled for, unless the user has said which one: on it Maven starts no compilers of their own, which
# are more than half of a build.
java_home() {
  local home=${JAVA_HOME:-}
  for home in "$home" $([ -n "$home" ] || ls -d /usr/lib/jvm/*25*/ 2> /dev/null); do
    if grep -qs '^JAVA_VERSION="25' "$home/release" && [ -x "$home/bin/javac" ]; then echo "${home%/}"; return; fi
  done
}

build() {
  local maven told='' now result home options=${MAVEN_OPTS:-}
  mkdir -p "$(dirname "$log")"
  echo "Building, which takes a minute or two; the first time Maven fetches libraries, too"
  home=$(java_home)
  # Maven's own libraries want what that Java warns of.
  [ -z "$home" ] || options+=" --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
  JAVA_HOME=${home:-${JAVA_HOME:-}} MAVEN_OPTS=$options mvn -B package -DskipTests > "$log" 2>&1 &
  maven=$!
  # What runs in the background does not hear Ctrl-C.
  trap 'kill "$maven" 2> /dev/null; exit 130' INT TERM
  SECONDS=0
  while kill -0 "$maven" 2> /dev/null; do
    sleep 1
    now=$(printf '%d:%02d  %s' $((SECONDS / 60)) $((SECONDS % 60)) "$(step)")
    # A terminal shows one line that moves; elsewhere a line now and then has to do.
    if [ -t 1 ]; then printf '\r\033[K%.*s' $(( $(tput cols 2> /dev/null || echo 80) - 1 )) "$now"
    elif [ $((SECONDS / 15)) != "$told" ]; then told=$((SECONDS / 15)); echo "$now"; fi
  done
  trap - INT TERM
  [ ! -t 1 ] || printf '\r\033[K'
  wait "$maven" && result=0 || result=$?
  if [ "$result" != 0 ]; then
    grep -m 20 '^\[ERROR\]' "$log" >&2 || tail -n 20 "$log" >&2
    echo "The build failed after $SECONDS s; all that Maven said is in $log" >&2
    exit 1
  fi
  echo "Built in $SECONDS s"
}

if [ -z "$(built)" ] || [ -n "$(find pom.xml bundles features runtime -newer "$(built)/features/node.json" \
    -not -path '*/target/*' -not -path "$node/*" -type f -print -quit)" ]; then
  build
fi
mkdir -p "$node"
for part in bin lib artifacts features launcher template; do
  rm -rf "${node:?}/$part"
  cp -R "$(built)/$part" "$node/"
done
for part in conf site deploy; do
  [ -e "$node/$part" ] || cp -R "$(built)/$part" "$node/"
done
[ $# -gt 0 ] || set -- run
exec "$node/bin/groundswell" "$@"
