# The folders below releases/: which one starts take, and what a tarball becomes.

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

version_of() { sed -n "s/^version='\(.*\)'$/\1/p" "$1/bin/groundswell"; }

# unpack_release TARBALL: sets 'unpacked' to its folder
unpack_release() {
  local tarball=$1 incoming=$home/releases/incoming sum new why name count=1
  [ -f "$tarball" ] && [ -r "$tarball" ] || fail $misused "cannot read $tarball: give a release, groundswell-VERSION.tar.gz"
  { read -r sum _ < "$tarball.sha256"; } 2>/dev/null ||
    fail $misused "cannot read $tarball.sha256: a release comes with its checksum, put it there"
  [ "$(sha256sum < "$tarball" | cut -d ' ' -f 1)" = "$sum" ] ||
    fail $failed "$tarball is not what $tarball.sha256 says: fetch both again"
  check_signature
  look_through
  forget_releases
  rm -rf "$incoming"
  # A program is for all users of the machine, whoever packed it; what is secret is in data/ and conf/.
  ( umask 022; mkdir -p "$incoming" && tar -xzf "$tarball" --no-same-owner -C "$incoming" ) 2>/dev/null &&
      chmod -R u+rwX,go+rX,go-w,a-s "$incoming" ||
    refuse_release "cannot be unpacked into $home/releases: is it a release, and has the disk room for it?"
  new=$(version_of "$incoming/groundswell" 2>/dev/null) && is_release "$incoming/groundswell" "$new" || new=
  case $new in
    ''|*[!0-9A-Za-z.-]*) refuse_release "is no release of Groundswell that can take the place of this one";;
  esac
  ! is_older "$new" "$version" ||
    refuse_release "is Groundswell $new, older than $version: only 'downgrade' goes back, to the release before"
  if running_pid > /dev/null && why=$(hinders_way_back "$incoming/groundswell" "$(release)"); then
    refuse_release "is Groundswell $new, and $why: make a backup, stop the node, give this command again, and start it"
  fi
  name=$new
  while [ -e "$home/releases/$name" ]; do count=$((count + 1)) name=$new-$count; done
  # What a node has of its own it keeps.
  rm -rf "$incoming"/groundswell/{conf,site,deploy,data,releases}
  mv "$incoming/groundswell" "$home/releases/$name" || refuse_release "cannot be moved to $home/releases/$name"
  rm -rf "$incoming"
  unpacked=$home/releases/$name
}
# refuse_release WHY...: of unpack_release
refuse_release() {
  rm -rf "$incoming"
  fail $failed "$tarball $*"
}

# check_signature: a checksum says that nothing was lost on the way, a signature whose release it is. Where the node has a key
# of who may sign, a release without a signature is refused; a signature that nobody could look at is, too.
check_signature() {
  local key=$home/conf/release-key.pem
  [ -e "$key" ] || [ -e "$tarball.sig" ] || return 0
  [ -r "$key" ] || fail $failed "$tarball.sig cannot be looked at: put the public key of who signs releases at $key, or take" \
    "the signature away"
  [ -r "$tarball.sig" ] || fail $failed "$tarball is not signed, which $key asks for: fetch $tarball.sig, too"
  command -v openssl > /dev/null ||
    fail $failed "this machine has no 'openssl', which 'upgrade' needs for the signature: install it"
  openssl pkeyutl -verify -pubin -inkey "$key" -rawin -in "$tarball" -sigfile "$tarball.sig" > /dev/null 2>&1 ||
    fail $failed "$tarball is not signed with the key of $key: somebody else may have made it, do not use it before you" \
      "know why"
}

# look_through: before anything is unpacked; a link may lead to this node's own data, and shipped releases have none
look_through() {
  local kinds names i name
  mapfile -t kinds < <(tar -tvzf "$tarball" 2>/dev/null | cut -c 1)
  mapfile -t names < <(tar -tzf "$tarball" 2>/dev/null)
  [ "${#names[@]}" -gt 0 ] && [ "${#names[@]}" = "${#kinds[@]}" ] ||
    refuse_release "cannot be unpacked: is it a release, groundswell-VERSION.tar.gz?"
  for i in "${!names[@]}"; do
    name=${names[i]#./}
    case /$name/ in
      */../*) ;;
      //|/groundswell/*)
        case ${kinds[i]} in
          -|d) continue;;
          l|h) refuse_release "has a link in it: $name; a release has files and folders only";;
          *) refuse_release "has what is neither file nor folder in it: $name";;
        esac;;
    esac
    refuse_release "has a name in it that is not below groundswell/: $name"
  done
}

# is_release FOLDER VERSION: whether the parts that a start needs are there, and its script finds its own
is_release() {
  local part
  for part in bin lib launcher artifacts features; do [ -d "$1/$part" ] || return 1; done
  [ -e "$1/lib/succession.sh" ] && [ "$("$BASH" "$1/bin/groundswell" version 2>/dev/null)" = "Groundswell $2" ]
}

# is_older VERSION OTHER: what is behind a hyphen (rc1, SNAPSHOT) comes before the release itself
is_older() { [ "$1" != "$2" ] && [ "$(printf '%s\n' "$1" "$2" | tr - '~' | sort -V | head -n 1)" = "$(tr - '~' <<< "$1")" ]; }

# hinders_way_back FROM TO: says why release TO cannot go on with a ledger that FROM has had, if so. The files of lib/schema/
# have the steps of each ledger's schema, one a line; whoever does not know one that not only "widens" it is left behind.
hinders_way_back() {
  local file name kind number known
  for file in "$1"/lib/schema/*; do
    [ -e "$2/lib/schema/${file##*/}" ] || continue
    number=0 known=$(grep -c . "$2/lib/schema/${file##*/}") || true
    while read -r name kind; do
      number=$((number + 1))
      if [ "$number" -gt "$known" ] && [ "$kind" != widens ]; then
        echo "Groundswell $(version_of "$2") cannot go on with the ledger of $(version_of "$1") (${file##*/}, $name)"
        return
      fi
    done < "$file"
  done
  return 1
}

# forget_releases: all but the one that serves and the one before
forget_releases() {
  local folder before
  before=$(release previous) || before=$home
  for folder in "$home"/releases/*; do
    [ ! -d "$folder" ] || [ -L "$folder" ] || [ "$folder" -ef "$(release)" ] || [ "$folder" -ef "$before" ] || rm -rf "$folder"
  done
}
