/* SPDX-License-Identifier: MIT */
#ifndef AGENT_PLACE_PLACE_H
#define AGENT_PLACE_PLACE_H

#include "agent/place/binding.h"
#include "agent/tmux/list.h"

#include <glib.h>
#include <sys/types.h>

/* Where a session is shown. Pure. */

enum place_result {
	PLACE_PENDING, /* a tmux server on the way has not answered yet */
	PLACE_FOUND,
	PLACE_AMBIGUOUS, /* one of the candidates, and nothing says which */
	PLACE_DETACHED,  /* in a session of tmux, screen or the like that nothing shows */
	PLACE_NONE,      /* no window of this desktop: ssh, a console, no Sway */
};

struct place {
	enum place_result result;
	gint64 window;      /* con_id where found */
	gboolean visible;   /* that window shows the session's own pane */
	GArray *candidates; /* gint64, con_ids where ambiguous; where found, those of its program */
	GPtrArray *hops;    /* of struct tmux_hop, innermost first */
	GPtrArray *steps;   /* of char *, the way outward: terminals, and what lies between */
	char *session_name; /* of the innermost tmux session, or NULL */
	char *pane_index;
	char *pane_path;
	pid_t terminal;       /* owner of the window or candidates; 0 for none */
	struct shell shell;   /* what leads the session of the terminal in that window */
	struct shell wrapper; /* the youngest process that shows a terminal in another one */
	gint64 activity;      /* seconds; when the outermost tmux client was last typed into; 0 */
};

struct place *place_new(void);
void place_free(struct place *place);

/* The word for it: "found", "ambiguous". */
const char *place_result_name(enum place_result result);

/* True where both mean the same to the user. */
gboolean place_equal(const struct place *a, const struct place *b);

gboolean place_has_candidate(const struct place *place, gint64 window);
void place_add_candidate(struct place *place, gint64 window);
void place_add_candidates(struct place *place, const struct place *other);
void place_add_step(struct place *place, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* PLACE goes on as OUTER does, which is one of the ways from where it ended. */
void place_extend(struct place *place, struct place *outer);

#endif
