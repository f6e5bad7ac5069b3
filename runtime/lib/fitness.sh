# Whether a node is fit to serve, and how long a start waits for that.

# is_fit: pages can be served and gifts be taken; a node without the second address answers 404 there
is_fit() {
  local seen
  look_at /readyz
  [ "$seen" = 200 ] || return 1
  look_at /readyz/give
  case $seen in 200|404) ;; *) return 1;; esac
}
what_is_unfit() {
  local path names
  names=$(for path in /readyz /readyz/give; do ask "$path"; done | tr '{' '\n' |
    sed -n 's/.*"name":"\([^"]*\)","status":"\([A-Z_]*\)".*/\1 (\2)/p' | grep -v '(OK)\|(WARN)' | sort -u | tr '\n' ' ')
  echo "${names:-no answer of /readyz}"
}

pause_a_moment() { sleep 0.2 2>/dev/null || sleep 1; }

# How long a start may take that gets on, in seconds: a machine that has much else to do is no reason to give it up.
longest_start=300
# begin_waiting SECONDS: from here on is_coming says for so long that the node is, and as long again after each step of its
begin_waiting() { patience=$1 step_limit=$1 waiting_since=$SECONDS stepped=$SECONDS step='' looked=''; }
is_coming() {
  # Once a second is enough: whoever looks takes time of the start.
  [ "$SECONDS" = "$looked" ] || look_how_far
  [ $(( SECONDS - stepped )) -lt "$step_limit" ] && [ $(( SECONDS - waiting_since )) -lt $longest_start ]
}
look_how_far() {
  local found
  looked=$SECONDS
  how_far
  [ "$found" = "$step" ] || step=$found stepped=$SECONDS
  # While its bundles come one by one a step may be a long one, and a node that cannot even answer has much to do.
  step_limit=$patience
  case $found in
    *' start ('*) step_limit=60;;
    *'no answer'*) ! running_pid > /dev/null || step_limit=60;;
  esac
}
# how_far: sets found to what changes while a start gets on
how_far() {
  local seen bundles
  look_at /healthz
  if [ "$seen" = 200 ]; then
    found=" 200 $(what_is_unfit)$(ask /readyz $admin | sed -n 's/.*level \([0-9]* of [0-9]*\).*/\1/p')"
  else
    bundles=("$data/framework"/*)
    found=" 0 ${#bundles[@]} $(stat -c %s "$data/logs/start.log" "$data/logs/groundswell.log" 2>/dev/null || true)"
  fi
}

await_fitness() {
  local fit=''
  # The shell's commands come last; a node that is not fit to serve has started all the same.
  begin_waiting 20
  while :; do
    if is_fit; then fit=yes; break; fi
    is_coming || break
    # With "run" that is the node itself, which has said by then why it ended.
    kill -0 $$ 2>/dev/null || { tell_welcome; exit 0; }
    pause_a_moment
  done
  if [ -z "$fit" ]; then
    tell_output
    tell_welcome
    fail $not_fit "Groundswell $version runs (process $(running_pid)) at $(site_url)/ but is not fit to serve:" \
      "$(what_is_unfit)- the reasons are in $data/logs/groundswell.log and at $(console_url)/system/console/healthcheck"
  fi
  echo "Groundswell $version runs (process $(running_pid)) at $(site_url)/"
}
