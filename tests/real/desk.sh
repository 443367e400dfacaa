#!/bin/bash
# SPDX-License-Identifier: MIT
# A headless Sway: prints its environment and an empty line, and ends with its standard input.
for part in common user desk; do
	# shellcheck source=/dev/null
	. "$(dirname "$0")/../lib/$part.sh"
done
need_root
start_run real
desk_up "eam-real-$$" >&2
cat "$EAM_TMP/desk-$DESK/environment"
echo
read -r _ || :
