/* SPDX-License-Identifier: MIT */
#include "agent/session/memory.h"

#include "agent/base/log.h"
#include "agent/base/runtime.h"

#include <string.h>

#define LOG_MODULE "memory"

#define FIRST_LINE   "ebpf-ai-monitor 2"
#define PAUSED       "paused " /* a line of its own, the second, where it is so */
#define FILE_MAX     (4 * 1024 * 1024)
#define SESSIONS_MAX 4096
#define COUNT_MAX    9999
#define EARLIER_MAX  ((gint64)1 << 40) /* ms */

struct memory {
	char *path; /* NULL where there is no place for it */
	char *text; /* as it is in the file */
};

struct memory *memory_new(void)
{
	struct memory *memory = g_new0(struct memory, 1);

	memory->path = runtime_path("sessions");
	return memory;
}

void memory_free(struct memory *memory)
{
	if (!memory)
		return;
	g_free(memory->path);
	g_free(memory->text);
	g_free(memory);
}

/* A session is two lines: its frame, and what became of it here. */
static void print_session(GString *out, const struct model_session *s)
{
	struct frame frame = {.type = FRAME_SESSION, .session = s->frame};
	g_autofree char *project = g_strdelimit(g_strdup(s->project), "\n", ' ');
	char line[FRAME_MAX];
	ssize_t len;

	/* Then it is told when it is heard again. */
	if (s->pending_due >= 0) {
		frame.session.kind = SESSION_KIND_NONE;
		frame.session.kind_known = false;
	}
	len = frame_encode(&frame, line);
	if (len <= 0)
		return;
	g_string_append_len(out, line, len);
	g_string_append_printf(out, "%d %d %d %" G_GINT64_FORMAT " %u %u %d %u %s\n", s->seen,
		s->dismissed, s->turn, MIN(s->earlier_ms, EARLIER_MAX), MIN(s->stops, COUNT_MAX),
		s->notice.serial, s->notice.class, s->notice.gathered, project);
}

char *memory_print(const GPtrArray *sessions, gint64 paused_until)
{
	GString *out = g_string_new(FIRST_LINE "\n");

	/* Milliseconds since the machine was started, as the file is kept no longer than that. */
	if (paused_until >= 0)
		g_string_append_printf(out, PAUSED "%" G_GINT64_FORMAT "\n", paused_until);
	for (guint i = 0; i < sessions->len; i++)
		print_session(out, g_ptr_array_index(sessions, i));
	return g_string_free(out, FALSE);
}

static gboolean parse_rest(struct model_session *s, const char *line)
{
	static const guint64 LIMITS[] = {
		1, 1, 1, EARLIER_MAX, COUNT_MAX, G_MAXUINT / 2, TEXT_CLASSES - 1, G_MAXUINT / 2};
	g_auto(GStrv) parts = g_strsplit(line, " ", G_N_ELEMENTS(LIMITS) + 1);
	guint64 values[G_N_ELEMENTS(LIMITS)];

	if (g_strv_length(parts) != G_N_ELEMENTS(LIMITS) + 1)
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(LIMITS); i++)
		if (!g_ascii_string_to_unsigned(parts[i], 10, 0, LIMITS[i], &values[i], NULL))
			return FALSE;
	s->seen = values[0] != 0;
	s->dismissed = values[1] != 0;
	s->turn = values[2] != 0;
	s->earlier_ms = (gint64)values[3];
	s->stops = (guint)values[4];
	s->notice.serial = (guint)values[5];
	s->notice.class = (enum text_class)values[6];
	s->notice.gathered = (guint)values[7];
	g_free(s->project);
	s->project = g_strdup(parts[G_N_ELEMENTS(LIMITS)]);
	return TRUE;
}

/* -1 where LINE says nothing of it. */
static gint64 parse_pause(const char *line)
{
	guint64 until;

	if (!line || !g_str_has_prefix(line, PAUSED) ||
		!g_ascii_string_to_unsigned(line + strlen(PAUSED), 10, 0, G_MAXINT64, &until, NULL))
		return -1;
	return (gint64)until;
}

static void parse_sessions(char **lines, GPtrArray *sessions)
{
	for (gsize i = 0; lines[i] && lines[i + 1]; i += 2) {
		g_autofree char *record = g_strconcat(lines[i], "\n", NULL);
		struct model_session *s;
		struct frame frame;

		if (frame_decode(record, strlen(record), &frame) != 0 ||
			frame.type != FRAME_SESSION)
			break;
		s = model_session_new(&frame.session);
		if (parse_rest(s, lines[i + 1])) {
			g_ptr_array_add(sessions, s);
		} else {
			model_session_free(s);
			break;
		}
	}
}

GPtrArray *memory_parse(const char *text, gint64 *ret_paused_until)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", 2 * SESSIONS_MAX + 3);
	GPtrArray *sessions = g_ptr_array_new_with_free_func((GDestroyNotify)model_session_free);

	*ret_paused_until = -1;
	if (g_strcmp0(lines[0], FIRST_LINE) != 0 || !g_utf8_validate(text, -1, NULL))
		return sessions;
	*ret_paused_until = parse_pause(lines[1]);
	parse_sessions(lines + (*ret_paused_until >= 0 ? 2 : 1), sessions);
	return sessions;
}

void memory_recall(struct memory *memory, struct model *model)
{
	g_autofree char *text = NULL;
	g_autoptr(GPtrArray) sessions = NULL;
	gint64 paused_until;
	gsize len;

	if (!memory->path || !g_file_get_contents(memory->path, &text, &len, NULL) ||
		len > FILE_MAX)
		return;
	sessions = memory_parse(text, &paused_until);
	model_pause(model, paused_until);
	g_ptr_array_set_free_func(sessions, NULL);
	for (guint i = 0; i < sessions->len; i++)
		model_restore(model, g_ptr_array_index(sessions, i));
}

void memory_keep(struct memory *memory, const struct model *model)
{
	g_autoptr(GPtrArray) sessions = model_everything(model);
	g_autofree char *text = memory_print(sessions, model_paused_until(model));
	g_autoptr(GError) error = NULL;

	if (!memory->path || g_strcmp0(text, memory->text) == 0)
		return;
	if (!runtime_write(memory->path, text, &error))
		log_warning("%s; after a restart sessions may be announced again", error->message);
	g_free(memory->text);
	memory->text = g_steal_pointer(&text);
}
