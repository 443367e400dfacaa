/* SPDX-License-Identifier: MIT */
#ifndef AGENT_NOTIFY_CARDS_H
#define AGENT_NOTIFY_CARDS_H

#include <glib-object.h>

/* The notifications of one agent, by what they tell of and by the server's ids. Pure, but for the
 * record of them. */

struct card {
	char *key;
	gpointer owner;
	guint serial; /* of what was shown, or is being shown */
	guint32 id;   /* the server's, 0 for none on the screen */
	gboolean resident;
	GObject *shown;    /* by us: libnotify's, else an earlier agent's */
	gboolean settling; /* it replaced one whose end may not have been heard of yet */
};

/* key -> struct card, which it owns. */
GHashTable *cards_new(void);

/* Makes one where there is none, of OWNER. */
struct card *cards_get(GHashTable *cards, const char *key, gpointer owner);
/* NULL where there is none, as for the id 0. */
struct card *cards_find_id(GHashTable *cards, guint32 id);

/* The server of these ids is gone, and with it what it showed. */
void cards_forget_shown(GHashTable *cards);

/* What they replaced is over. */
void cards_settle(GHashTable *cards);

/*
 * To and from the record of what is on the screen of SERVER, by its name on the bus, so that the next
 * agent takes it over should this one be killed. TRUE where there was something.
 */
void cards_write(GHashTable *cards, const char *server);
gboolean cards_adopt(GHashTable *cards, const char *server, gpointer owner);

/* The same from the record's text. */
gboolean cards_parse(GHashTable *cards, const char *text, const char *server, gpointer owner);

#endif
