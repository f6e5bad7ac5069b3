# The commands that start, stop and ask a node.

run() {
  # Whom systemd has started, that one has to stay when the node is replaced.
  [ -z "${NOTIFY_SOCKET:-}" ] || run_for_systemd "$@"
  case ${1:-} in
    --log) prepare --password; tell_welcome; become_node ALL;;
    '') ;;
    *) fail $misused "usage: run [--log]";;
  esac
  # Nobody sees the link a second time.
  trap 'tell_welcome; exit 130' INT TERM
  prepare
  echo "Groundswell $version starts..."
  mark=$(size "$data/logs/groundswell.log")
  # Whoever looks is nobody's child: the node would never take note of its end.
  ( ( tell_when_it_serves ) 9>&- & )
  trap - INT TERM
  become_node WARN
}

# tell_when_it_serves: beside a node that this process becomes
tell_when_it_serves() {
  trap '' INT
  local seen
  # In a loop that ends with the node; until it is one, the process is this script.
  while kill -0 $$ 2>/dev/null; do
    look_at /healthz
    if [ "$seen" = 200 ]; then
      await_fitness
      tell_places "Ctrl-C"
      return
    fi
    pause_a_moment
  done
  tell_welcome
}

tell_welcome() {
  [ -z "${welcome:-}" ] || echo "Open this once, within 24 hours, to become the owner of this node: $welcome"
  [ -z "${password:-}" ] || echo "The web console's user is 'admin', its password is: $password"
}
# tell_places STOP: what somebody who has just started a node wants to know next
tell_places() {
  echo "  Site      $(site_url)/"
  echo "  Console   $(console_url)/admin"
  if [ -n "$welcome" ]; then
    echo "            open this once, within 24 hours, to become its owner:"
    echo "            $welcome"
  fi
  echo "  Edit      $home/site: what you save shows within a second"
  echo "  Settings  $home/conf"
  echo "  Log       $data/logs/groundswell.log"
  echo "  Stop      $1"
}

start() {
  local supervisor told='' status seen
  prepare
  bound_output
  rm -f "$data/node.served"
  mark=$(size "$data/logs/groundswell.log")
  echo "== started at $(now)" >> "$data/logs/start.log" 2>/dev/null && output=$data/logs/start.log || true
  ( trap '' HUP
    # Away from this terminal, where the machine can do that.
    GROUNDSWELL_DATA=$data exec $(command -v setsid || true) "$BASH" "$home/bin/groundswell" supervise \
      "groundswell-supervisor:$home" >> "$data/logs/start.log" 2>&1 < /dev/null ) &
  supervisor=$!
  SECONDS=0
  begin_waiting 60
  while is_coming; do
    if ! kill -0 "$supervisor" 2>/dev/null; then
      # Who starts a node sees it fail; it is brought back only when it has served.
      wait "$supervisor" && status=0 || status=$?
      tell_output
      tell_welcome
      [ $status = $refused_by_settings ] || status=$failed
      fail $status "the node did not start; see $data/logs/"
    fi
    look_at /healthz
    if [ "$seen" = 200 ]; then
      : > "$data/node.served"
      await_fitness
      tell_places "$home/bin/groundswell stop"
      return
    fi
    if [ -z "$told" ] && [ $SECONDS -ge 15 ]; then
      told=yes
      say "still starting, after 15 seconds; the last lines of its log:"
      tell_output
    fi
    pause_a_moment
  done
  tell_output
  tell_welcome
  fail $not_fit "the node does not answer at $(site_url)/ after $SECONDS seconds; it goes on trying, see $data/logs/"
}

# Of this start alone: the last lines of its output, where that goes to a file, and what its log warns of.
tell_output() {
  { [ -z "${output:-}" ] || sed -n '/^== started/h;//!H;${x;p}' "$output" | grep -v '^SLF4J\|^WARNING: \| INFO : \|^	at ' | tail -n 15
    tail -c "+$(( ${mark:-0} + 1 ))" "$data/logs/groundswell.log" | grep -E ' (WARN|ERROR) |"level":"(WARN|ERROR)"' | tail -n 5; } 2>/dev/null |
    cut -c 1-300 >&2 || true
}

# may_signal PID: kill -0 fails for a stranger's process as for none
may_signal() {
  kill -0 "$1" 2>/dev/null ||
    fail $not_allowed "process $1 belongs to user '$(owner "/proc/$1")': give this command as that user"
}

stop() {
  local pid supervisor deadline killed=''
  check_user
  pid=$(running_pid) || pid=
  supervisor=$(supervisor_pid) || supervisor=
  if [ -z "$pid$supervisor" ]; then
    [ ! -e "$pid_file" ] || [ -r "$pid_file" ] ||
      fail $not_allowed "may not read $pid_file: it belongs to user '$(owner "$pid_file")'; give this command as that user"
    ! is_held || fail $failed "$data is held by $(holder): $(to_its_own stop)"
    echo "Groundswell is not running"
    return
  fi
  may_signal "${supervisor:-$pid}"
  # The supervisor passes it on; where there is none, or it hangs, the node hears it from here.
  kill -TERM $supervisor $pid 2>/dev/null || true
  deadline=$(( SECONDS + $(stop_seconds) ))
  while kill -0 $pid 2>/dev/null || kill -0 $supervisor 2>/dev/null; do
    if [ $SECONDS -ge "$deadline" ]; then
      [ -n "$killed" ] || say "the node did not end within $(stop_seconds) s (process ${pid:-$supervisor}): it is killed now"
      killed=yes
      kill -KILL $supervisor $pid 2>/dev/null || true
    fi
    [ $SECONDS -lt $(( deadline + 20 )) ] || fail $failed "process ${pid:-$supervisor} cannot be killed: the machine holds it (its disk?)"
    pause_a_moment
  done
  rm -f "$data/node.running" "$data/node.served"
  echo "Groundswell is stopped"
  [ -z "$killed" ] || exit $had_to_kill
}

# drain [SECONDS]: what the balancer still leads here is served; a node that cannot say so is not stopped
drain() {
  case ${1:-} in *[!0-9]*) fail $misused "usage: drain [SECONDS]";; esac
  [ $# -le 1 ] || fail $misused "usage: drain [SECONDS]"
  shell groundswell:drain "$@" || fail $? "the node was not drained and goes on; 'stop' ends it all the same"
  stop
}

status() {
  local pid
  check_user
  pid=$(running_pid) || pid=
  if [ -z "$pid" ]; then
    if supervisor_pid > /dev/null; then
      echo "Groundswell ended unexpectedly and is being started again"; tell_ends; exit $not_fit
    fi
    if [ -e "$pid_file" ] && [ ! -r "$pid_file" ]; then
      fail $not_allowed "may not read $pid_file: it belongs to user '$(owner "$pid_file")'; give this command as that user"
    fi
    echo "Groundswell is not running"
    if is_held; then
      echo "$data is held by $(holder): $(to_its_own status)"
      exit $not_running
    fi
    if [ -e "$data/node.running" ]; then echo "It ended unexpectedly: killed, or the machine went down"; fi
    tell_ends
    exit $not_running
  fi
  if ! [ -e "$pid_file" ]; then
    echo "$pid_file is gone: somebody has removed what is in $data under the node. Until it stops, gifts may still be in" \
      "/proc/$pid/fd: docs/security.md says more (When the disk fails)"
  fi
  if ! is_fit; then
    echo "Groundswell $version runs (process $pid) but is not fit to serve: $(what_is_unfit)"
    tell_ends
    tell_warnings
    exit $not_fit
  fi
  echo "Groundswell $version runs (process $pid) and is fit to serve"
  tell_ends
  tell_warnings
}
# What the node's health says to admins, except that all is well: a line for each reason.
tell_warnings() {
  local line name
  ask /readyz/give $admin | sed 's/{"name":/\n/g' | while IFS= read -r line; do
    case $line in *'"status":"OK"'*|[!\"]*|'') continue;; esac
    name=${line#\"}
    name=${name%%\"*}
    case $line in *'"said":["'*) ;; *) continue;; esac
    line=${line#*'"said":["'}
    # The reasons are strings of JSON: what they escape, printf knows.
    printf '%b\n' "${line%%'"]}'*}" | sed "s/\",\"/\n/g" | cut -c 1-1000 | sed "s/^/Health, $name: /"
  done | head -n 30
}
tell_ends() {
  local count
  count=$(crash_count)
  [ "$count" -gt 0 ] || return 0
  [ "$count" != 1 ] && count="$count times" || count=once
  echo "It ended unexpectedly $count, as far as is known, last seen at $(last_crash | cut -f 1): $(last_crash | cut -f 2)"
  echo "See $data/logs/crashes/"
}

shell() {
  [ $# -gt 0 ] || fail $misused "usage: shell COMMAND, for example: shell lb"
  check_user
  running_pid > /dev/null || fail $not_running "the node is not running"
  "$(find_java)" -XX:TieredStopAtLevel=1 -cp "$(jars org/groundswell/org.groundswell.kernel.shell)" \
    org.groundswell.kernel.shell.ShellClient "$data/shell/socket" "$@"
}

# owner_link: a new link for somebody who is locked out, whether the node runs or not
owner_link() {
  [ $# -eq 0 ] || fail $misused "usage: owner"
  check_names
  check_user
  check_owner
  umask 077
  java=$(find_java)
  make_owner_link
  echo "Open this once, within 24 hours, to become an owner of this node:"
  echo "$welcome"
}
