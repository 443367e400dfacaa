#!/bin/bash
# SPDX-License-Identifier: MIT
# tests/sanitizers.sh [TEST...]: the unit suite, or those TESTs, as --suite desktop, in a build that stops at
# the first wrong address, lost byte or undefined result.
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/lib/common.sh
. "$here/lib/common.sh"
# shellcheck source=tests/lib/build.sh
. "$here/lib/build.sh"
# shellcheck source=tests/lib/sanitized.sh
. "$here/lib/sanitized.sh"

sanitized_build all
export EAM_SANITIZED
[ $# -gt 0 ] || exec chrt -i 0 meson test -C "$EAM_SANITIZED" --no-rebuild --suite unit \
	--timeout-multiplier 10 --print-errorlogs
exec meson test -C "$EAM_SANITIZED" --no-rebuild --num-processes 1 --timeout-multiplier 3 \
	--print-errorlogs "$@"
