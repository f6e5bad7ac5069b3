# From settings to a command line.

# jars FOLDER...: the jars of these folders of artifacts/, as a class path
jars() {
  local folder found=()
  for folder in "$@"; do found+=("$program/artifacts/$folder"/*/*.jar); done
  (IFS=:; echo "${found[*]}")
}

check_ports() {
  check_port $listener port 8080
  check_port $admin port 8081
  check_free $listener port 8080 "$(public_host)"
  check_free $admin port 8081 "$(admin_host)"
  check_apart $admin port "$(admin_host)" $listener port "$(public_host)"
  if [ "$(tls_port)" != 0 ]; then
    check_tls_port $listener "$(public_host)"
  fi
  if [ "$(admin_tls_port)" != 0 ]; then
    check_tls_port $admin "$(admin_host)"
    [ "$(tls_port)" = 0 ] || check_apart $admin tlsPort "$(admin_host)" $listener tlsPort "$(public_host)"
  fi
}
# check_tls_port FILE HOST
check_tls_port() {
  check_port "$1" tlsPort 0
  check_free "$1" tlsPort 0 "$2"
  check_apart "$1" tlsPort "$2" $listener port "$(public_host)"
  check_apart "$1" tlsPort "$2" $admin port "$(admin_host)"
}
# check_free FILE KEY DEFAULT HOST
check_free() {
  local port
  port=$(setting "$1" "$2" "$3")
  ! in_use "$4" "$port" || fail $failed "$(place "$1" "$2"): port $port on $4 is in use by another process: stop that" \
    "one, or set another"
}
default_port() { if [ "$1" = $admin ]; then echo 8081; else echo 8080; fi; }
# check_apart FILE KEY HOST FILE KEY HOST: two listeners of this node need two ports, unless each has an address of its own
check_apart() {
  [ "$(setting "$1" "$2" "$(default_port "$1")")" = "$(setting "$4" "$5" "$(default_port "$4")")" ] || return 0
  case " $3 $6 " in *" 0.0.0.0 "*|*" :: "*|*" [::] "*) ;; *) [ "$3" = "$6" ] || return 0;; esac
  fail $refused_by_settings "$(place "$1" "$2"): port $(setting "$1" "$2" "$(default_port "$1")") is that of $(place "$4" "$5")" \
    "as well: set another"
}

# prepare: everything that can be refused is, before anything is changed
prepare() {
  local pid lack
  check_names
  check_user
  if pid=$(running_pid); then fail $failed "this node runs already (process $pid)"; fi
  if pid=$(supervisor_pid); then fail $failed "this node is being started already (by process $pid)"; fi
  check_owner
  umask 077
  make_folders
  take_lease
  java=$(find_java)
  ! lack=$(lack_of_room) || say "the disk with $data has $lack: free some; the node goes on by itself then"
  check_logging
  note_unknown_end
  tell_crashes
  check_ports
  welcome= password=
  # Nobody is here yet: somebody has to become the owner. Scripts get a password only where what is said is kept.
  [ -e "$data/console/people" ] || [ -e "$data/console/password" ] || make_owner_link "$@"
}

# make_owner_link [--password]: sets welcome, the link's address, and password
make_owner_link() {
  local made
  made=$("$java" -Xshare:auto -XX:TieredStopAtLevel=1 -cp "$(jars org/groundswell/org.groundswell.console.people)" \
    org.groundswell.console.people.FirstStart "$data/console" "$@") ||
    fail $failed "cannot write into $data/console: is the disk full?"
  welcome="$(console_url)/admin/welcome?link=${made%%$'\n'*}"
  case $made in *$'\n'*) password=${made#*$'\n'};; esac
}

# file_url PATH: each byte that an address would read otherwise by its number
file_url() {
  local LC_ALL=C i byte url=
  for (( i = 0; i < ${#1}; i++ )); do
    byte=${1:i:1}
    case $byte in [a-zA-Z0-9/._~-]) ;; *) printf -v byte %%%02X "'$byte";; esac
    url+=$byte
  done
  echo "file://$url"
}

# The folder with SQLite's library for this machine: it is outside of its jar, so that a full disk or one on which
# nothing may run does not keep the ledger from starting. Empty where none is shipped; then it is unpacked.
native_folder() {
  local system=Linux machine
  machine=$(uname -m)
  [ "$machine" != arm64 ] || machine=aarch64
  ls /lib/ld-musl-* > /dev/null 2>&1 && system=Linux-Musl
  echo "$program/lib/native/$system/$machine"
}

# The node logs by a copy of conf/logback.xml, which it exchanges for what is good only. check_logging: so does a start; with
# a mistake the last good copy stays, or the shipped file where there is none, since there would be no log at all.
check_logging() {
  local copy=$data/tmp/logback.xml mistakes
  # The file is gone, or the disk is full.
  { text logback.xml > "$copy.next"; } 2>/dev/null || return 0
  ! same "$copy.next" "$copy" || return 0
  if ! same "$copy.next" "$program/lib/logback.xml"; then
    mistakes=$(logging_mistakes < "$copy.next") || mistakes=
    if [ -n "$mistakes" ]; then
      say "$mistakes"
      say "conf/logback.xml is not used until this is mended: the log is as before, or as shipped"
      [ -e "$copy" ] || cp "$program/lib/logback.xml" "$copy" 2>/dev/null || true
      rm -f "$copy.next"
      return 0
    fi
  fi
  mv "$copy.next" "$copy" 2>/dev/null || true
}
same() { [ -e "$1" ] && [ -e "$2" ] && [ "$(< "$1")" = "$(< "$2")" ]; }
# A process of its own, so only for what has changed.
logging_mistakes() {
  "$java" -Xshare:auto -XX:TieredStopAtLevel=1 -Duser.language=en \
    -cp "$(jars org/groundswell/org.groundswell.kernel.configuration org/ops4j/pax/logging/pax-logging-logback)" org.groundswell.kernel.configuration.LoggingCheck \
    2>/dev/null
}
# logging: the file that says how to log
logging() {
  if [ -e "$data/tmp/logback.xml" ]; then echo "$data/tmp/logback.xml"; else echo "$program/lib/logback.xml"; fi
}

# framework_folder [successor]: the framework's own memory; of two processes of this node each has one
framework_folder() {
  local pid
  if [ "${1:-}" = successor ] && pid=$(running_pid) && ! arguments "$pid" | grep -qxF -e "$data/framework.next"; then
    echo "$data/framework.next"
  else
    echo "$data/framework"
  fi
}

# compose CONSOLE [successor]
compose() {
  local early first framework options=() place=()
  framework=$(framework_folder "${2:-}")
  local trace='%ex{12}'
  [ "$1" = ALL ] || trace='%nopex'
  java=$(find_java)
  early=$(jars org/groundswell/org.groundswell.edge.listener org/groundswell/org.groundswell.edge.api com/github/f4b6a3/uuid-creator)
  # What the last run published is shown while this one starts; with TLS that port only redirects, so not there.
  first=$(public_port)
  [ "$(tls_port)" = 0 ] || first=0
  # Beside a process that serves a node begins without what writes, and without a port (docs/handover.md).
  if [ "${2:-}" = successor ]; then
    first=0 options+=(-Dgroundswell.succession=waiting) place=(-D org.osgi.framework.startlevel.beginning=10)
  else
    # Of the framework: a successor puts its data aside while it rehearses.
    place=(-D "groundswell.data=$data")
  fi
  mapfile -t -O "${#options[@]}" options < <(text jvm.options | grep -v '^[[:space:]]*\(#\|$\)' || true)
  command=("$java" "${options[@]}" --enable-native-access=ALL-UNNAMED
    # The framework and its libraries write numbers into versions and addresses with the machine's own digits and letters.
    -Duser.language=en -Duser.country=US -Duser.script= -Duser.variant= -Duser.extensions=
    # What libraries say while they find each other helps nobody at a terminal.
    --sun-misc-unsafe-memory-access=allow -Dslf4j.internal.verbosity=ERROR
    -Dorg.ops4j.pax.logging.DefaultServiceLog.level=WARN
    "-XX:ErrorFile=$data/logs/crashes/hs_err_%p.log"
    "-Dgroundswell.home=$home" "-Dgroundswell.data=$data" "-Dgroundswell.console=$1" "-Dgroundswell.trace=$trace"
    "-Dorg.sqlite.lib.path=$(native_folder)" "-Dorg.sqlite.tmpdir=$data/tmp" "-Djava.io.tmpdir=$data/tmp"
    -Dorg.slf4j.simpleLogger.defaultLogLevel=warn
    -cp "$program/launcher/*:$early"
    org.groundswell.edge.listener.early.FirstLight "$home" "$data" "$(public_host)" "$first" "$(behind_proxy_line)"
    org.apache.sling.feature.launcher.impl.Main
    -f "$program/features/node.json" -u "$(file_url "$program/artifacts")" -c "$framework/artifacts"
    -p "$framework" -fv "$framework_version"
    "${place[@]}" -D "groundswell.home=$home" -D "groundswell.release=$program"
    -D "org.ops4j.pax.logging.StaticLogbackFile=$(logging)"
    -D org.ops4j.pax.logging.DefaultServiceLog.level=WARN
    -D "felix.fileinstall.dir=$home/deploy" -D felix.fileinstall.poll=1000
    -D felix.fileinstall.subdir.mode=skip
    -D felix.fileinstall.active.level=28
    -D "felix.fileinstall.tmpdir=$data/tmp" -D felix.fileinstall.log.level=2
    -D felix.fileinstall.bundles.new.start=true)
}

# become_node CONSOLE [successor]: this process turns into the node; CONSOLE says from which level on log lines go to the
# terminal as well
become_node() {
  local files
  compose "$@"
  ! files=$(few_files) || fail ${failed_for_room:-$failed} "the file system of $data has room for $files more files (inodes), and a start" \
    "needs 700: remove some"
  # What was installed last time is in artifacts/ and deploy/; the framework's own memory is made anew.
  if [ "${2:-}" = successor ]; then
    rm -rf "$(framework_folder successor)"
  else
    rm -rf "$data/framework" "$data/framework.next"
    write_number "$pid_file" "$BASHPID" || fail $failed "cannot write $pid_file: is the disk full?"
    # The node takes this away when it ends in order; whoever finds it knows that it did not.
    { : > "$data/node.running"; } 2>/dev/null || say "cannot write $data/node.running, so how this run ends may stay unknown"
  fi
  # Two pools for the C library are enough for the few threads that ask it for memory; the default keeps sixteen.
  export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}
  cd "$home"
  exec "${command[@]}"
}
