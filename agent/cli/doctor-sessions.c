/* SPDX-License-Identifier: MIT */
#include "agent/cli/doctor.h"

#include "agent/bus/field.h"
#include "agent/cli/session.h"
#include "agent/proc/proc.h"
#include "agent/proc/tty.h"

#include <string.h>

/* What runs agents that have no program of their own. */
static const char *const INTERPRETERS[] = {
	"node", "node-MainThread", "MainThread", "bun", "deno", "python", "python3", NULL};

static char *describe(GVariant *session)
{
	g_autofree char *agent = cli_session_field(session, "agent", 0);
	g_autofree char *project = cli_session_field(session, "project", 0);

	return g_strdup_printf("%s%s%s", agent, *project ? ", " : "", project);
}

static void check_place(struct report *report, GVariant *session)
{
	g_autofree char *name = describe(session);
	g_autofree char *where = cli_session_field(session, "where", 0);
	const char *place = field_string(session, "place");

	if (strcmp(place, "ambiguous") == 0)
		report_add(report, VERDICT_WARN, "window",
			"its terminal has several windows: type something in it once", "%s: %s",
			name, where);
	else if (strcmp(place, "none") == 0)
		report_add(report, VERDICT_WARN, "window",
			"explain says how far the way outward was clear", "%s: in none", name);
	else
		report_add(report, VERDICT_OK, "window", NULL, "%s: %s", name, where);
}

/* Inside tmux Claude Code tells its terminal nothing (2.1.332). */
static void check_claude(struct report *report, GVariant *session)
{
	const char *own = g_getenv("CLAUDE_CONFIG_DIR");
	g_autofree char *folder =
		own ? g_strdup(own) : g_build_filename(g_get_home_dir(), ".claude", NULL);
	g_autofree char *pid = cli_session_field(session, "pid", 0);
	g_autofree char *file = g_strdup_printf("%s/sessions/%s.json", folder, pid);

	if (strcmp(field_string(session, "source"), "claude-code") != 0 ||
		!*field_string(session, "tmux"))
		return;
	if (g_file_test(file, G_FILE_TEST_EXISTS))
		report_add(report, VERDICT_OK, "Claude Code", NULL,
			"in tmux declares nothing; its status file tells instead");
	else
		report_add(report, VERDICT_WARN, "Claude Code",
			"what it waits for may stay unclear; see status-files in the settings",
			"in tmux declares nothing, and has no status file %s", file);
}

static gboolean is_watched(const GPtrArray *sessions, const struct proc_stat *process)
{
	for (guint i = 0; i < sessions->len; i++)
		if (tty_parse(field_string(g_ptr_array_index(sessions, i), "tty")) == process->pts)
			return TRUE;
	return FALSE;
}

/* By its shape: it has the whole terminal, in the foreground, with every key as it comes. */
static void check_unknown(struct report *report, const GPtrArray *sessions)
{
	g_autoptr(GArray) found = proc_named(INTERPRETERS);

	for (guint i = 0; i < found->len; i++) {
		const struct proc_stat *process = &g_array_index(found, struct proc_stat, i);

		if (process->pts < 0 || !process->foreground || !tty_is_raw(process) ||
			is_watched(sessions, process))
			continue;
		report_add(report, VERDICT_WARN, "unknown",
			"if it is an agent, name its program in /etc/ebpf-ai-monitor/agents",
			"%s, process %d on pts/%d, has the shape of an agent", process->comm,
			(int)process->pid, process->pts);
	}
}

void doctor_sessions(struct report *report, const GPtrArray *sessions)
{
	for (guint i = 0; i < sessions->len; i++) {
		check_place(report, g_ptr_array_index(sessions, i));
		check_claude(report, g_ptr_array_index(sessions, i));
	}
	check_unknown(report, sessions);
}
