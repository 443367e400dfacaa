#!/bin/sh
# SPDX-License-Identifier: MIT
# Your sessions in a line, again with each change, for a bar that shows what a program prints: the
# status_command of swaybar, the exec of a custom module of Waybar. Needs jq.
while :; do
	ebpf-ai-monitor watch --json | jq --unbuffered -nr '
		def sign:
			if .state != "waiting" then "…" elif .kind == "attention" then "‼" else "✔" end;
		foreach inputs as $s ({};
			if $s.state == "exited" then del(.[$s.id]) else .[$s.id] = $s end;
			map("\(sign) \(.agent) \(.project)") | join("    "))'
	echo "the agent of ebpf-ai-monitor does not run"
	sleep 5
done
