#!/bin/bash
# SPDX-License-Identifier: MIT
# The examples, each in the bar it is for: Waybar, swaybar, i3blocks, tmux.
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

for command in waybar i3blocks swaybar; do
	command -v "$command" >/dev/null || skip_all "$command is not installed"
done
examples=$EAM_SOURCE/agent/examples
desktop_up bars
lines=$(desk_tmux_directory)/lines
# shellcheck disable=SC2016
desk_run sh -c 'exec "$0" bar >"$1"' "$EAM_TMP/bin/ebpf-ai-monitor" "$lines"
plain=$REPLY
# Copies, for whoever cannot look into the source.
install -D -m 644 -t "$EAM_TMP/examples" "$examples"/*
sed '0,/{$/s//{ "position": "bottom",/' "$examples/waybar.jsonc" >"$EAM_TMP/examples/waybar.jsonc"
cat "$examples/sway-bar" >>"$EAM_TMP/desk-$DESK/sway.conf"
desk_in swaymsg -q reload
desk_run waybar -c "$EAM_TMP/examples/waybar.jsonc" -s "$EAM_TMP/examples/waybar.css"
waybar=$REPLY
blocks=$(desk_tmux_directory)/blocks
# shellcheck disable=SC2016
desk_run sh -c 'exec i3blocks -c "$0" >"$1"' "$EAM_TMP/examples/i3blocks" "$blocks"

# A project of a name that every one of them would do something with.
name='#(touch pwned)&<i>%{'
desk_session alpha
alpha=$REPLY
desk_type alpha: "git init -q '$name'; cd '$name'"
claude_in alpha
desk_window elsewhere sleep 1000
elsewhere=$REPLY
desk_tmux source-file "$EAM_TMP/examples/tmux.conf"

line_is() { [ "$(tail -n 1 "$lines")" = "$1" ]; }
line_ends() { [[ $(tail -n 1 "$lines") == *"$1" ]]; }
bars_of() { pgrep -U "$DESK" -f "ebpf-ai-monitor bar --format $1" || :; }
runs() { [ -n "$(bars_of "$1")" ]; }

check "all of them have started it" wait_for 10 runs i3bar
check "Waybar, too" wait_for 5 runs waybar
desk_type alpha: "3 approve"
check "work is a number" wait_for 6 line_ends "… 1"
check "what asks is a name, as it is" wait_for 6 line_is "‼ $name"
check "tmux has started it, too" wait_for 3 runs tmux
check "i3blocks shows it" wait_for 3 grep -qF "‼ $name" "$blocks"
sleep 1
desk_shot bars-attention
not_run() { ! find "$EAM_TMP" -name pwned | grep -q .; }
check "and nobody has run it" not_run
check "Waybar says nothing against it" sh -c "! grep -iE 'waybar.*(error|fail)|markup|parse' '$EAM_TMP/desk-$DESK/log'"

if [ -x "$EAM_BUILD/tests/pointer/click" ]; then
	desk_click 1262 8
	check "a click in swaybar goes there" wait_for 4 desk_focused_is "$alpha"
	desk_focus "$elsewhere"
	desk_click 1240 790
	check "and one in Waybar" wait_for 4 desk_focused_is "$alpha"
fi
desk_tmux send-keys -t alpha: y
wait_for 5 truth_is alpha waiting idle
desk_focus "$elsewhere"
wait_for 4 status_says claude '.state == "waiting" and .kind == "finished"'
desk_in "$EAM_TMP/bin/ebpf-ai-monitor" seen --all
check "what is seen is a number" wait_for 5 line_is "○ 1"
no_line_twice() { [ -z "$(uniq -d "$lines")" ]; }
check "no line came twice" no_line_twice

# woken PROCESS: how often its threads went to sleep again.
woken() { awk '/^voluntary_ctxt/ { n += $2 } END { print n }' "/proc/$1"/task/*/status; }
sleep 1
before=$(woken "$plain")
sleep 30
after=$(woken "$plain")
say "# woken $((after - before)) times in 30 s"
check "at rest it does not wake up" test "$after" = "$before"

agent_kill
collector_down
check "without agent and collector it says so" wait_for 6 line_is "✗ AI monitor"
collector_up
agent_up --config "$EAM_TMP/agent.conf"
check "and what there is, once they are back" wait_for 8 line_ends 1
kill -TERM "$waybar"
ended() { [ -z "$(bars_of waybar)" ]; }
check "it ends with its bar" wait_for 4 ended
finish_run
