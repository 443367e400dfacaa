/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BUS_REQUESTS_H
#define AGENT_BUS_REQUESTS_H

#include "agent/bus/visit.h"
#include "agent/session/model.h"

/* What is asked of the agent over the bus. Each is answered at once, or by who waits for somebody
 * else, so that none stalls another. */

struct requests {
	struct model *model;
	struct locate *locate;
	struct visit *visit;
	void (*changed)(gpointer data);
	gpointer data;
};

/* CALL gets the answer; where it is NULL, a notification tells why it fails. */
void requests_go(const struct requests *requests, const char *id, gint64 window,
	GDBusMethodInvocation *call);

/* What needs its user most, "" for nothing; and goes there. The caller frees. */
char *requests_next(const struct requests *requests, gboolean go);

/* No cards for so long, 0 for until they are to come again. */
void requests_pause(const struct requests *requests, guint seconds);
void requests_resume(const struct requests *requests);

/* "" for all. FALSE where there is no such session. */
gboolean requests_seen(const struct requests *requests, const char *id);

/* A describe_session(), floating, or NULL where there is no such session that lives. */
GVariant *requests_describe(const struct requests *requests, const char *id);

/* All of these, an aa{sv}, floating. */
GVariant *requests_list(const struct requests *requests);

/* An a{sv}, floating, or NULL where there is no such session. */
GVariant *requests_explain(const struct requests *requests, const char *id);

#endif
