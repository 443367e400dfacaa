# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Ordinary users, made for a test and gone after it.

# user_up NAME: creates NAME where there is no such user; a made one is removed at the end.
user_up() {
	local name=$1
	id "$name" >/dev/null 2>&1 || {
		install -d -m 755 "$EAM_TMP/home"
		# Two runs that start at once find the password file locked.
		wait_for 10 user_add "$name" || fail "cannot create the user $name; see useradd"
		# What a run that was killed has left for the same number.
		rm -rf "$(user_runtime "$name")"
		install -d -o "$name" -g "$name" -m 750 "$EAM_TMP/home/$name"
		at_end "user_remove $name"
	}
	user_runtime_up "$name"
}

user_add() {
	useradd --no-create-home --home-dir "$EAM_TMP/home/$1" --shell /bin/bash \
		--user-group "$1" 2>/dev/null || id "$1" >/dev/null 2>&1
}

user_runtime() { printf '/run/user/%s\n' "$(id -u "$1")"; }

user_runtime_up() {
	local runtime
	runtime=$(user_runtime "$1")
	[ -d "$runtime" ] && return
	[ -d /run/user ] || at_end 'rmdir /run/user 2>/dev/null'
	install -d -m 755 /run/user
	install -d -o "$1" -g "$(id -g "$1")" -m 700 "$runtime"
	at_end "rm -rf $runtime"
}

# Every process of that uid: there was none before the user was made.
user_processes() { ps -o pid= -U "$1" 2>/dev/null || :; }

user_end_processes() {
	local pids
	pids=$(user_processes "$1")
	# shellcheck disable=SC2086
	[ -z "$pids" ] || kill -KILL $pids 2>/dev/null
	[ -z "$(user_processes "$1")" ]
}

user_remove() {
	wait_for 5 user_end_processes "$1"
	wait_for 10 user_delete "$1"
}

user_delete() {
	userdel "$1" 2>/dev/null
	! id "$1" >/dev/null 2>&1
}

# as_user NAME COMMAND...: with nothing of our environment.
as_user() { (exec_as_user "$@"); }

# The same for "... &", where $! shall be the command itself.
exec_as_user() {
	local name=$1
	shift
	exec setpriv --reuid "$name" --regid "$(id -g "$name")" --init-groups -- env -i \
		HOME="$(getent passwd "$name" | cut -d: -f6)" USER="$name" LOGNAME="$name" \
		SHELL=/bin/bash LANG=C.UTF-8 PATH="${EAM_TMP:-/nonexistent}/bin:/usr/local/bin:/usr/bin:/bin" \
		XDG_RUNTIME_DIR="$(user_runtime "$name")" "$@"
}
