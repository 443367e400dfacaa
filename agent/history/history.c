/* SPDX-License-Identifier: MIT */
#include "agent/history/history.h"

#include "agent/history/journal.h"
#include "agent/history/ledger.h"

/* Both NULL while nothing is kept. */
struct history {
	struct ledger *ledger;
	struct journal *journal;
};

struct history *history_new(void)
{
	return g_new0(struct history, 1);
}

void history_free(struct history *history)
{
	if (!history)
		return;
	history_set(history, FALSE);
	g_free(history);
}

void history_set(struct history *history, gboolean on)
{
	if (on == (history->ledger != NULL))
		return;
	if (on) {
		history->ledger = ledger_new();
		history->journal = journal_new();
	} else {
		g_clear_pointer(&history->ledger, ledger_free);
		g_clear_pointer(&history->journal, journal_free);
	}
}

void history_keep(struct history *history, const struct model *model)
{
	g_autoptr(GPtrArray) sessions = NULL;
	g_autoptr(GPtrArray) stints = NULL;

	if (!history->ledger)
		return;
	sessions = model_list(model);
	stints = ledger_take(history->ledger, sessions, g_get_real_time() / 1000);
	if (stints->len)
		journal_add(history->journal, stints);
}

void history_clock_set(struct history *history, gint64 step_ms)
{
	if (history->ledger)
		ledger_clock_set(history->ledger, step_ms);
}
