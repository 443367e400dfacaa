# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# A headless Sway desktop with SwayNC for an ordinary user. Several may run; $DESK names the one
# that the functions act on.

DESK=
declare -A desk_group

desk_config() {
	cat <<-END
		output HEADLESS-1 resolution 1280x800
		focus_follows_mouse no
		default_border normal
		exec swaync
		exec "swaymsg -t get_version >/dev/null && touch \$XDG_RUNTIME_DIR/desk.ready"
	END
}

# As the service manager of a session does: what ends is started again, the bus at the same address.
# shellcheck disable=SC2016
desk_session_program='
	while :; do dbus-daemon --session --nofork --address="$DBUS_SESSION_BUS_ADDRESS"; sleep 0.5; done &
	until [ -S "$XDG_RUNTIME_DIR/desk-bus" ]; do sleep 0.05; done
	while :; do sway -c "$0"; sleep 0.5; done'

# desk_up USER: the user is made where there is none.
desk_up() {
	# Everybody's, as where systemd makes it; the first Sway would make it its own user's.
	install -d -o root -g root -m 1777 /tmp/.X11-unix
	local runtime dir=$EAM_TMP/desk-$1
	DESK=$1
	user_up "$1"
	runtime=$(user_runtime "$1")
	! compgen -G "$runtime/sway-ipc.*.sock" >/dev/null ||
		fail "$1 has a Sway session already; use another user, or end it"
	desk_prepare "$1"
	desk_server_of_choice "$1"
	desk_config >"$dir/sway.conf"
	exec_as_user "$1" setsid env WLR_BACKENDS=headless WLR_RENDERER=pixman WLR_LIBINPUT_NO_DEVICES=1 \
		XDG_CURRENT_DESKTOP=sway XDG_SESSION_TYPE=wayland GDK_BACKEND=wayland \
		GSETTINGS_BACKEND=memory NO_AT_BRIDGE=1 \
		DBUS_SESSION_BUS_ADDRESS="unix:path=$runtime/desk-bus" sh -c "$desk_session_program" "$dir/sway.conf" \
		>"$dir/log" 2>&1 </dev/null &
	desk_group[$1]=$!
	at_end "DESK=$1 desk_down"
	desk_wait_ready
	# SwayNC's answer is slow the first time; later waits shall not include that.
	wait_for 40 desk_notification_server || fail "SwayNC did not start, see $dir/log"
}

# The bus starts SwayNC for who calls, whatever other servers are installed.
desk_server_of_choice() {
	local dir
	dir=$(user_runtime "$1")/dbus-1/services
	install -d -o "$1" -g "$(id -g "$1")" "${dir%/*}" "$dir"
	printf '[D-BUS Service]\nName=org.freedesktop.Notifications\nExec=/usr/bin/env swaync\n' \
		>"$dir/org.freedesktop.Notifications.service"
}

desk_wait_ready() {
	local dir=$EAM_TMP/desk-$DESK runtime
	runtime=$(user_runtime "$DESK")
	wait_for 40 test -e "$runtime/desk.ready" || {
		tail -n 20 "$dir/log" >&2
		fail "Sway did not start for $DESK, see above"
	}
	desk_environment "$(basename "$(compgen -G "$runtime/sway-ipc.*.sock")" | cut -d. -f3)" \
		>"$dir/environment"
}

# desk_sway_again SIGNAL: ends Sway so, and waits for the next one on the same bus.
desk_sway_again() {
	local pid
	pid=$(desk_sway_of "$DESK")
	rm "$(user_runtime "$DESK")/desk.ready"
	kill "-$1" "$pid"
	wait_for 10 process_gone "$pid" || fail "Sway did not end"
	rm -f "$(user_runtime "$DESK")/sway-ipc."*".$pid.sock"
	desk_wait_ready
}

# desk_bus_again SIGNAL: ends the session bus so, and waits for the next one.
desk_bus_again() {
	local pid
	pid=$(pgrep -x -U "$DESK" dbus-daemon)
	kill "-$1" "$pid"
	wait_for 10 process_gone "$pid" || fail "the bus did not end"
	wait_for 10 desk_has_bus || fail "the bus did not come back"
}

desk_has_bus() { desk_in timeout 5 busctl --user --quiet status >/dev/null 2>&1; }

desk_notification_server() {
	desk_in gdbus call --session --dest org.freedesktop.Notifications --timeout 5 \
		--object-path /org/freedesktop/Notifications \
		--method org.freedesktop.Notifications.GetServerInformation >/dev/null 2>&1
}

# desk_environment SWAY-PID: what a program of the session has, NAME=VALUE lines.
desk_environment() {
	local runtime
	runtime=$(desk_variable "$1" XDG_RUNTIME_DIR)
	tr '\0' '\n' <"/proc/$1/environ" | grep -E '^(DBUS_SESSION_BUS_ADDRESS|XDG_[A-Z_]*|HOME|USER|'\
'LOGNAME|SHELL|LANG|PATH|GDK_BACKEND|GSETTINGS_BACKEND|NO_AT_BRIDGE|LIBGL_[A-Z_]*)='
	printf 'SWAYSOCK=%s\n' "$runtime/sway-ipc.$(stat -c %u "/proc/$1").$1.sock"
	printf 'WAYLAND_DISPLAY=%s\n' "$(desk_display "$1" "$runtime")"
	env | grep -E '^(A|UB)SAN_OPTIONS=' || :
}

desk_variable() { tr '\0' '\n' <"/proc/$1/environ" | sed -n "s/^$2=//p"; }

# Sway does not have it in its own environment; the socket that Sway listens on is it. Descriptors
# that come and go are none of find's faults.
desk_display() {
	local socket inode
	for socket in "$2"/wayland-*; do
		inode=$(awk -v path="$socket" '$8 == path { print $7; exit }' /proc/net/unix)
		[ -z "$inode" ] ||
			[ -z "$(find "/proc/$1/fd" -lname "socket:\[$inode\]" 2>/dev/null || :)" ] ||
			basename "$socket"
	done
}

# desk_in COMMAND...: as the user, in the session.
desk_in() { (exec_desk_in "$@"); }

# The same for "... &", where $! shall be the command itself.
exec_desk_in() {
	local environment
	mapfile -t environment <"$EAM_TMP/desk-$DESK/environment"
	exec setpriv --reuid "$DESK" --regid "$(id -g "$DESK")" --init-groups -- \
		env -i "${environment[@]}" "$@"
}

# desk_use USER SWAY-PID: the session that USER has already.
desk_use() {
	DESK=$1
	desk_prepare "$1"
	desk_environment "$2" >"$EAM_TMP/desk-$1/environment"
}

# desk_sway_of USER: the process of his Sway, nothing where there is none.
desk_sway_of() {
	local pid
	for pid in $(pgrep -x -U "$1" 'sway|\.sway-wrapped' || :); do
		[ ! -S "$(desk_variable "$pid" XDG_RUNTIME_DIR)/sway-ipc.$(id -u "$1").$pid.sock" ] ||
			printf '%s\n' "$pid"
	done | head -n 1
}

# The tmux server outlives the desktop, being nobody's child: it goes first, and in any case.
desk_prepare() {
	install -d "$EAM_TMP/desk-$1"
	install -d -o "$1" -g "$(id -g "$1")" -m 700 "$EAM_TMP/desk-$1/tmux"
	at_end "DESK=$1 desk_tmux kill-server 2>/dev/null"
}

desk_down() {
	local group=${desk_group[$DESK]:-}
	[ -n "$group" ] || return 0
	kill -TERM -- "-$group" 2>/dev/null || :
	wait_for 2 desk_gone "$group" || kill -KILL -- "-$group" 2>/dev/null || :
	wait "$group" 2>/dev/null || :
	unset "desk_group[$DESK]"
	rm -f "$(user_runtime "$DESK")"/desk.ready
}

desk_gone() { ! kill -0 -- "-$1" 2>/dev/null; }

# A server of its own, with no configuration of the machine's; -L or -S of another in $desk_server.
desk_server=()
desk_tmux() {
	desk_in env TMUX_TMPDIR="$(desk_tmux_directory)" tmux -f /dev/null "${desk_server[@]}" "$@"
}

clients_are() { [ "$(desk_tmux list-clients | wc -l)" = "$1" ]; }

desk_tmux_directory() { printf '%s/desk-%s/tmux\n' "$EAM_TMP" "$DESK"; }

# desk_window NAME COMMAND...: a terminal window running COMMAND; its container's id in $REPLY.
desk_window() {
	local name=$1
	shift
	desk_run setsid foot --app-id="$name" -- "$@"
	desk_wait_window "$name"
}

# desk_run COMMAND...: in the background, until the script ends; its process in $REPLY.
desk_run() {
	exec_desk_in env TMUX_TMPDIR="$(desk_tmux_directory)" "$@" >>"$EAM_TMP/desk-$DESK/log" 2>&1 \
		</dev/null &
	REPLY=$!
	at_end "end_process $REPLY"
}

desk_wait_window() {
	wait_for 30 desk_has_window "$1" || fail "no window $1; see $EAM_TMP/desk-$DESK/log"
	REPLY=$(desk_container "$1")
}

# A terminal window that runs what desk_do gives it; the container's id in $REPLY.
desk_terminal() {
	desk_commands "$1"
	desk_window "$1" "${desk_reader[@]}"
}

# desk_commands NAME: what a terminal is to run for that, in $desk_reader.
desk_commands() {
	local fifo=$EAM_TMP/desk-$DESK/do-$1
	mkfifo -m 666 "$fifo"
	# shellcheck disable=SC2016
	desk_reader=(sh -c 'exec 3<>"$0"; while read -r line <&3; do eval "$line" 3<&-; done' "$fifo")
}

# desk_tty NAME: the terminal of that window.
desk_tty() {
	local file=$EAM_TMP/desk-$DESK/tmux/tty-$1
	desk_do "$1" "tty >'$file'"
	wait_for 5 test -s "$file" && cat "$file"
}

# desk_do NAME COMMAND: in the terminal window of that name, once it is done with the one before.
desk_do() { printf '%s\n' "$2" >"$EAM_TMP/desk-$DESK/do-$1"; }

# desk_key CONTAINER KEY...: focuses it and types, as its user does. (The first key may be lost.)
desk_key() {
	local container=$1
	shift
	desk_focus "$container"
	desk_in timeout 10 wtype -s 300 "$@"
}

desk_tree() { desk_in swaymsg -t get_tree -r; }

# desk_container APP_ID: (XWayland: instance) the container of the window, nothing where there is none.
desk_container() {
	desk_tree | jq -r --arg app "$1" 'first(.. | objects | select(.app_id? == $app or
		.window_properties?.instance == $app) | .id) // empty'
}

desk_has_window() { [ -n "$(desk_container "$1")" ]; }

desk_lacks_window() { ! desk_has_window "$1"; }

desk_focused() { desk_tree | jq -r '.. | objects | select(.focused? == true) | .id'; }

desk_focused_is() { [ "$(desk_focused)" = "$1" ]; }

desk_focus() { desk_in swaymsg -q "[con_id=$1] focus"; }

# desk_session NAME [PROJECT]: a window with a tmux session NAME, in a directory of the project's
# name; the container's id in $REPLY.
desk_session() {
	local project=$EAM_TMP/desk-$DESK/${2:-$1}
	install -d -o "$DESK" -g "$(id -g "$DESK")" "$project"
	desk_window "$1" tmux -f /dev/null new-session -s "$1" -c "$project"
	wait_for 30 desk_tmux has-session -t "=$1" 2>/dev/null || fail "tmux session $1 did not start"
}

# desk_type SESSION TEXT: types TEXT and Enter into the session's active pane. A target that ends
# in a colon or names a pane works too.
desk_type() {
	desk_tmux send-keys -t "$1" -l "$2"
	desk_tmux send-keys -t "$1" Enter
}

desk_notifications() { desk_in timeout 5 swaync-client -c; }

# desk_click X Y: with a pointer, on the screen.
desk_click() { desk_in "$EAM_TMP/bin/click" 1280 800 "$1" "$2"; }

# desk_shot NAME: kept for those who want to look, where EAM_SHOTS names a directory.
desk_shot() { [ -z "${EAM_SHOTS:-}" ] || desk_screenshot "$EAM_SHOTS/$1.png"; }

desk_screenshot() { desk_in grim - >"$1"; }
