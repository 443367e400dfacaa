/* SPDX-License-Identifier: MIT */
#include "stage.h"

#include "status.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

#define TITLE_PERIOD_NS (960 * NS_PER_MS)

static const char *const discs[] = {"\u25d0", "\u25d1"};
static const char star[] = "\u2733";

static void record(struct stage *s)
{
	struct timespec wall;

	if (!s->truth)
		return;
	clock_gettime(CLOCK_REALTIME, &wall);
	fprintf(s->truth, "%.1f\t%lld\t%s\t%s\n", (double)clock_ns() / NS_PER_MS,
		(long long)wall.tv_sec * 1000 + wall.tv_nsec / NS_PER_MS, s->phase, s->sub);
	fflush(s->truth);
}

void stage_title(struct stage *s, const char *text)
{
	char osc[200];

	snprintf(osc, sizeof(osc), "\033]0;%s\a", text);
	terminal_puts(s->terminal, osc);
}

void stage_state(struct stage *s, const char *state)
{
	char osc[200];

	snprintf(osc, sizeof(osc), "\033]7501;state=%s:app=%s\033\\", state, s->name);
	terminal_puts(s->terminal, osc);
}

void stage_progress(struct stage *s, int value)
{
	char osc[32];

	snprintf(osc, sizeof(osc), "\033]9;4;%d\a", value);
	terminal_puts(s->terminal, osc);
}

static void declare_title(struct stage *s, const char *first)
{
	char title[80];

	snprintf(title, sizeof(title), "%s %s", first, s->name);
	stage_title(s, title);
	s->title_at = clock_ns();
}

static void declare_phase(struct stage *s)
{
	bool working = strcmp(s->phase, "working") == 0;
	bool blocked = strcmp(s->sub, "approval") == 0 || strcmp(s->sub, "question") == 0;

	if (s->declare == DECLARE_TITLE)
		declare_title(s, working ? discs[0] : star);
	else if (s->declare == DECLARE_STATE)
		stage_state(s, working ? "working" : blocked ? "blocked" : "done");
}

void stage_phase(struct stage *s, const char *phase, const char *sub)
{
	bool same = s->phase && strcmp(s->phase, phase) == 0 && strcmp(s->sub, sub) == 0;

	s->phase = phase;
	s->sub = sub;
	if (same)
		return;
	record(s);
	if (strcmp(phase, "working") != 0 && strcmp(phase, "waiting") != 0)
		return;
	if (s->writes_status && strcmp(sub, "typing") != 0)
		status_write(s);
	declare_phase(s);
}

static void withdraw(struct stage *s)
{
	if (s->declare == DECLARE_STATE)
		stage_state(s, "clear");
	else if (s->declare == DECLARE_TITLE)
		stage_title(s, "");
}

_Noreturn void stage_exit(struct stage *s, int code)
{
	withdraw(s);
	if (s->writes_status)
		status_remove();
	stage_phase(s, "exited", "exit");
	terminal_close(s->terminal);
	/* LeakSanitizer's look at what is left waits for ever where the terminal hangs up meanwhile. */
	_exit(code);
}

void stage_show(struct stage *s, const char *text)
{
	char out[sizeof(s->shown) + 24];

	snprintf(s->shown, sizeof(s->shown), "%s", text);
	if (s->terminal->fd < 0)
		snprintf(out, sizeof(out), "%s\n", s->shown);
	else
		snprintf(out, sizeof(out), "\r\033[K%s\033[?25%c", s->shown,
			s->asks || s->cursorless ? 'l' : 'h');
	terminal_puts(s->terminal, out);
}

static void redraw(struct stage *s)
{
	char again[sizeof(s->shown)];

	memcpy(again, s->shown, sizeof(again));
	stage_show(s, again);
}

static void tick(struct stage *s)
{
	s->tick_ns = clock_ns() + s->clock_ns;
	redraw(s);
}

static void stop(struct stage *s)
{
	const char *phase = s->phase, *sub = s->sub;

	withdraw(s);
	stage_phase(s, "stopped", "ctrl-z");
	terminal_stop(s->terminal);
	stage_phase(s, phase, sub);
	redraw(s);
}

int stage_wait(struct stage *s, int64_t deadline)
{
	for (;;) {
		bool ticks = s->clock_ns > 0 && s->tick_ns <= deadline;
		int key = terminal_wait(s->terminal, ticks ? s->tick_ns : deadline);

		if (key == TERMINAL_TIMEOUT && ticks)
			tick(s);
		else if (key == KEY_STOP)
			stop(s);
		else if (key == TERMINAL_REDRAW)
			redraw(s);
		else if (key == TERMINAL_END)
			stage_exit(s, 128 + s->terminal->ended_by);
		else
			return key;
	}
}

/* True when the line is complete. */
static bool take_key(struct stage *s, int key)
{
	size_t len = strlen(s->line);

	if (key == KEY_ENTER)
		return true;
	if ((key == KEY_INTERRUPT || key == KEY_EOF) && len == 0)
		stage_exit(s, 0);
	if (key == KEY_INTERRUPT || key == KEY_ESCAPE)
		s->line[0] = '\0';
	else if (key == KEY_BACKSPACE && len > 0)
		s->line[len - 1] = '\0';
	else if (key >= ' ' && len + 1 < sizeof(s->line))
		memcpy(s->line + len, (char[]){(char)key, '\0'}, 2);
	return false;
}

void stage_prompt(struct stage *s, const char *text)
{
	char shown[sizeof(s->shown)];
	int key;

	s->line[0] = '\0';
	stage_phase(s, "waiting", "idle");
	terminal_puts(s->terminal, "\r\n");
	stage_show(s, text);
	while ((key = stage_wait(s, FOREVER)), !take_key(s, key)) {
		stage_phase(s, "waiting", "typing");
		snprintf(shown, sizeof(shown), "%.80s%.70s", text, s->line);
		stage_show(s, shown);
	}
	terminal_puts(s->terminal, "\r\n");
}

static void paint_work(struct stage *s, int64_t began)
{
	static const char spinner[] = "|/-\\";
	char shown[80];

	s->frame++;
	if (s->declare == DECLARE_TITLE && clock_ns() - s->title_at >= TITLE_PERIOD_NS)
		declare_title(s, discs[s->frame % 2]);
	snprintf(shown, sizeof(shown), "\033[36m%c\033[0m Working (%.1f s, esc to interrupt)",
		spinner[s->frame % 4], (double)(clock_ns() - began) / (1000 * NS_PER_MS));
	stage_show(s, shown);
}

bool stage_work(struct stage *s, int64_t ms, int fps)
{
	int64_t began = clock_ns(), end = began + ms * NS_PER_MS, next = fps > 0 ? began : end;
	bool quiet = s->terminal->fd < 0; /* print mode: the answer comes at the end */

	stage_phase(s, "working", "request");
	while (clock_ns() < end) {
		int key;
		if (clock_ns() >= next) {
			if (!quiet)
				paint_work(s, began);
			next += 1000 * NS_PER_MS / fps;
		}
		key = stage_wait(s, next < end ? next : end);
		if (key == KEY_ESCAPE || key == KEY_INTERRUPT) {
			stage_show(s, "Interrupted");
			return false;
		}
	}
	stage_show(s, "Done");
	return true;
}

void stage_ask(struct stage *s, const char *sub, const char *text, int blink)
{
	static const char *const dots[] = {"*", " "};
	char shown[sizeof(s->shown)];
	int64_t next = clock_ns();
	int key;

	stage_phase(s, "waiting", sub);
	terminal_puts(s->terminal, "\r\n");
	s->asks = true;
	do {
		snprintf(shown, sizeof(shown), "%s %.150s", dots[s->frame++ % 2], text);
		stage_show(s, shown);
		next = blink > 0 ? next + blink * NS_PER_MS : FOREVER;
		key = stage_wait(s, next);
	} while (key == TERMINAL_TIMEOUT);
	s->asks = false;
	terminal_puts(s->terminal, "\r\n");
}
