# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# A second build, by clang, that stops where a byte is read that is not there, memory is lost, or a
# result is undefined; the targets of tests/fuzz are fuzzers in it.

EAM_SANITIZED=${EAM_SANITIZED:-$EAM_BUILD-sanitized}
export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1

# sanitized_build [TARGET...]: everything, or those. One at a time, and behind all else that runs.
sanitized_build() {
	local log
	command -v clang >/dev/null || skip_all "needs clang"
	log=$(sanitized_steps "$@" 2>&1 </dev/null) || {
		printf '%s\n' "$log" | tail -n 60 >&2
		fail "the build failed, see above: $EAM_SANITIZED"
	}
}

sanitized_steps() {
	exec 7>"$EAM_BUILD/sanitized.lock"
	flock 7
	[ -f "$EAM_SANITIZED/build.ninja" ] || CC=clang build_as_owner meson setup "$EAM_SANITIZED" \
		"$EAM_SOURCE" -Dfuzz=true -Dman-pages=disabled -Db_sanitize=address,undefined \
		-Db_lundef=false -Db_lto=false -Doptimization=1 || return
	build_as_owner chrt -i 0 ninja -C "$EAM_SANITIZED" "$@" || return
	exec 7>&-
}
