# Another process takes the place of the one that serves: of the same release, or of another one below releases/.

# restart: where that can be, nobody notices
restart() {
  local why
  if ! running_pid > /dev/null && ! supervisor_pid > /dev/null; then start; return; fi
  if why=$(hinders_handover); then
    say "$why: the node is stopped and started"
    ( stop ) || [ $? = $had_to_kill ] || exit $failed
    start
  else
    check_names
    check_user
    check_owner
    umask 077
    lock_succession
    hand_over "$(release)"
  fi
}

# hinders_handover: says why nobody can take the running node's place, if so
hinders_handover() {
  if [ "$(uname -s)" != Linux ]; then echo "only on Linux one process can take another one's place"
  elif ! command -v flock > /dev/null; then echo "this machine has no 'flock'"
  elif ! supervisor_pid > /dev/null; then echo "this node was started with 'run', so nobody looks after its successor"
  elif ! running_pid > /dev/null; then echo "the node ended unexpectedly and is being started again"
  elif [ ! -S "$data/handover/ask" ]; then echo "the running node does not know how to hand over"
  elif lacks_memory; then :
  else return 1
  fi
}

# lock_succession: one at a time, also where the command that began the one before was given up: the supervisor takes
# "release" away when no new process is there any more, and has it as "leaving" while only the one before is to end
lock_succession() {
  mkdir -p "$data/handover" && exec 8<> "$data/handover/command" || fail $not_allowed "cannot write to $data/handover"
  flock -n 8 || fail $failed "another 'restart', 'upgrade' or 'downgrade' is under way"
  SECONDS=0
  while [ -e "$data/handover/release" ] || [ -e "$data/handover/leaving" ]; do
    supervisor_pid > /dev/null || break
    # What has just come to its end is noticed within two seconds; who leaves has donors to bring to theirs.
    [ $SECONDS -lt 15 ] || [ ! -e "$data/handover/release" ] ||
      fail $failed "a new process, of a 'restart', 'upgrade' or 'downgrade' before, is under way: give this command again" \
        "when it serves or has ended"
    [ $SECONDS -lt 120 ] || fail $failed "the process before has not ended yet: give this command again later"
    pause_a_moment
  done
}

# hand_over FOLDER: asks the supervisor for a successor of this release and says how it went
hand_over() {
  local pid supervisor status text
  java=$(find_java)
  check_port $listener port 8080
  check_port $admin port 8081
  pid=$(running_pid) || fail $not_running "the node is not running"
  supervisor=$(supervisor_pid) || fail $failed "nobody looks after the node"
  may_signal "$supervisor"
  rm -f "$data/handover/outcome" "$data/handover/talks"
  mark=$(size "$data/logs/groundswell.log")
  # Ctrl-C comes before or after both.
  trap '' INT TERM HUP
  printf '%s\n' "$1" "$java" > "$data/handover/release" || {
    rm -f "$data/handover/release"
    fail $failed "cannot write $data/handover/release: is the disk full?"
  }
  kill -USR1 "$supervisor"
  trap - INT TERM HUP
  SECONDS=0
  while [ ! -e "$data/handover/outcome" ]; do
    kill -0 "$supervisor" 2>/dev/null || fail $failed "the node's supervisor ended; see $data/logs/"
    [ $SECONDS -lt 300 ] || fail $failed "nobody said within 5 minutes how it went; see $data/logs/"
    pause_a_moment
  done
  read -r status text < "$data/handover/outcome"
  if [ "$status" != 0 ]; then
    tell_output
    fail $failed "the node was not replaced and goes on (process $(running_pid || echo unknown)): $text"
  fi
  version=$(version_of "$1")
  await_fitness
  echo "It was process $pid before: $text"
}

# end_who_hangs: a process that has left ends by itself when nobody is connected any more, after 50 s at the latest; one that
# does not would stand in the way of the next. As long as two talk it may have to go on.
end_who_hangs() {
  [ -n "$leaving" ] || return 0
  if [ -e "$data/handover/talks" ] || [ -z "$leaves_until" ]; then leaves_until=$(( SECONDS + $(leave_seconds) ))
  elif [ $SECONDS -ge "$leaves_until" ]; then kill -KILL "$leaving" 2>/dev/null || true; fi
}
leave_seconds() { case ${GROUNDSWELL_LEAVE_SECONDS:-} in ''|*[!0-9]*) echo 60;; *) echo "$GROUNDSWELL_LEAVE_SECONDS";; esac; }

# upgrade TARBALL
upgrade() {
  local unpacked
  [ $# -eq 1 ] || fail $misused "usage: upgrade TARBALL, with its checksum beside it in TARBALL.sha256"
  check_tools flock sha256sum tar gzip
  may_change_release
  unpack_release "$1"
  change_release "$unpacked"
}

downgrade() {
  local before why
  [ $# -eq 0 ] || fail $misused "usage: downgrade"
  check_tools flock
  may_change_release
  # Not before: one that was under way decides what this is.
  before=$(release previous) || fail $failed "there is no release before this one in $home/releases"
  if why=$(hinders_way_back "$(release)" "$before"); then
    ! running_pid > /dev/null ||
      fail $failed "$why: stop the node, give this command again, restore a backup of that release, and start it"
    say "$why: restore a backup of that release before you start it"
  fi
  change_release "$before"
}

# check_tools PROGRAM...: what "upgrade" and "downgrade" call
check_tools() {
  local tool
  for tool in "$@"; do
    command -v "$tool" > /dev/null || fail $failed "this machine has no '$tool', which '${FUNCNAME[1]}' needs: install it"
  done
}

# may_change_release: refuses what cannot be, before anything is changed
may_change_release() {
  local why
  check_names
  check_user
  check_owner
  umask 077
  mkdir -p "$home/releases" 2>/dev/null && [ -w "$home/releases" ] ||
    fail $not_allowed "cannot write to $home/releases: give the user '$(id -un)' the right to"
  # Whoever gives a command is sent on from here to the current release, other users too.
  chmod go+rx "$home/releases" 2>/dev/null || true
  lock_succession
  if ! running_pid > /dev/null && ! supervisor_pid > /dev/null; then return; fi
  ! why=$(hinders_handover) || fail $failed "$why: stop it, give this command again, and start it"
}

# change_release FOLDER: a node that does not run takes it at its next start
change_release() {
  local before=$version why
  if running_pid > /dev/null; then
    hand_over "$1"
    await_release "$1"
    echo "It was Groundswell $before before; 'downgrade' goes back to it"
  else
    why=$(hinders_way_back "$1" "$(release)") || why=
    keep_release "$1" || fail $failed "cannot write to $home/releases: is the disk full?"
    echo "The node does not run; its next start takes Groundswell $(version_of "$1"), and 'downgrade' goes back to $before"
    [ -z "$why" ] || say "$why: after that start it would need a backup that is restored"
  fi
}

# await_release FOLDER: the supervisor, who has seen the new process serve, decides what the next start takes
await_release() {
  local supervisor
  supervisor=$(supervisor_pid) || fail $failed "nobody looks after the node any more; see $data/logs/"
  SECONDS=0
  while ! [ "$1" -ef "$(release)" ]; do
    kill -USR2 "$supervisor" 2>/dev/null || fail $failed "the node's supervisor ended; see $data/logs/"
    [ $SECONDS -lt 30 ] || fail $failed "the new release serves, and the next start takes the old one: $home/releases/current" \
      "could not be changed"
    pause_a_moment
  done
}
