# Brings a node back that ended by itself, and keeps what is known of its end.

# no_room: EX_TEMPFAIL of sysexits.h.
no_room=75
crashes_kept=20 list_kept=100 longest_pause=60 good_run_seconds=300 output_kept=1000000

now() { date -u +%Y-%m-%dT%H:%M:%SZ; }

# The process is the parent of "start"; the node it looks after has this one's lease open, so it holds the folder too.
supervise() {
  local began status pause=1
  [ "${1:-}" = "groundswell-supervisor:$home" ] || fail $misused "'supervise' is for 'start' only"
  umask 077
  node='' stopping='' again='' asked='' successor='' leaving='' unkept='' begun=''
  # Between two starts there is nobody to tell.
  trap 'stopping=yes; kill -TERM $node $successor $leaving 2>/dev/null || true' TERM INT
  # "restart" asks for a successor of the node, and for a look at what has become of it.
  trap 'asked=yes' USR1
  trap : USR2
  write_number "$data/supervisor.pid" $$ || fail $failed "cannot write $data/supervisor.pid: is the disk full?"
  write_number "$data/node.lease" $$ || true
  # What was asked of one before this.
  rm -f "$data/handover/release" "$data/handover/leaving"
  while :; do
    began=$(date +%s)
    ( [ -z "$again" ] || check_ports; exec "$BASH" "$(release)/bin/groundswell" become ) &
    node=$!
    watch_node || true
    while is_taken_back; do
      wait "$node" 2>/dev/null || true
      node=$leaving leaving='' unkept=''
      watch_node || true
    done
    wait "$node" && status=0 || status=$?
    if [ -e "$data/handover/talks" ]; then
      rm -f "$data/handover/talks"
      tell_handover $failed "the node ended meanwhile; see $data/logs/"
    fi
    # It has handed over, or left a successor that may go on alone: nothing may stand in the way of the next start.
    [ -z "$leaving$successor" ] || kill -KILL $leaving $successor 2>/dev/null || true
    leaving='' successor='' unkept=''
    [ -z "$stopping" ] || break
    case $status in
      # Somebody asked the process itself, or the framework, to end.
      0|129|130|143|$had_to_kill) break;;
      $refused_by_settings) note_crash "$status" "$began" "refused its settings, so it is not tried again"; break;;
    esac
    # A bundle that ends the node is left out at the next start, so that there is no reason not to try.
    if [ $status = $ended_by_a_bundle ] || has_served "$began"; then
      [ $(( $(date +%s) - began )) -lt $good_run_seconds ] || pause=1
      note_crash "$status" "$began" "to be tried again after $pause s"
      again=yes
    else
      # Without room nothing can start; that passes, and perhaps just has.
      [ "$status" = $no_room ] || lack_of_room > /dev/null || break
    fi
    rm -f "$data/node.running"
    node=''
    sleep "$pause" & wait $! || true
    [ -z "$stopping" ] || break
    pause=$(( pause * 2 < longest_pause ? pause * 2 : longest_pause ))
  done
  rm -f "$data/node.running" "$data/node.served"
  case $status in 0|129|130|143|137) status=0;; esac
  exit "$status"
}

# is_taken_back: whether the node before goes on, or is about to: a successor that ended before all was settled had its
# number in the place of the node's, and served perhaps. One that was left by then ends by itself.
is_taken_back() {
  local serving=
  [ -n "$leaving" ] && kill -0 "$leaving" 2>/dev/null || return 1
  { read -r serving < "$pid_file"; } 2>/dev/null || true
  [ "$serving" = "$leaving" ] || [ -e "$data/handover/talks" ]
}

# has_served BEGAN: whether a node of this start was seen serving, or ran for longer than one that cannot
has_served() { [ -n "$again" ] || [ -e "$data/node.served" ] || [ $(( $(date +%s) - $1 )) -ge 60 ]; }

# Returns when the node is gone; meanwhile its output stays small, and a node that is to stop has half a minute.
watch_node() {
  local tick deadline='' tock
  while node_lives; do
    # A successor is looked at more often.
    tick=60
    [ -z "$successor$unkept$leaving" ] || tick=2
    [ -z "$deadline" ] || tick=1
    sleep "$tick" & tock=$!
    wait -n || true
    # Its end is taken note of here, or the next "wait -n" would return at once.
    { kill "$tock" && wait "$tock"; } 2>/dev/null || true
    if [ -n "$stopping" ]; then
      # A little later than "stop", which says it.
      deadline=${deadline:-$(( SECONDS + $(stop_seconds) + 5 ))}
      [ $SECONDS -lt "$deadline" ] || kill -KILL "$node" 2>/dev/null || true
    fi
    bound_output
    # As soon as it speaks the node itself has the clock.
    [ -z "$successor" ] || [ -e "$data/handover/talks" ] || [ $SECONDS -lt "$speaks_until" ] || kill -KILL "$successor" 2>/dev/null || true
    end_who_hangs
    # The last one may have taken the node's place meanwhile.
    [ -z "$asked" ] || ! node_lives || begin_successor
  done
}

# node_lives: whether one is there to look after; a successor that has taken the node's place is the node
node_lives() {
  local serving=
  { read -r serving < "$pid_file"; } 2>/dev/null || true
  if [ -n "$successor" ] && { [ "$serving" = "$successor" ] ||
      { ! kill -0 "$node" 2>/dev/null && kill -0 "$successor" 2>/dev/null; }; }; then
    leaving=$node node=$successor successor='' again=yes began=$(date +%s) leaves_until=''
    unkept=$their_release
    mv "$data/handover/release" "$data/handover/leaving" 2>/dev/null || true
    # If it ends, it comes back with the same.
    [ -z "$their_java" ] || export GROUNDSWELL_JAVA=$their_java
  fi
  # One that has not served yet may never do so.
  if [ -n "$unkept" ] && [ "$serving" = "$node" ]; then
    keep_release "$unkept" || say "cannot write to $home/releases: the next start takes the release before"
    unkept=''
  fi
  if [ -n "$leaving" ] && ! kill -0 "$leaving" 2>/dev/null; then
    leaving=''
    rm -rf "$(framework_folder successor)"
  fi
  if [ -n "$successor" ] && ! kill -0 "$successor" 2>/dev/null; then
    wait "$successor" && serving=0 || serving=$?
    successor=''
    # As soon as two processes have met, the one that serves says how it went.
    [ -e "$data/handover/talks" ] || tell_handover $failed "the new process ended with status $serving before it could" \
      "speak; see $data/logs/"
  fi
  if [ -n "$begun" ] && [ -z "$successor$leaving" ]; then
    begun=''
    rm -f "$data/handover/release" "$data/handover/leaving"
  fi
  kill -0 "$node" 2>/dev/null
}

# become [successor]: the node itself, of whichever release the supervisor has chosen
become() {
  umask 077
  # What a start ends with that has no room.
  failed_for_room=$no_room
  become_node "${GROUNDSWELL_SHOWN:-OFF}" "$@"
}

begin_successor() {
  # Three of them would need three folders: whoever is asked for waits until the one before has ended, which is heard of.
  [ -z "$stopping$successor$leaving" ] || return 0
  asked='' begun=yes their_release='' their_java=''
  { { read -r their_release && read -r their_java; } < "$data/handover/release"; } 2>/dev/null || true
  their_release=${their_release:-$(release)}
  ( [ -z "$their_java" ] || export GROUNDSWELL_JAVA=$their_java
    exec "$BASH" "$their_release/bin/groundswell" become successor ) &
  successor=$! speaks_until=$(( SECONDS + $(handover_seconds) ))
}

# tell_handover STATUS TEXT...: what "restart" waits for, where the node itself cannot say it
tell_handover() {
  local status=$1
  shift
  echo "$status $*" > "$data/handover/outcome.script" && mv "$data/handover/outcome.script" "$data/handover/outcome" || true
}

handover_seconds() { case ${GROUNDSWELL_HANDOVER_SECONDS:-} in ''|*[!0-9]*) echo 180;; *) echo "$GROUNDSWELL_HANDOVER_SECONDS";; esac; }
stop_seconds() { case ${GROUNDSWELL_STOP_SECONDS:-} in ''|*[!0-9]*) echo 30;; *) echo "$GROUNDSWELL_STOP_SECONDS";; esac; }

size() { stat -c %s "$1" 2>/dev/null || echo 0; }
bound_output() {
  local output=$data/logs/start.log
  [ "$(size "$output")" -gt $output_kept ] || return 0
  tail -c $output_kept "$output" > "$output.1" 2>/dev/null || true
  # The node goes on writing at the end of what is left.
  : > "$output"
}

# last_word: what the node itself has left about its end
last_word() { head -n 1 "$data/node.running" 2>/dev/null | tr -d '\t' | cut -c 1-500; }

# what_ended STATUS: an exit status in words, and what the node has said of it
what_ended() {
  local seen='' said
  said=$(last_word)
  if [ "$1" = 3 ] && tail -n 40 "$data/logs/start.log" 2>/dev/null | grep -q OutOfMemoryError; then
    seen="it had no memory left"
    [ -n "$said" ] || seen+=" (see -Xmx in conf/jvm.options)"
  elif [ "$1" -gt 128 ] 2>/dev/null; then
    seen="ended by signal $(kill -l "$1" 2>/dev/null || echo $(($1 - 128)))"
  fi
  [ -z "$seen" ] || [ -z "$said" ] || seen+='; '
  seen+=$said
  echo "exit status $1${seen:+: $seen}"
}

# note_crash STATUS BEGAN THEN: a file with what is known, and a line in the list. A full disk keeps neither; the node
# comes back all the same.
note_crash() {
  local what when file machine
  when=$(now)
  case $1 in unknown) what=$(last_word);; *) what=$(what_ended "$1");; esac
  what=${what:-killed, or the machine went down: nothing saw it end}
  file=$data/logs/crashes/${when//:/}.txt
  machine=$(find "$data/logs/crashes" -name 'hs_err_*.log' -newer "$data/node.running" 2>/dev/null | sort | tail -n 1) || true
  {
    echo "The node ended unexpectedly: $what"
    echo "seen at $when${2:+, after a run of $(( $(date +%s) - $2 )) s}${3:+, $3}"
    echo "Groundswell $(version_of "$(release)") in $home, process $(cat "$pid_file" 2>/dev/null || echo unknown)"
    [ -z "$machine" ] || echo "The virtual machine's own report: $machine"
    echo; echo "Last lines of its output:"; tail -n 20 "$data/logs/start.log" 2>/dev/null | cut -c 1-500
    echo; echo "Last lines of its log:"; tail -n 20 "$data/logs/groundswell.log" 2>/dev/null | cut -c 1-500
  } > "$file" 2>/dev/null || true
  printf '%s\t%s\t%s\n' "$when" "$what" "${file##*/}" >> "$data/logs/crashes/list" 2>/dev/null || true
  keep_newest "$crashes_kept" '*.txt'
  keep_newest 5 'hs_err_*.log'
  if [ "$(crash_count)" -gt $list_kept ]; then
    tail -n $((list_kept / 2)) "$data/logs/crashes/list" > "$data/logs/crashes/list.next" 2>/dev/null &&
      mv "$data/logs/crashes/list.next" "$data/logs/crashes/list" || true
  fi
}

# keep_newest HOW_MANY PATTERN
keep_newest() {
  find "$data/logs/crashes" -maxdepth 1 -name "$2" -exec ls -1td {} + 2>/dev/null | tail -n "+$(($1 + 1))" |
    while IFS= read -r old; do rm -f "$old"; done || true
}

# A node without a parent (run, systemd, a parent that was killed) cannot be seen ending; what it left behind tells.
note_unknown_end() {
  [ -e "$data/node.running" ] || return 0
  note_crash unknown '' ''
  rm -f "$data/node.running"
}

crash_count() { { cat "$data/logs/crashes/list" 2>/dev/null || true; } | grep -c '' || true; }
last_crash() { tail -n 1 "$data/logs/crashes/list" 2>/dev/null || true; }

# tell_crashes: what happened since a person was told last, once
tell_crashes() {
  local when what file told=$data/logs/crashes/told last
  last=$(last_crash)
  [ -n "$last" ] && [ "$last" != "$(cat "$told" 2>/dev/null)" ] || return 0
  IFS=$'\t' read -r when what file <<< "$last"
  say "the node ended unexpectedly, seen at $when: $what. What is known is in $data/logs/crashes/$file" \
    "($(crash_count) such ends are in the list beside it)"
  { echo "$last" > "$told"; } 2>/dev/null || true
}
