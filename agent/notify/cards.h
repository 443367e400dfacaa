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

struct cards;

/* OWNER is what every card is given. */
struct cards *cards_new(gpointer owner);
void cards_free(struct cards *cards);

/* Makes one where there is none. */
struct card *cards_get(struct cards *cards, const char *key);
/* NULL where there is none, as for the id 0. */
struct card *cards_find_id(const struct cards *cards, guint32 id);

/* The caller frees the list, not what is in it. */
GList *cards_list(const struct cards *cards);
void cards_remove(struct cards *cards, struct card *card);
void cards_remove_all(struct cards *cards);

/* The server of these ids is gone, and with it what it showed. */
void cards_forget_shown(struct cards *cards);

/* What they replaced is over. */
void cards_settle(struct cards *cards);

/*
 * To and from the record of what is on the screen of SERVER, by its name on the bus, so that the next
 * agent takes it over should this one be killed. TRUE where there was something.
 */
void cards_write(const struct cards *cards, const char *server);
gboolean cards_adopt(struct cards *cards, const char *server);

/* The same from the record's text. */
gboolean cards_parse(struct cards *cards, const char *text, const char *server);

#endif
