# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Builds as the owner of the source, so that root leaves no files of its own in a user's clone.

# build_as_owner COMMAND...
build_as_owner() {
	local owner
	owner=$(stat -c %U "$EAM_SOURCE")
	if [ "$(id -u)" = 0 ] && [ "$owner" != root ] && [ "$owner" != UNKNOWN ]; then
		setpriv --reuid "$owner" --regid "$(id -g "$owner")" --init-groups -- \
			env HOME="$(getent passwd "$owner" | cut -d: -f6)" PATH="$PATH" "$@"
	else
		"$@"
	fi
}

# What to build; empty: all.
build_targets=()

# build_project [MESON-OPTION...]: into $EAM_BUILD, from what is there already. Quiet, unless it fails.
build_project() {
	local log
	log=$(build_steps "$@" 2>&1 </dev/null) || {
		printf '%s\n' "$log" | tail -n 60 >&2
		fail "the build failed, see above; the whole log: $EAM_BUILD/meson-logs"
	}
}

build_steps() {
	[ -f "$EAM_BUILD/build.ninja" ] || build_as_owner meson setup "$EAM_BUILD" "$EAM_SOURCE" "$@" ||
		return
	build_as_owner ninja -C "$EAM_BUILD" "${build_targets[@]}"
}
