#!/bin/bash
# SPDX-License-Identifier: MIT
# The archive of a release holds all that it takes: unpacked elsewhere it builds and passes the unit suite;
# and it makes the same programs wherever that is.
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/lib/common.sh
. "$here/../lib/common.sh"
# shellcheck source=tests/lib/build.sh
. "$here/../lib/build.sh"

[ -e "$EAM_SOURCE/.git" ] || skip_all "needs a clone"
start_run dist
build_as_owner meson dist -C "$EAM_BUILD" --no-tests --allow-dirty --formats gztar >"$EAM_TMP/log" 2>&1 ||
	fail "meson dist failed: $(tail -n 5 "$EAM_TMP/log")"

# unpack FOLDER [MESON-OPTION...]: and builds it there, in a folder within.
unpack() {
	mkdir -p "$1"
	tar -xzf "$EAM_BUILD"/meson-dist/ebpf-ai-monitor-*.tar.gz -C "$1" --strip-components 1
	EAM_SOURCE=$1
	EAM_BUILD=$1/build build_project "${@:2}"
}

passes() {
	chrt -i 0 meson test -C "$1/build" --no-rebuild --suite unit --timeout-multiplier 10 \
		--print-errorlogs --quiet 2>&1 | sed 's/^/# /'
}

same_programs() {
	local file status=0
	for file in collector/ebpf-ai-monitor-collector agent/ebpf-ai-monitor-agent agent/ebpf-ai-monitor \
		bpf/monitor.bpf.o; do
		cmp "$1/build/$file" "$2/build/$file" | sed 's/^/# /' || status=1
	done
	return "$status"
}

unpack "$EAM_TMP/archive"
check "the archive passes the unit suite" passes "$EAM_TMP/archive"
unpack "$EAM_TMP/another/folder/of/it" -Dtests=false
check "its programs are the same, wherever they are built" same_programs "$EAM_TMP/archive" \
	"$EAM_TMP/another/folder/of/it"
finish_run
