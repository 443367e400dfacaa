/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BAR_VIEW_H
#define AGENT_BAR_VIEW_H

#include <glib.h>

/* What a bar has room for, of sessions as the bus shows them. Pure. */

enum view_class {
	VIEW_ATTENTION, /* asks for approval or an answer */
	VIEW_FINISHED,
	VIEW_WAITING, /* nothing tells what for */
	VIEW_WORKING,
	VIEW_IDLE, /* its user has looked */
	_VIEW_CLASS_MAX,
};

struct view_session {
	enum view_class class;
	char *id;
	char *label;  /* its project, or agent: short */
	char *detail; /* all there is to say, a line */
};

struct view {
	gboolean down;       /* nobody knows */
	GPtrArray *sessions; /* of struct view_session, what needs its user most first */
	guint counts[_VIEW_CLASS_MAX];
};

/* ORDER of a{sv}, as order_sort() gives it; NULL where nobody knows. No text is more than text. */
struct view *view_new(const GPtrArray *order);
void view_free(struct view *view);

const char *view_class_name(enum view_class class);
const char *view_class_sign(enum view_class class);

/* That of what needs its user most; "down"; "" for nothing. */
const char *view_class(const struct view *view);

/* It needs a look of its user. */
gboolean view_is_due(const struct view_session *session);

#endif
