/* SPDX-License-Identifier: MIT */
#ifndef STAND_IN_STAGE_H
#define STAND_IN_STAGE_H

#include "terminal.h"

#include <stdio.h>

#define FOREVER INT64_MAX

/* How the agent tells its terminal what it does. */
enum declare {
	DECLARE_NONE,
	DECLARE_TITLE, /* first character of the title: a turning disc at work, a star at rest */
	DECLARE_STATE, /* OSC 7501 */
};

/* What an agent shows and does, and the record of what is really the case. */
struct stage {
	struct terminal *terminal;
	enum declare declare;
	bool cursorless;  /* the cursor is never shown */
	bool asks;        /* a dialog is up, which has none */
	int64_t clock_ns; /* a status line is repainted so often; 0: there is none */
	int64_t tick_ns;  /* and then next */
	const char *name;
	bool writes_status;
	bool has_shell; /* a command of its own goes on in the background */
	FILE *truth;    /* NULL: nobody asks */
	const char *phase;
	const char *sub;
	char shown[160]; /* the line a redraw paints again */
	char line[160];  /* what was typed at the latest prompt */
	unsigned int frame;
	int64_t title_at;
};

/* Each line of the record: monotonic ms, wall-clock ms, PHASE, SUB. The strings must stay. */
void stage_phase(struct stage *s, const char *phase, const char *sub);

/* A key, or TERMINAL_TIMEOUT at DEADLINE. Stops, redraws and ends by itself where asked to. */
int stage_wait(struct stage *s, int64_t deadline);

/* Ends the program the way an agent does: terminal given back, declared state withdrawn. */
_Noreturn void stage_exit(struct stage *s, int code);

void stage_title(struct stage *s, const char *text);
void stage_state(struct stage *s, const char *state);
void stage_progress(struct stage *s, int value);
void stage_show(struct stage *s, const char *text);

/* Until Enter; echoes what is typed. */
void stage_prompt(struct stage *s, const char *text);

/* MS of work in FPS frames a second; false when the user interrupted it. */
bool stage_work(struct stage *s, int64_t ms, int fps);

/* Until a key; blinks every BLINK ms unless that is 0. */
void stage_ask(struct stage *s, const char *sub, const char *text, int blink);

#endif
