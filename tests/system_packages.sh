#!/bin/sh
# Installs the system packages that only the tests need, where that is possible.
# With CI=true a missing package is a failure; elsewhere the tests that need it are skipped and say so.
command -v pdftoppm >/dev/null && exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends poppler-utils >/dev/null
fi
command -v pdftoppm >/dev/null && exit 0
echo "poppler-utils is not installed: the tests of the second PDF reader cannot run (apt install poppler-utils)." >&2
[ "$CI" != "true" ]
