# What conf/ says, as far as it is needed before a node runs.

listener=org.groundswell.edge.listener
admin=org.groundswell.edge.admin

# text FILE: without the byte order mark that some editors begin it with, and without Windows' line ends
text() { sed $'1s/^\xEF\xBB\xBF//; s/\r$//' "$home/conf/$1" 2>/dev/null; }

# read_setting VARIABLE FILE KEY DEFAULT: the last line counts, as in the node. It starts no process: who waits for a start
# reads often, on a machine that has enough to do.
read_setting() {
  local lines=() line value=
  mapfile -t lines 2>/dev/null < "$home/conf/$2.cfg" || true
  lines[0]=${lines[0]:-}
  lines[0]=${lines[0]#$'\xEF\xBB\xBF'}
  for line in "${lines[@]}"; do
    if [[ $line == *"$3"* && $line =~ ^[[:space:]]*$3[[:space:]]*=[[:space:]]* ]]; then value=${line#"${BASH_REMATCH[0]}"}; fi
  done
  value=${value%"${value##*[![:space:]]}"}
  printf -v "$1" %s "${value:-$4}"
}
# setting FILE KEY DEFAULT
setting() { local found; read_setting found "$@"; echo "$found"; }
public_host() { setting $listener host 127.0.0.1; }
public_port() { setting $listener port 8080; }
admin_host() { setting $admin host 127.0.0.1; }
admin_port() { setting $admin port 8081; }
behind_proxy_line() { setting $listener proxyProtocol false; }
tls_port() { setting $listener tlsPort 0; }
admin_tls_port() { setting $admin tlsPort 0; }

# from_env KEY: what conf/node.env says, lines of KEY=VALUE as systemd reads them.
from_env() {
  [ -r "$home/conf/node.env" ] || return 0
  text node.env | sed -n "s/^[[:space:]]*$1=//p" | tail -n 1 | sed 's/[[:space:]]*$//; s/^"\(.*\)"$/\1/'
}

# place FILE KEY: where a setting stands, for messages
place() {
  local line
  line=$(text "$1.cfg" | grep -n "^[[:space:]]*$2[[:space:]]*=" | tail -n 1 | cut -d: -f1) || true
  echo "conf/$1.cfg${line:+:$line}: $2"
}

# check_port FILE KEY DEFAULT: a whole number that this user may open
check_port() {
  local port
  port=$(setting "$1" "$2" "$3")
  case $port in
    *[!0-9]*) local hint=
      case $port in *'#'*) hint=" (a comment needs a line of its own)";; esac
      fail $refused_by_settings "$(place "$1" "$2"): expected a whole number from 1 to 65535, found '$port'$hint";;
  esac
  if [ "${#port}" -gt 5 ] || [ "$((10#$port))" -lt 1 ] || [ "$((10#$port))" -gt 65535 ]; then
    fail $refused_by_settings "$(place "$1" "$2"): expected a whole number from 1 to 65535, found '$port'"
  fi
  may_open "$((10#$port))" || fail $refused_by_settings "$(place "$1" "$2"): port $port is below" \
    "$(first_free_port), which user '$(id -un)' may not open: let systemd do it ('bin/groundswell unit' prints how)," \
    "set net.ipv4.ip_unprivileged_port_start=$port, or take a port such as 8080 behind a proxy"
}
first_free_port() { cat /proc/sys/net/ipv4/ip_unprivileged_port_start 2>/dev/null || echo 1024; }

# Root may, and whoever has the right to bind (bit 10 of the capabilities), by the process or by Java's file.
may_open() {
  local name value rest
  [ "$1" -lt "$(first_free_port)" ] && [ "$(id -u)" != 0 ] || return 0
  while read -r name value rest; do
    if [ "$name" = CapEff: ]; then [ $(( 0x$value >> 10 & 1 )) = 0 ] || return 0; fi
  done < /proc/self/status 2>/dev/null || return 0
  getcap "$(readlink -f "$(find_java)")" 2>/dev/null | grep -q cap_net_bind_service
}

# The Java to use: GROUNDSWELL_JAVA, JAVA_HOME, the one on the path, or any that is installed; it must be 25 or newer.
# Its version stands in a file beside it; asking the program itself takes a tenth of a second.
java_version() {
  local release line
  release=$(readlink -f "$1")
  release=${release%/bin/*}/release
  if [ -r "$release" ]; then
    while read -r line; do
      case $line in JAVA_VERSION=*) line=${line#JAVA_VERSION=\"}; echo "${line%%[.\"]*}"; return;; esac
    done < "$release"
  fi
  "$1" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1
}
find_java() {
  local candidate found named
  named=${GROUNDSWELL_JAVA:-$(from_env GROUNDSWELL_JAVA)}
  for candidate in "$named" "${JAVA_HOME:-/nowhere}/bin/java" "$(command -v java || true)" \
      /usr/lib/jvm/*/bin/java /opt/*/bin/java "${HOME:-/nowhere}"/.sdkman/candidates/java/*/bin/java; do
    [ -n "$candidate" ] && [ -x "$candidate" ] || continue
    found=$(java_version "$candidate") || found=0
    case $found in ''|*[!0-9]*) found=0;; esac
    if [ "$found" -ge 25 ]; then echo "$candidate"; return; fi
  done
  fail $failed "needs Java 25 or newer and found none. Install one (for example Eclipse Temurin 25) or set GROUNDSWELL_JAVA to its java."
}

# Where a listener is reached from this machine.
reachable() { case $1 in 0.0.0.0|::|'[::]') echo 127.0.0.1;; '['*']') local host=${1#[}; echo "${host%]}";; *) echo "$1";; esac; }
# An address of IPv6 in a URL stands in brackets.
bracketed() { case $1 in *:*) echo "[$1]";; *) echo "$1";; esac; }
# As its people type it: by its name where one is set.
console_url() {
  local url host
  url=$(setting $admin publicUrl '')
  host=$(bracketed "$(reachable "$(admin_host)")")
  while [ "${url%/}" != "$url" ]; do url=${url%/}; done
  if [ -n "$url" ]; then echo "$url"
  elif [ "$(admin_tls_port)" != 0 ]; then echo "https://$host:$(admin_tls_port)"
  else echo "http://$host:$(admin_port)"; fi
}
site_url() { echo "http://$(bracketed "$(reachable "$(public_host)")"):$(public_port)"; }

# open_connection HOST PORT: as descriptor 3; not every bash can
open_connection() { exec 3<>"/dev/tcp/$1/$2"; }
bash_connects() {
  if [ -z "${connects:-}" ]; then
    case $( (open_connection 127.0.0.1 1) 2>&1) in *'No such file'*) connects=no;; *) connects=yes;; esac
  fi
  [ $connects = yes ]
}
in_use() { (open_connection "$(reachable "$1")" "$2") 2>/dev/null; }

# locate LISTENER: sets host, port and behind (whether a line has to say whose a connection is) to what leads there from here
locate() {
  read_setting host "$1" host 127.0.0.1
  case $host in 0.0.0.0|::|'['*) host=$(reachable "$host");; esac
  if [ "$1" = $admin ]; then read_setting port "$1" port 8081; else read_setting port "$1" port 8080; fi
  read_setting behind "$1" proxyProtocol false
}
# begin_request PATH: a GET there, as descriptor 3; prints its answer's status code
begin_request() {
  local line code shown=$host
  case $host in *:*) shown=$(bracketed "$host");; esac
  open_connection "$host" "$port" || return
  # Of nobody's, but the node's own.
  [ "$behind" != true ] || printf 'PROXY UNKNOWN\r\n' >&3
  printf 'GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n' "$1" "$shown" >&3
  read -r -t 10 line <&3 || return
  read -r _ code _ <<< "$line"
  echo "${code:-}"
}
# ask PATH [LISTENER]: status code and body of a GET on the public listener, or on the other, or nothing.
ask() {
  local host port behind line first=()
  locate "${2:-$listener}"
  if ! bash_connects; then
    [ "$behind" != true ] || first=(--haproxy-protocol)
    curl -s "${first[@]}" --noproxy '*' -m 10 -w '%{stderr}%{http_code}\n' "http://$(bracketed "$host"):$port$1" 2>&1 || true
    return
  fi
  ( begin_request "$1" || exit 0
    while read -r -t 10 line <&3 && [ -n "${line%$'\r'}" ]; do :; done
    while read -r -t 10 line <&3; do echo "$line"; done ) 2>/dev/null || true
}
# look_at PATH: sets seen to the status code of a GET on the public listener, or to nothing; it starts as little as it can
look_at() {
  local host port behind
  locate $listener
  if bash_connects; then seen=$(begin_request "$1" 2>/dev/null) || true
  else seen=$(ask "$1" | head -n 1); fi
}
