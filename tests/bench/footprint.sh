#!/bin/bash
# SPDX-License-Identifier: MIT
# What collector and agent take: memory, processor time, wake-ups, and the time until they serve.
# shellcheck disable=SC2154
# shellcheck source=tests/lib/desktop.sh
. "$(dirname "$0")/../lib/desktop.sh"

need_root
start_run footprint
programs_up claude
desk_up "eam-footprint-$$"
collector_up
agent_up --log-level info
python3 -W ignore "$EAM_SOURCE/tests/bench/footprint.py" "$EAM_SOCKET" "$EAM_TMP/bin" "$DESK" \
	"$collector_pid" "${agent_pid[$DESK]}"
