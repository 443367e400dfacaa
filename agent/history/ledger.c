/* SPDX-License-Identifier: MIT */
#include "agent/history/ledger.h"

struct entry {
	struct stint *stint; /* owned; NULL once it is over while the state goes on */
	enum stint_phase phase;
	gboolean listed;
	gboolean remote; /* its times are by another clock */
};

struct ledger {
	GHashTable *entries; /* id -> struct entry */
	gint64 now_ms;
	GPtrArray *done;
};

static void entry_free(gpointer data)
{
	struct entry *entry = data;

	g_clear_pointer(&entry->stint, stint_free);
	g_free(entry);
}

struct ledger *ledger_new(void)
{
	struct ledger *ledger = g_new0(struct ledger, 1);

	ledger->entries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, entry_free);
	return ledger;
}

void ledger_free(struct ledger *ledger)
{
	if (!ledger)
		return;
	g_hash_table_unref(ledger->entries);
	g_free(ledger);
}

void ledger_clock_set(struct ledger *ledger, gint64 step_ms)
{
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, ledger->entries);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		struct entry *entry = value;

		if (entry->stint && !entry->remote)
			entry->stint->began_ms += step_ms;
	}
}

static enum stint_phase get_phase(const struct model_session *s)
{
	switch (s->frame.state) {
	case SESSION_WORKING:
		return STINT_WORKING;
	case SESSION_WAITING:
		return STINT_WAITING;
	default:
		return STINT_NONE;
	}
}

static gboolean is_asking(const struct model_session *s)
{
	return s->frame.state == SESSION_WAITING && s->frame.kind == SESSION_KIND_ATTENTION;
}

/* Who has looked at a question has not answered it. */
static gboolean is_attended(const struct model_session *s)
{
	return s->frame.state == SESSION_WAITING && s->frame.kind_known && s->seen && !is_asking(s);
}

static struct stint *open_stint(
	const struct model_session *s, enum stint_phase phase, gint64 began_ms)
{
	struct stint *stint = g_new0(struct stint, 1);

	stint->phase = phase;
	stint->began_ms = began_ms;
	stint->session = g_strdup(s->frame.id);
	stint->agent = g_strdup(text_agent(s->frame.source, s->frame.name));
	stint->project = g_strdup(s->project);
	return stint;
}

/* The prompt that it starts with, or comes back to from job control, kept nobody waiting. */
static gboolean is_worth_a_line(const struct stint *stint)
{
	return stint->phase == STINT_WORKING || stint->turn || stint->asked;
}

static void close_stint(struct ledger *ledger, struct entry *entry, gint64 at_ms)
{
	struct stint *stint = g_steal_pointer(&entry->stint);

	if (!stint)
		return;
	stint->length_ms = MAX(at_ms - stint->began_ms, 0);
	if (is_worth_a_line(stint))
		g_ptr_array_add(ledger->done, stint);
	else
		stint_free(stint);
}

/* What is found out later, too. */
static void update(struct stint *stint, const struct model_session *s)
{
	stint->turn |= stint->phase == STINT_WAITING && s->turn;
	stint->asked |= is_asking(s);
	g_free(stint->project);
	stint->project = g_strdup(s->project);
}

static struct entry *find_entry(struct ledger *ledger, const struct model_session *s)
{
	struct entry *entry = g_hash_table_lookup(ledger->entries, s->frame.id);

	if (!entry) {
		entry = g_new0(struct entry, 1);
		entry->remote = model_session_is_remote(s);
		g_hash_table_insert(ledger->entries, g_strdup(s->frame.id), entry);
	}
	return entry;
}

static void take_session(struct ledger *ledger, const struct model_session *s)
{
	struct entry *entry = find_entry(ledger, s);
	enum stint_phase phase = get_phase(s);
	/* Known to the collector from before our restart, too. */
	gint64 since_ms = MIN(s->frame.since_ms, ledger->now_ms);

	entry->listed = TRUE;
	if (phase != entry->phase) {
		close_stint(ledger, entry, since_ms);
		entry->phase = phase;
		if (phase != STINT_NONE)
			entry->stint = open_stint(s, phase, since_ms);
	} else if (!entry->stint && is_asking(s)) {
		entry->stint = open_stint(s, phase, ledger->now_ms);
	}
	if (!entry->stint)
		return;
	update(entry->stint, s);
	if (is_attended(s))
		close_stint(ledger, entry, ledger->now_ms);
}

static gboolean is_gone(gpointer key, gpointer value, gpointer data)
{
	struct entry *entry = value;
	gboolean gone = !entry->listed;

	if (gone)
		close_stint(data, entry, ((struct ledger *)data)->now_ms);
	entry->listed = FALSE;
	return gone;
}

GPtrArray *ledger_take(struct ledger *ledger, const GPtrArray *sessions, gint64 now_ms)
{
	ledger->now_ms = now_ms;
	ledger->done = g_ptr_array_new_with_free_func((GDestroyNotify)stint_free);
	for (guint i = 0; i < sessions->len; i++)
		take_session(ledger, g_ptr_array_index(sessions, i));
	g_hash_table_foreach_remove(ledger->entries, is_gone, ledger);
	return g_steal_pointer(&ledger->done);
}
