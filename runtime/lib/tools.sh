# Commands that are programs of their own.

export_site() {
  local folder=${1:-} answer rights
  [ -n "$folder" ] || fail $misused "usage: export FOLDER [NODE], for example: export /srv/www/site https://give.example.org"
  mkdir -p "$(dirname "$folder")"
  folder=$(cd "$(dirname "$folder")" && pwd)/$(basename "$folder")
  # Between these quotes the node's shell reads nothing else into a name.
  case $folder${2:-} in *[\'[:cntrl:]]*) fail $misused "export: a name with a quote or a control character is refused";; esac
  for _ in $(seq 1 50); do
    answer=$(shell groundswell:export "'$folder'" ${2:+"'$2'"} 2>&1) || true
    # Right after a start the pages, or this very command, may still be on their way.
    case $answer in *"no page is published yet"*|*CommandNotFound*|*"Command not found"*|*"does not answer"*) sleep 0.2;; *) break;; esac
  done
  echo "$answer"
  case $answer in *"every link was checked"*) ;; *) exit $failed;; esac
  # The node keeps its files to itself; these are for a web server, as far as the user's own mask lets others read.
  rights=$(umask "$users_umask"; umask -S)
  chmod -R "${rights//x/X}" "$folder"
}

node_key() {
  [ $# -eq 0 ] || fail $misused "usage: node-key, for example: (umask 077; bin/groundswell node-key > secrets/node.key)"
  head -c 32 /dev/urandom | base64
}

backup_node() {
  local file answer option=
  [ "${1:-}" != --without-gifts ] || { option=$1; shift; }
  [ $# -eq 1 ] && [ -n "$1" ] || fail $misused "usage: backup [--without-gifts] FILE, for example: backup /srv/backups/$(date +%F).zip"
  file=$(readlink -m "$1")
  # Between quotes the node's shell reads nothing else into a name.
  case $file in *[\'[:cntrl:]]*) fail $misused "backup: a name with a quote or a control character is refused";; esac
  check_user
  if running_pid > /dev/null; then
    answer=$(shell groundswell:backup $option "'$file'" 2>&1) || fail $failed "backup: $answer"
    echo "$answer"
    case $answer in "Wrote "*) ;; *) exit $failed;; esac
  else
    backup_program backup "$file" $option
  fi
}

restore_node() {
  local file option=
  [ "${1:-}" != --without-gifts ] || { option=$1; shift; }
  [ $# -eq 1 ] && [ -f "$1" ] || fail $misused "usage: restore [--without-gifts] FILE, a file that backup has written"
  file=$(readlink -f "$1")
  check_names
  check_user
  [ ! -d "$data" ] || check_owner
  ! running_pid > /dev/null || fail $failed "the node runs: stop it first, then restore"
  backup_program restore "$file" $option
}

# backup_program backup|restore FILE [--without-gifts]
backup_program() {
  umask 077
  "$(find_java)" -XX:TieredStopAtLevel=1 -cp "$(jars org/groundswell/org.groundswell.kernel.backup org/groundswell/org.groundswell.kernel.api org/postgresql/postgresql)" \
    org.groundswell.kernel.backup.BackupProgram "$1" "$version" "$home" "$data" "${@:2}"
}

doctor() {
  local found=0 said runs=stopped
  [ $# -eq 0 ] || fail $misused "usage: doctor"
  check_user
  ! running_pid > /dev/null || runs=runs
  "$(find_java)" -XX:TieredStopAtLevel=1 -cp "$(jars org/groundswell/org.groundswell.kernel.doctor org/groundswell/org.groundswell.kernel.api org/postgresql/postgresql)" \
    org.groundswell.kernel.doctor.DoctorProgram "$home" "$data" $runs || found=$?
  if [ $runs = runs ]; then
    echo "What the node says of itself:"
    said=0
    (status) || said=$?
    [ $found != 0 ] || found=$said
  fi
  exit $found
}

stress() {
  local java
  case " $*" in
    *" http"*|*" --help"*) ;;
    *) [ "$(tls_port)" = 0 ] ||
      fail $failed "with tlsPort, port $(public_port) only leads elsewhere: give the site's address, for example: stress https://give.example";;
  esac
  java=$(find_java)
  ulimit -n 65536 2>/dev/null || true
  exec "$java" -Xmx512m -Djdk.httpclient.keepalive.timeout=20 -Djdk.httpclient.connectionPoolSize=0 -cp "$(jars org/groundswell/org.groundswell.stress com/google/code/gson/gson info/picocli/picocli org/jsoup/jsoup)" \
    org.groundswell.stress.Stress "$(site_url)" "$data/stress" "$@"
}

sandbox() {
  check_names
  check_user
  [ ! -d "$data" ] || check_owner
  umask 077
  exec "$(find_java)" -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dsun.net.httpserver.maxReqTime=30 \
    -Dsun.net.httpserver.maxRspTime=120 -Djdk.httpserver.maxConnections=600 -Dsun.net.httpserver.maxReqHeaderSize=16384 \
    -XX:+ExitOnOutOfMemoryError -Dorg.ops4j.pax.logging.DefaultServiceLog.level=INFO \
    -cp "$(jars org/groundswell/org.groundswell.payments.{sandbox,api} org/groundswell/org.groundswell.kernel.api \
    org/freemarker/freemarker org/joda/joda-money com/google/code/gson/gson com/github/f4b6a3/uuid-creator info/picocli/picocli \
    org/ops4j/pax/logging/pax-logging-api org/apache/felix/org.apache.felix.framework)" \
    org.groundswell.payments.sandbox.SandboxProgram "$home/conf/org.groundswell.payments.sandbox.cfg" "$data/gateway" "$@"
}

check_site() {
  exec "$(find_java)" -Xmx192m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$(jars org/groundswell/org.groundswell.pages.{check,site,api} \
    org/groundswell/org.groundswell.{donations,edge,kernel}.api org/groundswell/org.groundswell.donations.receipts org/freemarker/freemarker org/jsoup/jsoup \
    org/commonmark/commonmark org/commonmark/commonmark-ext-{footnotes,gfm-tables} org/snakeyaml/snakeyaml-engine \
    org/joda/joda-money com/google/code/gson/gson info/picocli/picocli)" \
    org.groundswell.pages.check.CheckProgram "$home/site" "$home/conf/org.groundswell.donations.service.cfg" "$data/check/outside.json" "$@"
}

import_site() {
  exec "$(find_java)" -Xmx1g -XX:+UseSerialGC -cp "$(jars org/groundswell/org.groundswell.pages.migration \
    org/jsoup/jsoup org/snakeyaml/snakeyaml-engine com/google/code/gson/gson info/picocli/picocli)" \
    org.groundswell.pages.migration.ImportProgram "$home/site" "$@"
}

new_project() {
  local kind=page folder package name sources file
  if [ $# -eq 3 ]; then kind=$1; shift; fi
  folder=${1:-} package=${2:-} name=${package##*.}
  [ $# -eq 2 ] && [ -d "$program/template/$kind" ] && is_package "$package" || fail $misused \
    "usage: new [page|gateway|events|ledger] FOLDER PACKAGE, the package in lower case, with a dot and without Java's own words, for example: new raffle org.example.raffle"
  [ ! -e "$folder" ] || fail $failed "$folder exists already: give another folder"
  mkdir -p "$folder"
  cp -R "$program/template/$kind/." "$folder/"
  for sources in main test; do
    file=$folder/src/$sources/java
    mkdir -p "$file/${package//.//}"
    mv "$file"/*.java "$file/${package//.//}/"
  done
  mv "$folder/src/main/features/__name__.json" "$folder/src/main/features/$name.json"
  find "$folder" -type f -exec sed -i -e "s|__package__|$package|g" -e "s|__name__|$name|g" -e "s|__home__|$program|g" \
    -e "s|__version__|$version|g" -e "s|__path__|${package//.//}/$package|g" -e "s|__repository__|$(repository)|g" {} +
  forget_other_nodes
  echo "Made $folder. Build it with: mvn -B package -f $folder"
  echo "See it in this node with: cp -r $folder/target/deploy/. $home/deploy/"
}

is_package() {
  local word
  [[ $1 =~ ^[a-z][a-z0-9]*(\.[a-z][a-z0-9]*)+$ ]] || return 1
  for word in ${1//./ }; do
    case " abstract assert boolean break byte case catch char class const continue default do double else enum extends \
final finally float for goto if implements import instanceof int interface long native new package private protected \
public return short static strictfp super switch synchronized this throw throws transient try void volatile while true \
false null " in *" $word "*) return 1;; esac
  done
}

# Maven takes what it has kept of another node for this one's, if only name and version are the same.
forget_other_nodes() {
  local kept file name
  for file in "$program"/artifacts/org/groundswell/*/"$version"/*.{jar,pom}; do
    name=$(basename "$(dirname "$(dirname "$file")")")
    kept=${MAVEN_LOCAL_REPOSITORY:-$HOME/.m2/repository}/org/groundswell/$name/$version
    if [ -e "$kept/${file##*/}" ] && ! cmp -s "$file" "$kept/${file##*/}"; then
      rm -rf "$kept"
      echo "Maven had kept another node's $name $version: forgotten"
    fi
  done
}

# An id for Maven, made of the apis' bytes: what it has remembered of another node's it does not take for this one's.
repository() {
  (cd "$program/artifacts/org/groundswell" && cat org.groundswell.*api/*/*.jar org.groundswell.*contract/*/*.jar |
    sha256sum | cut -c1-12 | sed 's/^/groundswell-/')
}
