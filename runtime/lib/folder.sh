# The node's own folder: whether it will do, whose it is, and who holds it.

# find_data GIVEN: --data, the environment, conf/node.env, or data/ in the node's folder
find_data() {
  local below=$PWD
  data=${1:-${GROUNDSWELL_DATA:-}}
  if [ -z "$data" ]; then
    data=$(from_env GROUNDSWELL_DATA)
    data=${data:-data} below=$home
  fi
  case $data in /*) ;; *) data=$below/$data;; esac
  data=${data%/}
  # One spelling of a folder, also before it is made.
  data=$(readlink -m "$data" 2>/dev/null || echo "$data")
  pid_file=$data/node.pid
}

check_names() {
  local folder
  for folder in "$home" "$data"; do
    case $folder in
      *[,\#%\;\&:*?\"\'\<\>\|\\\$\`\!\{\}\[\]^]*|*[[:cntrl:]]*)
        fail $refused_by_settings "the folder '$folder' has a character in its name that class paths and addresses" \
          "read otherwise (one of , # % ; & : * ? \" ' < > | \\ \$ \` ! { } [ ] ^): move it to another name";;
      *[![:ascii:]]*)
        [ "$(locale charmap 2>/dev/null || echo UTF-8)" = UTF-8 ] ||
          fail $refused_by_settings "the folder '$folder' has a letter beyond ASCII in its name, and this machine has no" \
            "UTF-8 locale: install C.UTF-8, or move it to another name";;
    esac
  done
  # A socket's name is short: 107 bytes on Linux.
  local LC_ALL=C
  [ "${#data}" -le 93 ] ||
    fail $refused_by_settings "the folder '$data' has ${#data} bytes in its name, and the shell's socket in it may have" \
      "93: move it, or give the data a shorter one with --data"
}

owner() { stat -c %U "$1" 2>/dev/null || echo ''; }

# check_user: whether this user may look into data/ at all; says whose it is.
check_user() {
  [ -d "$data" ] || return 0
  if ! { [ -r "$data" ] && [ -x "$data" ]; }; then
    fail $not_allowed "may not look into $data: it belongs to user '$(owner "$data")'; give this command as that user" \
      "(sudo -u $(owner "$data") bin/groundswell ...)"
  fi
}

# Root's files would keep the user from starting the node later.
check_owner() {
  local other whose
  whose=$(owner "$data")
  [ -n "$whose" ] || whose=$(owner "$home")
  if [ "$(id -u)" = 0 ] && [ -n "$whose" ] && [ "$whose" != "$(id -un)" ] && [ "$whose" != UNKNOWN ]; then
    fail $not_allowed "$data is user '$whose''s and you are '$(id -un)', whose files '$whose' could not change later:" \
      "give this command as that user (sudo -u $whose bin/groundswell ...), or first give yourself the folder" \
      "(chown -R $(id -un) $data)"
  fi
  other=$(find "$data" -maxdepth 3 ! -user "$(id -u)" 2>/dev/null | while IFS= read -r file; do
    [ -w "$file" ] || { echo "$file"; break; }; done) || true
  [ -z "$other" ] || fail $not_allowed "cannot write to $other: it belongs to user '$(owner "$other")' (was the node" \
    "started as that user once?); give it back with: sudo chown -R $(id -un) $data"
}

make_folders() {
  local folder
  for folder in "$data" "$data/logs" "$data/tmp" "$data/logs/crashes"; do
    mkdir -p "$folder" 2>/dev/null && [ -w "$folder" ] ||
      fail $not_allowed "cannot write to $folder: give the user '$(id -un)' the right to, start as another user, or have" \
        "the node's memory elsewhere with --data FOLDER"
  done
  # Gifts, donors and keys are for nobody else on this machine.
  chmod go-rwx "$data" 2>/dev/null || say "cannot keep others out of $data: its file system knows no permissions"
}

# The lease is a lock on an open file that the node inherits: it ends with the last process that has it open, however
# that ends, and can be handed on with the descriptor. It is looked at before anything in data/ is touched.
take_lease() {
  exec 9<> "$data/node.lease" || fail $not_allowed "cannot open $data/node.lease as user '$(id -un)'"
  if ! command -v flock > /dev/null; then
    say "this machine has no 'flock': nothing keeps a second node from $data"
    return
  fi
  # A look of "status" holds it for a moment.
  flock -n 9 || { pause_a_moment; flock -n 9; } || fail $failed "$data is held by $(holder): stop that one, or give this one a folder of its own with --data"
  # Not emptied first: on a full disk it keeps its place.
  printf '%-10s\n%s\n' "$$" "$home" 2>/dev/null 1<> "$data/node.lease" || true
}
holder() {
  local pid= place=
  { { read -r pid; read -r place; } < "$data/node.lease"; } 2>/dev/null || true
  echo "a node that runs from ${place:-another folder}${pid:+ (process $pid)}"
}
# to_its_own COMMAND: how the node that holds the folder is spoken to
to_its_own() {
  local place=
  { { read -r _; read -r place; } < "$data/node.lease"; } 2>/dev/null || true
  echo "give this command there: ${place:-that folder}/bin/groundswell --data $data $1"
}
is_held() {
  [ -e "$data/node.lease" ] && command -v flock > /dev/null && ! (exec 9< "$data/node.lease" && flock -n -s 9) 2>/dev/null
}

# write_number FILE NUMBER: over what is there, so that a full disk has room for it
write_number() { { printf '%-10s\n' "$2" 1<> "$1"; } 2>/dev/null; }

free_kilobytes() { df -Pk "$data" 2>/dev/null | { read -r _ || :; read -r _ _ _ free _ || :; echo "${free:-unknown}"; }; }
# free_files: how many more files can be made there; nothing where the file system has no limit
free_files() { df -Pi "$data" 2>/dev/null | { read -r _ || :; read -r _ all _ free _ || :; case ${all:-0}${free:-x} in 0*|*[!0-9]*) ;; *) echo "$free";; esac; }; }
# few_files: how many more files can be made, where a start needs more: half of a framework would never get well.
few_files() { local files; files=$(free_files); [ -n "$files" ] && [ "$files" -lt 700 ] && echo "$files"; }
# lack_of_room: what the disk lacks for a start, in words; fails where there is enough
lack_of_room() {
  local free files
  free=$(free_kilobytes)
  if files=$(few_files); then echo "room for $files more files (inodes) left"
  elif [ "$free" != unknown ] && [ "$free" -lt 20480 ]; then echo "$free kB left"
  else return 1; fi
}

# arguments PID: a process's words, one a line
arguments() {
  if [ -r "/proc/$1/cmdline" ]; then tr '\0' '\n' < "/proc/$1/cmdline" 2>/dev/null
  else ps -p "$1" -o args= 2>/dev/null | tr ' ' '\n'; fi
}
# alive FILE WORD: the process whose number is in this file, if it still has that word: others get the number later.
alive() {
  local pid=
  { read -r pid < "$1"; } 2>/dev/null || [ -n "$pid" ] || return 1
  case $pid in *[!0-9]*) return 1;; esac
  arguments "$pid" | grep -qxF -e "$2" && echo "$pid"
}
# found WORD: the first process of this very folder that has this word and is for this data/, whatever was removed from it.
# A container's node may have the same words and another folder. (The word is not among grep's own.)
found() {
  local pid
  for pid in $(echo "$1" | grep -lsxzaF -f - /proc/[0-9]*/cmdline | tr -dc '0-9\n' | sort -n); do
    [ "/proc/$pid/root$home" -ef "$home" ] || continue
    if { echo "-Dgroundswell.data=$data" | grep -qsxzaF -f - "/proc/$pid/cmdline"; } ||
        { echo "GROUNDSWELL_DATA=$data" | grep -qsxzaF -f - "/proc/$pid/environ"; }; then
      echo "$pid"
      return
    fi
  done
  return 1
}
running_pid() { alive "$pid_file" "-Dgroundswell.home=$home" || found "-Dgroundswell.home=$home"; }
supervisor_pid() { alive "$data/supervisor.pid" "groundswell-supervisor:$home" || found "groundswell-supervisor:$home"; }
