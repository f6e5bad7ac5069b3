# What systemd is told of the node: a unit, and when it serves.

unit() {
  local user=${1:-$(id -un)} capability=
  check_names
  [ "$(public_port)" -ge "$(first_free_port)" ] 2>/dev/null || capability=$'\nAmbientCapabilities=CAP_NET_BIND_SERVICE'
  cat <<UNIT
# bin/groundswell unit > /etc/systemd/system/groundswell.service && systemctl enable --now groundswell
[Unit]
Description=Groundswell $version
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=0

[Service]
# It says when it serves; there is no limit, for a start may wait for room on the disk. The main process looks after the node
# and stays the same when "restart" or "upgrade" replaces it; what it looks after hears of a stop from it.
Type=notify
NotifyAccess=all
TimeoutStartSec=infinity
KillMode=mixed
OOMPolicy=continue
User=$user
ExecStart="$home/bin/groundswell" --data "$data" run --log
# It comes back whenever it ends by itself, not after a setting that is refused (78), a user who may not (4), or a
# stop that had to be forced (6).
Restart=on-failure
RestartSec=3
RestartPreventExitStatus=2 4 6 78
SuccessExitStatus=143
TimeoutStopSec=45
LimitNOFILE=65536
UMask=0077
NoNewPrivileges=true$capability

[Install]
WantedBy=multi-user.target
UNIT
}

# run_for_systemd [--log]: this process turns into the supervisor that "start" has, and the node speaks to the journal
run_for_systemd() {
  local shown=WARN
  case ${1:-} in
    --log) shown=ALL;;
    '') ;;
    *) fail $misused "usage: run [--log]";;
  esac
  prepare ${1:+--password}
  tell_welcome
  rm -f "$data/node.served"
  ( ( tell_systemd ) 9>&- & )
  unset NOTIFY_SOCKET
  GROUNDSWELL_DATA=$data GROUNDSWELL_SHOWN=$shown exec "$BASH" "$home/bin/groundswell" supervise "groundswell-supervisor:$home"
}

# tell_systemd: beside the supervisor that this process becomes; who has served is brought back whenever it ends
tell_systemd() {
  local seen
  trap '' INT
  while kill -0 $$ 2>/dev/null; do
    look_at /healthz
    if [ "$seen" = 200 ]; then
      { : > "$data/node.served"; } 2>/dev/null || true
      systemd-notify --ready --status="Groundswell serves at $(site_url)/" || say "systemd cannot be told that the node serves"
      return
    fi
    pause_a_moment
  done
}
