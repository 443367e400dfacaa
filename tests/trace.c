/* SPDX-License-Identifier: MIT */
#include "trace.h"

#include "collector/dialect.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MS 1000000ULL

static const char *const PHASES[] = {
	[TRACE_UNKNOWN] = "unknown",
	[TRACE_STARTING] = "starting",
	[TRACE_WORKING] = "working",
	[TRACE_WAITING] = "waiting",
	[TRACE_STOPPED] = "stopped",
	[TRACE_EXITED] = "exited",
};

static const char *const STATES[] = {
	[OSC_STATE_CLEAR] = "clear",
	[OSC_STATE_WORKING] = "working",
	[OSC_STATE_IDLE] = "idle",
	[OSC_STATE_DONE] = "done",
	[OSC_STATE_ERROR] = "error",
	[OSC_STATE_BLOCKED] = "blocked",
	[OSC_STATE_PERMISSION] = "permission",
	[OSC_STATE_QUESTION] = "question",
	[OSC_STATE_AUTH] = "auth",
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

const char *trace_phase_name(enum trace_phase phase)
{
	return PHASES[phase];
}

const char *trace_state_name(uint32_t state)
{
	return state < COUNT(STATES) ? STATES[state] : NULL;
}

static enum trace_phase phase_parse(const char *word)
{
	for (size_t i = 0; i < COUNT(PHASES); i++) {
		if (strcmp(word, PHASES[i]) == 0)
			return i;
	}
	return TRACE_UNKNOWN;
}

static bool state_parse(const char *word, uint32_t *ret)
{
	for (size_t i = 0; i < COUNT(STATES); i++) {
		if (strcmp(word, STATES[i]) == 0) {
			*ret = i;
			return true;
		}
	}
	return false;
}

/* STATE, or STATE:ID of a part of the session. */
static bool state_load(char *value, enum osc_kind kind, struct osc *ret)
{
	char *id = strchr(value, ':');

	*ret = (struct osc){.kind = kind};
	if (id) {
		*id++ = '\0';
		ret->depth = 1;
		ret->id = strtoul(id, NULL, 16);
	}
	return state_parse(value, &ret->value);
}

static bool osc_load(char *value, struct osc *ret)
{
	if (strncmp(value, "title:U+", 8) == 0)
		*ret = (struct osc){.kind = OSC_TITLE, .value = strtoul(value + 8, NULL, 16)};
	else if (strncmp(value, "progress:", 9) == 0)
		*ret = (struct osc){.kind = OSC_PROGRESS, .value = strtoul(value + 9, NULL, 10)};
	else if (strncmp(value, "state:", 6) == 0)
		return state_load(value + 6, OSC_STATE, ret);
	else if (strncmp(value, "status:", 7) == 0)
		return state_load(value + 7, OSC_STATUS, ret);
	else if (strcmp(value, "prompt") == 0)
		*ret = (struct osc){.kind = OSC_PROMPT};
	else
		return false;
	return true;
}

static bool cursor_load(const char *word, enum terminal_cursor *ret)
{
	*ret = strcmp(word, "shown") == 0 ? TERMINAL_CURSOR_SHOWN : TERMINAL_CURSOR_HIDDEN;
	return *ret == TERMINAL_CURSOR_SHOWN || strcmp(word, "hidden") == 0;
}

static bool why_asks(const char *why)
{
	return strcmp(why, "approval") == 0 || strcmp(why, "question") == 0 ||
		strcmp(why, "plan") == 0;
}

/* False for a line that is no fact of the terminal's: exec, exit and what is not known. */
static bool event_parse(char *line, struct trace_event *ret)
{
	char *save = NULL, *at = strtok_r(line, "\t\n", &save);
	char *kind = strtok_r(NULL, "\t\n", &save), *what = strtok_r(NULL, "\t\n", &save);
	char *value = strtok_r(NULL, "\t\n", &save);

	if (!what)
		return false;
	*ret = (struct trace_event){.at_ns = strtod(at, NULL) * MS};
	if (strcmp(kind, "truth") == 0) {
		ret->kind = TRACE_TRUTH;
		ret->phase = phase_parse(what);
		ret->asks = value && why_asks(value);
		return true;
	}
	ret->tid = strtoul(what, NULL, 10);
	if (!value)
		return false;
	ret->bytes = strtoul(value, NULL, 10);
	if (strcmp(kind, "out") == 0)
		ret->kind = TRACE_OUT;
	else if (strcmp(kind, "in") == 0)
		ret->kind = TRACE_IN;
	else if (strcmp(kind, "osc") == 0 && osc_load(value, &ret->osc))
		ret->kind = TRACE_OSC;
	else if (strcmp(kind, "cursor") == 0 && cursor_load(value, &ret->cursor))
		ret->kind = TRACE_CURSOR;
	else
		return false;
	return true;
}

/* A recording is called after its agent: "qwen-title.tsv". */
static enum dialect dialect_by_name(const char *path)
{
	const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
	char name[32];

	snprintf(name, sizeof(name), "%.*s", (int)strcspn(base, "-."), base);
	return dialect_of(strcmp(name, "claude") == 0 ? "claude-code" : name);
}

/* Hidden and shown again by one write, as the recorder's two lines about it say. */
static bool is_shown_again(const struct trace *t, const struct trace_event *e)
{
	const struct trace_event *last = t->count ? &t->events[t->count - 1] : NULL;

	return last && last->kind == TRACE_CURSOR && last->cursor == TERMINAL_CURSOR_HIDDEN &&
		e->kind == TRACE_CURSOR && e->cursor == TERMINAL_CURSOR_SHOWN &&
		e->at_ns - last->at_ns < 3 * MS;
}

int trace_load(const char *path, struct trace *ret)
{
	FILE *f = fopen(path, "re");
	struct trace t = {.dialect = dialect_by_name(path)};
	size_t room = 0;
	char line[256];

	if (!f)
		return -errno;
	while (fgets(line, sizeof(line), f)) {
		struct trace_event e;

		if (!event_parse(line, &e))
			continue;
		if (is_shown_again(&t, &e)) {
			t.events[t.count - 1] = e;
			continue;
		}
		if (t.count == room) {
			room = room ? 2 * room : 1024;
			t.events = realloc(t.events, room * sizeof(e));
			if (!t.events)
				abort();
		}
		t.events[t.count++] = e;
	}
	fclose(f);
	if (t.count == 0)
		return -EBADMSG;
	*ret = t;
	return 0;
}

void trace_finish(struct trace *t)
{
	free(t->events);
	*t = (struct trace){};
}

static uint64_t draw(uint64_t *seed, uint64_t below)
{
	*seed = *seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return below ? (*seed >> 33) % below : 0;
}

static int event_compare(const void *a, const void *b)
{
	const struct trace_event *x = a, *y = b;

	return x->at_ns < y->at_ns ? -1 : x->at_ns > y->at_ns;
}

/* Ticks from the first phase on: a clock is there before anything is asked of the agent. */
static void add_clock(struct trace *t, const struct trace_noise *n, uint64_t *seed)
{
	uint64_t end_ns = t->events[t->count - 1].at_ns, at_ns = 0;
	size_t i = 0, room;

	while (i < t->count && t->events[i].phase != TRACE_WAITING)
		i++;
	if (!n->clock_ns || i == t->count)
		return;
	at_ns = t->events[i].at_ns;
	room = t->count + (end_ns - at_ns) / n->clock_ns + 1;
	t->events = realloc(t->events, room * sizeof(t->events[0]));
	if (!t->events)
		abort();
	for (; at_ns < end_ns; at_ns += n->clock_ns)
		t->events[t->count++] = (struct trace_event){.at_ns = at_ns + draw(seed, 16 * MS),
			.kind = TRACE_OUT,
			.tid = 1,
			.bytes = 30};
}

/* One shift for all that belongs to one frame: its writes do not come apart. */
void trace_disturb(struct trace *t, const struct trace_noise *n)
{
	uint64_t seed = n->seed + 1, input_ns = 0, frame_ns = 0, shift_ns = n->jitter_ns;
	bool dropped = false;
	size_t kept = 0;

	for (size_t i = 0; i < t->count; i++) {
		struct trace_event e = t->events[i];
		bool shown = e.kind == TRACE_OUT || e.kind == TRACE_OSC || e.kind == TRACE_CURSOR;
		uint64_t late_ns = 0;

		if (n->scale > 0)
			e.at_ns *= n->scale;
		if (e.kind == TRACE_IN)
			input_ns = e.at_ns;
		if (shown && e.at_ns - frame_ns > 20 * MS) {
			frame_ns = e.at_ns;
			shift_ns = draw(&seed, 2 * n->jitter_ns + 1);
			dropped = draw(&seed, 100) < n->drop_frames;
		}
		if (e.kind == TRACE_OUT && dropped)
			continue;
		if (shown && input_ns && e.at_ns - input_ns < 100 * MS)
			late_ns = n->echo_ns;
		if (e.kind != TRACE_TRUTH)
			e.at_ns += n->jitter_ns ? shift_ns + late_ns : late_ns;
		else
			e.at_ns += n->jitter_ns;
		t->events[kept++] = e;
	}
	t->count = kept;
	add_clock(t, n, &seed);
	qsort(t->events, t->count, sizeof(t->events[0]), event_compare);
}
