#!/usr/bin/env bash
# Builds the node if it is not built yet (or if something has changed since) and runs it in this terminal.
set -euo pipefail
cd "$(dirname "$0")/.."
node=$(ls -d runtime/target/groundswell-*/groundswell 2> /dev/null | head -1 || true)
if [ -z "$node" ] || [ -n "$(find pom.xml bundles features runtime -newer "$node/features/node.json" \
    -not -path '*/target/*' -type f -print -quit)" ]; then
  echo "Building..."
  mvn -B -q package -DskipTests
  node=$(ls -d runtime/target/groundswell-*/groundswell | head -1)
fi
exec "$node/bin/groundswell" "${1:-run}"
