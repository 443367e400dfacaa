/* SPDX-License-Identifier: MIT */
#include "agent/config/keys.h"

#define AT(field) G_STRUCT_OFFSET(struct config, field)

static const char *const URGENCIES[] = {"low", "normal", "critical", NULL};
static const char *const SOURCES[] = {"pane", "environment", "git", NULL};

/* clang-format off */
#define CLASS(name, class, when, usual_urgency, usual_title, usual_body) \
	{"notifications", name, CONFIG_BOOLEAN, AT(classes[class].shown), "true", 0, NULL, \
		"Whether you are told " when "."}, \
	{"notifications", name "-urgency", CONFIG_WORD, AT(classes[class].urgency), usual_urgency, \
		0, URGENCIES, "How urgent that is: low, normal, critical."}, \
	{"notifications", name "-sound", CONFIG_NAME, AT(classes[class].sound), "", 0, NULL, \
		"A name of the sound theme, such as message-new-instant; none for silence.\n" \
		"Empty: as the notification server likes."}, \
	{"notifications", name "-title", CONFIG_TEMPLATE, AT(classes[class].title), usual_title, \
		0, NULL, "The first line. What may stand there: see above."}, \
	{"notifications", name "-text", CONFIG_TEMPLATE, AT(classes[class].body), usual_body, \
		0, NULL, "The text below it. \\n begins a new line; one that comes out empty is left out."}

const struct config_key CONFIG_KEYS[] = {
	CLASS("finished", TEXT_FINISHED, "when an agent has finished its turn", "normal",
		"{agent} finished", "{place}\\nWorked {duration}\\n{background}"),
	CLASS("attention", TEXT_ATTENTION, "when an agent asks for approval or an answer", "critical",
		"{agent} needs approval", "{place}\\nAsks for your approval or answer{after}"),
	CLASS("waiting", TEXT_WAITING, "when an agent waits, and it cannot be told what for", "normal",
		"{agent} waits for you", "{place}\\nWorked {duration}"),
	CLASS("died", TEXT_DIED, "when an agent was killed or failed", "normal",
		"{agent} died", "{place}\\n{end}"),
	{"notifications", "min-turn-ms", CONFIG_MILLISECONDS, AT(min_turn_ms), "5000", 3600000, NULL,
		"You are not told of the end of turns shorter than this."},
	{"notifications", "timeout-ms", CONFIG_MILLISECONDS, AT(timeout_ms), "0", 86400000, NULL,
		"How long a notification is shown; 0: as the notification server likes."},
	{"notifications", "suppress-when-focused", CONFIG_BOOLEAN, AT(suppress_when_focused), "true",
		0, NULL, "Nothing is shown of the session whose window and tmux pane you look at."},
	{"windows", "terminals", CONFIG_NAMES, AT(terminals), "", 0, NULL,
		"Names of the programs that are terminals, such as foot;ghostty.\n"
		"Empty: whatever program owns a window and has the session among its descendants."},
	{"badges", "directory", CONFIG_PATH, AT(badge_directory), "", 0, NULL,
		"The folder of the badge files. Empty: $XDG_RUNTIME_DIR/i3pm-badges."},
	{"projects", "sources", CONFIG_WORDS, AT(project_sources),
		"pane;environment;git", 0, SOURCES,
		"What names the project of a session; the first that can.\n"
		"pane: the repository its tmux pane is in, else the tmux session's name.\n"
		"environment: I3PM_PROJECT_NAME, while the session is inside I3PM_PROJECT_DIR.\n"
		"git: the repository it works in. Where none knows: its working directory."},
	{"sessions", "status-files", CONFIG_BOOLEAN, AT(status_files), "true", 0, NULL,
		"Whether what an agent writes down about itself is believed: of Claude Code's\n"
		"~/.claude/sessions/PID.json, whether it works, rests or asks, and nothing else.\n"
		"Without it the same is told later, of an approval in tmux by a second or two."},
	{"sessions", "history", CONFIG_BOOLEAN, AT(history), "true", 0, NULL,
		"Whether it is written down, for ebpf-ai-monitor history, how long each session\n"
		"worked and waited: in $XDG_STATE_HOME/ebpf-ai-monitor/history, at most 2 MiB."},
	{"remote", "hosts", CONFIG_NAMES, AT(hosts), "", 0, NULL,
		"Machines whose sessions of yours are shown here too, as ssh knows them: build1;gpu2.\n"
		"It has to log in without a question, and the program has to be there."},
};
/* clang-format on */

const gsize CONFIG_KEYS_COUNT = G_N_ELEMENTS(CONFIG_KEYS);
