# SPDX-License-Identifier: MIT
# Says what is wrong with a badge, $id being its file's name and $now the seconds of the clock;
# nothing for a good one.
def whole: type == "number" and . == floor;

if type != "object" then "is no object" else
	(if (.window_id | whole) and .window_id == $id then empty else "window_id" end),
	(if .state == "working" or .state == "stopped" then empty else "state" end),
	(if (.source | type) == "string" and .source != "" then empty else "source" end),
	(if (.timestamp | type) == "number" and .timestamp > $now - 300 and .timestamp < $now + 2
		then empty else "timestamp" end),
	(if (.project | type) == "string" and .project != "" then empty else "project" end),
	(if (.count | whole) and .count >= 1 and .count <= 9999 then empty else "count" end),
	(if (.needs_attention | type) == "boolean" then empty else "needs_attention" end),
	(if (.session_started | type) == "number" and .session_started <= $now + 1
		and .session_started > 1e9 then empty else "session_started" end),
	(keys - ["window_id", "state", "source", "timestamp", "project", "count",
		"needs_attention", "session_started"] | if . == [] then empty else "extra \(.)" end)
end
