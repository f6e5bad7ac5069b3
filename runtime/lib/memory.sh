# Whether there is memory for two processes of this node: where there is not, the kernel ends one of both, and nobody knows which.

# lacks_memory: says so, if the machine, or a group of processes that this node is in, has less left than the running one has
lacks_memory() {
  local pid needed free
  pid=$(running_pid) || return 1
  needed=$(resident "$pid")
  free=$(free_for "$pid")
  if [ "$needed" -le "$free" ]; then return 1; fi
  echo "there is no memory for two processes ($free MB are free, and this one has $needed MB; GROUNDSWELL_FREE_MB says it" \
    "where the machine cannot)"
}

# resident PID: MB that it has; rounded up, so that it is never nothing
resident() {
  local key value rest
  while read -r key value rest; do
    if [ "$key" = VmRSS: ]; then echo $(( value / 1024 + 1 )); return; fi
  done < "/proc/$1/status"
  echo 0
}

# free_for PID: MB that another process beside it could have
free_for() {
  local key value rest controllers group left free=0
  if [ -n "${GROUNDSWELL_FREE_MB:-}" ]; then echo "$GROUNDSWELL_FREE_MB"; return; fi
  while read -r key value rest; do
    case $key in MemAvailable:|SwapFree:) free=$(( free + value / 1024 ));; esac
  done < /proc/meminfo
  while IFS=: read -r rest controllers group; do
    case $controllers in ''|memory) ;; *) continue;; esac
    # A group has what those around it have, at most.
    while :; do
      left=$(left_in "/sys/fs/cgroup${controllers:+/}$controllers$group")
      if [ -n "$left" ] && [ "$left" -lt "$free" ]; then free=$left; fi
      [ -n "${group%/}" ] || break
      group=${group%/*}
    done
  done < "/proc/$1/cgroup"
  echo "$free"
}

# left_in FOLDER: MB that a group of processes may still have, with what it holds of files; nothing where it has no limit
left_in() {
  local most now key value files=0
  if [ -r "$1/memory.max" ]; then read -r most < "$1/memory.max"; read -r now < "$1/memory.current"
  elif [ -r "$1/memory.limit_in_bytes" ]; then read -r most < "$1/memory.limit_in_bytes"; read -r now < "$1/memory.usage_in_bytes"
  else return 0; fi
  # Without a limit it is a word, or a number near the largest there is.
  case $most in ''|*[!0-9]*|??????????????????*) return 0;; esac
  while read -r key value; do
    case $key in active_file|inactive_file) files=$(( files + value ));; esac
  done < "$1/memory.stat"
  echo $(( (most - now + files) / 1048576 ))
}
