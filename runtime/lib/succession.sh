# Another process takes the place of the one that serves: of the same release, or of another one below releases/.

# release [NAME]: the folder of the release that starts take (current), or of the one before it (previous)
release() {
  local link=$home/releases/${1:-current}
  if [ -e "$link/bin/groundswell" ]; then readlink -f "$link"
  elif [ "${1:-current}" = current ]; then echo "$home"
  else return 1; fi
}

# keep_release FOLDER: starts take this one from now on, and "downgrade" the one that they took until now
keep_release() {
  local before
  before=$(release)
  ! [ "$1" -ef "$before" ] || return 0
  mkdir -p "$home/releases" && point previous "$before" && point current "$1"
}
# point NAME FOLDER: to one or the other, whenever somebody looks, and wherever the node's folder is moved to
point() {
  local to=${2##*/}
  [ "$2" != "$home" ] || to=..
  ln -sfn "$to" "$home/releases/$1.next" && mv -T "$home/releases/$1.next" "$home/releases/$1"
}

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
  elif ! supervisor_pid > /dev/null; then echo "this node was not started with 'start', so nobody looks after its successor"
  elif ! running_pid > /dev/null; then echo "the node ended unexpectedly and is being started again"
  elif [ ! -S "$data/handover/ask" ]; then echo "the running node does not know how to hand over"
  else return 1
  fi
}

# lock_succession: one at a time
lock_succession() {
  mkdir -p "$data/handover" && exec 8<> "$data/handover/command" || fail $not_allowed "cannot write to $data/handover"
  flock -n 8 || fail $failed "another 'restart', 'upgrade' or 'downgrade' is under way"
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
  echo "$1" > "$data/handover/release" || fail $failed "cannot write $data/handover/release: is the disk full?"
  kill -USR1 "$supervisor"
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

# upgrade TARBALL
upgrade() {
  local unpacked
  [ $# -eq 1 ] || fail $misused "usage: upgrade TARBALL, with its checksum beside it in TARBALL.sha256"
  may_change_release
  unpack_release "$1"
  change_release "$unpacked"
}

downgrade() {
  local before
  [ $# -eq 0 ] || fail $misused "usage: downgrade"
  before=$(release previous) || fail $failed "there is no release before this one in $home/releases"
  may_change_release
  change_release "$before"
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
  lock_succession
  if ! running_pid > /dev/null && ! supervisor_pid > /dev/null; then return; fi
  ! why=$(hinders_handover) || fail $failed "$why: stop it, give this command again, and start it"
}

# change_release FOLDER: a node that does not run takes it at its next start
change_release() {
  local before=$version
  if running_pid > /dev/null; then
    hand_over "$1"
    await_release "$1"
    echo "It was Groundswell $before before; 'downgrade' goes back to it"
  else
    keep_release "$1" || fail $failed "cannot write to $home/releases: is the disk full?"
    echo "The node does not run; its next start takes Groundswell $(version_of "$1"), and 'downgrade' goes back to $before"
  fi
}
version_of() { sed -n "s/^version='\(.*\)'$/\1/p" "$1/bin/groundswell"; }

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

# unpack_release TARBALL: sets 'unpacked' to its folder
unpack_release() {
  local tarball=$1 incoming=$home/releases/incoming sum new name count=1
  [ -f "$tarball" ] && [ -r "$tarball" ] || fail $misused "cannot read $tarball: give a release, groundswell-VERSION.tar.gz"
  { read -r sum _ < "$tarball.sha256"; } 2>/dev/null ||
    fail $misused "cannot read $tarball.sha256: a release comes with its checksum, put it there"
  [ "$(sha256sum < "$tarball" | cut -d ' ' -f 1)" = "$sum" ] ||
    fail $failed "$tarball is not what $tarball.sha256 says: fetch both again"
  forget_releases
  mkdir -p "$incoming" && tar -xzf "$tarball" --no-same-owner -C "$incoming" 2>/dev/null ||
    refuse_release "cannot be unpacked into $home/releases: is it a release, and has the disk room for it?"
  new=$(version_of "$incoming/groundswell" 2>/dev/null) && [ -e "$incoming/groundswell/lib/succession.sh" ] || new=
  case $new in
    ''|*[!0-9A-Za-z.-]*) refuse_release "is no release of Groundswell that can take the place of this one";;
  esac
  [ "$(printf '%s\n' "$version" "$new" | sort -V | tail -n 1)" = "$new" ] ||
    refuse_release "is Groundswell $new, older than $version: only 'downgrade' goes back, to the release before"
  name=$new
  while [ -e "$home/releases/$name" ]; do count=$((count + 1)) name=$new-$count; done
  # What a node has of its own it keeps.
  rm -rf "$incoming"/groundswell/{conf,site,deploy,data}
  mv "$incoming/groundswell" "$home/releases/$name" || refuse_release "cannot be moved to $home/releases/$name"
  rm -rf "$incoming"
  unpacked=$home/releases/$name
}
# refuse_release WHY...: of unpack_release
refuse_release() {
  rm -rf "$incoming"
  fail $failed "$tarball $*"
}

# forget_releases: all but the one that serves and the one before
forget_releases() {
  local folder before
  before=$(release previous) || before=$home
  for folder in "$home"/releases/*; do
    [ ! -d "$folder" ] || [ -L "$folder" ] || [ "$folder" -ef "$(release)" ] || [ "$folder" -ef "$before" ] || rm -rf "$folder"
  done
}
