#!/usr/bin/env bash
# Builds the node if it is not built yet, or if something has changed since, and runs it in this terminal from
# runtime/node: there you may edit site/ and conf/, and what it remembers is in data/. A new build replaces the program
# only.
set -euo pipefail
cd "$(dirname "$0")/.."
node=runtime/node
built() { ls -d runtime/target/groundswell-*/groundswell 2> /dev/null | head -1; }

if [ -z "$(built)" ] || [ -n "$(find pom.xml bundles features runtime -newer "$(built)/features/node.json" \
    -not -path '*/target/*' -not -path "$node/*" -type f -print -quit)" ]; then
  echo "Building..."
  mvn -B -q package -DskipTests
fi
mkdir -p "$node"
for part in bin lib artifacts features launcher template; do
  rm -rf "${node:?}/$part"
  cp -R "$(built)/$part" "$node/"
done
for part in conf site deploy; do
  [ -e "$node/$part" ] || cp -R "$(built)/$part" "$node/"
done
exec "$node/bin/groundswell" "${1:-run}"
