# Commands that are programs of their own.

export_site() {
  local folder=${1:-} answer rights
  [ -n "$folder" ] || fail $misused "usage: export FOLDER [NODE], for example: export /srv/www/site https://give.example.org"
  mkdir -p "$(dirname "$folder")"
  folder=$(cd "$(dirname "$folder")" && pwd)/$(basename "$folder")
  for _ in $(seq 1 50); do
    answer=$(shell groundswell:export "$folder" ${2:+"$2"} 2>&1) || true
    # Right after a start the pages, or this very command, may still be on their way.
    case $answer in *"no page is published yet"*|*CommandNotFound*|*"Command not found"*|*"does not answer"*) sleep 0.2;; *) break;; esac
  done
  echo "$answer"
  case $answer in *"every link was checked"*) ;; *) exit $failed;; esac
  # The node keeps its files to itself; these are for a web server, as far as the user's own mask lets others read.
  rights=$(umask "$users_umask"; umask -S)
  chmod -R "${rights//x/X}" "$folder"
}

stress() {
  local java
  case " $*" in
    *" http"*|*" --help"*) ;;
    *) [ "$(tls_port)" = 0 ] ||
      fail $failed "with tlsPort, port $(public_port) only leads elsewhere: give the site's address, for example: stress https://give.example";;
  esac
  java=$(find_java)
  ulimit -n 65536 2>/dev/null || true
  exec "$java" -Xmx512m -Djdk.httpclient.keepalive.timeout=20 -Djdk.httpclient.connectionPoolSize=0 -cp "$(jars org/groundswell/org.groundswell.stress com/google/code/gson/gson)" \
    org.groundswell.stress.Stress "$(site_url)" "$data/stress" "$@"
}

new_project() {
  local folder=${1:-} package=${2:-} name sources file
  name=${package##*.}
  [ -n "$folder" ] && [[ $package =~ ^[a-z][a-z0-9]*(\.[a-z][a-z0-9]*)+$ ]] ||
    fail $misused "usage: new FOLDER PACKAGE, the package in lower case and with a dot, for example: new raffle org.example.raffle"
  [ ! -e "$folder" ] || fail $failed "$folder exists already: give another folder"
  mkdir -p "$folder"
  cp -R "$home/template/." "$folder/"
  for sources in main test; do
    file=$folder/src/$sources/java
    mkdir -p "$file/${package//.//}"
    mv "$file"/*.java "$file/${package//.//}/"
  done
  mv "$folder/src/main/features/__name__.json" "$folder/src/main/features/$name.json"
  find "$folder" -type f -exec sed -i -e "s|__package__|$package|g" -e "s|__name__|$name|g" -e "s|__home__|$home|g" \
    -e "s|__version__|$version|g" -e "s|__path__|${package//.//}/$package|g" {} +
  echo "Made $folder. Build it with: mvn -B package -f $folder"
  echo "See it in this node with: cp -r $folder/target/deploy/. $home/deploy/"
}
