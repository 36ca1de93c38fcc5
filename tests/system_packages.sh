#!/bin/sh
# Installs the system packages that only the tests need, where that is possible.
# With CI=true a missing package is a failure; elsewhere the tests that need it are skipped and say so.
#   poppler-utils        the second PDF reader
#   postgresql           the other database
#   chromium             the web pages in a real browser
missing() {
    command -v pdftoppm >/dev/null || printf ' poppler-utils'
    command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || printf ' postgresql'
    command -v chromium >/dev/null || command -v google-chrome >/dev/null || printf ' chromium'
}
[ -z "$(missing)" ] && exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    # shellcheck disable=SC2046 - one word a package
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(missing) >/dev/null
fi
[ -z "$(missing)" ] && exit 0
echo "Not installed:$(missing). The tests that need them cannot run (apt install$(missing))." >&2
[ "$CI" != "true" ]
