/* SPDX-License-Identifier: MIT */
#include "agent/session/storm.h"

#include "agent/session/model.h"

static gint compare_time(gconstpointer a, gconstpointer b)
{
	const struct model_session *one = *(struct model_session *const *)a;
	const struct model_session *two = *(struct model_session *const *)b;

	return (one->notice.at < two->notice.at) - (one->notice.at > two->notice.at);
}

/* Of CLASS, the latest first. */
static GPtrArray *list_notices(GHashTable *sessions, enum text_class class)
{
	GPtrArray *list = g_ptr_array_new();
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, sessions);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct model_session *s = value;

		if (s->notice.serial != 0 && s->notice.class == class && !s->notice.choosing &&
			!s->notice.held)
			g_ptr_array_add(list, value);
	}
	g_ptr_array_sort(list, compare_time);
	return list;
}

/* How many of NOTICES have just come. */
static guint count_recent(const GPtrArray *notices, gint64 now)
{
	guint count = 0;

	for (; count < notices->len; count++) {
		const struct model_session *s = g_ptr_array_index(notices, count);

		if (now - s->notice.at > STORM_MS)
			break;
	}
	return count;
}

void storm_gather(GHashTable *sessions, enum text_class class, gint64 now, guint *serial)
{
	g_autoptr(GPtrArray) notices = list_notices(sessions, class);
	guint count = class == TEXT_ATTENTION ? 0 : count_recent(notices, now);
	gboolean is_new = FALSE;

	if (count < STORM_COUNT)
		return;
	for (guint i = 0; i < count; i++) {
		const struct model_session *s = g_ptr_array_index(notices, i);

		is_new |= s->notice.gathered == 0;
	}
	if (!is_new)
		return;
	++*serial;
	for (guint i = 0; i < notices->len; i++) {
		struct model_session *s = g_ptr_array_index(notices, i);

		if (i < count || s->notice.gathered != 0)
			s->notice.gathered = *serial;
	}
}
