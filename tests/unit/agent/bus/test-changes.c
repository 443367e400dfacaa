/* SPDX-License-Identifier: MIT */
#include "agent/bus/describe.h"
#include "tests/unit/agent/session/one-session.h"

/* Whatever happens to sessions, each that is described otherwise then is among the changes. */
#define SESSIONS 5
#define STEPS    200000

static const char *const IDS[SESSIONS] = {"1-1", "2-1", "3-1", "4-1", "host/5-1"};

static GRand *chance;

static gint32 any(gint32 n)
{
	return g_rand_int_range(chance, 0, n);
}

static void hear(struct model *model, const char *id)
{
	struct frame_session f = make(id, (enum session_state)any(_SESSION_STATE_MAX));

	f.kind = (enum session_kind)any(_SESSION_KIND_MAX);
	f.kind_known = any(2);
	f.worked_ms = any(2) * LONG;
	f.has_exit = f.state == SESSION_EXITED;
	f.exit_code = any(2);
	model_session_heard(model, &f, now);
}

static void tell(struct model *model, const char *id)
{
	struct status_claim claim = {(enum status_word)any(_STATUS_WORD_MAX), 1000 + now};

	model_status_told(model, id, &claim, now);
}

static void happen(struct model *model, const char *id)
{
	static const char *const PROJECTS[] = {"a", "b"};

	switch (any(13)) {
	case 0:
		return tell(model, id);
	case 1:
		return model_place(model, id, any(3), any(2), now);
	case 2:
		model_project(model, id, PROJECTS[any(2)]);
		return;
	case 3:
		return model_focus(model, any(3), now);
	case 4:
		return model_settled(model, now);
	case 5:
		return model_tick(model, now);
	case 6:
		return model_badge_dismissed(model, any(3));
	case 7:
		model_mark_seen(model, any(2) ? id : "");
		return;
	case 8:
		return any(2) ? model_snapshot_begin(model) : model_snapshot_end(model);
	case 9:
		return model_clock_set(model, any(3) - 1);
	case 10:
		return model_touched(model, id);
	default:
		return hear(model, id);
	}
}

static GVariant *describe(const struct model *model, const char *id)
{
	const struct model_session *s = model_find(model, id);

	return s && model_session_is_living(s) ? g_variant_ref_sink(describe_session(s, NULL, NULL))
					       : NULL;
}

static gboolean is_same(GVariant *a, GVariant *b)
{
	return a && b ? g_variant_equal(a, b) : a == b;
}

static void test_changes(void)
{
	struct model *model = connect();
	GVariant *before[SESSIONS] = {NULL};

	chance = g_rand_new_with_seed(1);
	for (int step = 0; step < STEPS; step++) {
		g_autoptr(GHashTable) changes = NULL;

		now += any(2000);
		happen(model, IDS[any(SESSIONS)]);
		changes = model_take_changes(model);
		for (int i = 0; i < SESSIONS; i++) {
			GVariant *after = describe(model, IDS[i]);

			CHECK(is_same(before[i], after) || g_hash_table_contains(changes, IDS[i]));
			g_clear_pointer(&before[i], g_variant_unref);
			before[i] = after;
		}
	}
	for (int i = 0; i < SESSIONS; i++)
		g_clear_pointer(&before[i], g_variant_unref);
	g_rand_free(chance);
	model_free(model);
}

static void check_only(struct model *model, const char *id)
{
	g_autoptr(GHashTable) changes = model_take_changes(model);

	CHECK_INT(g_hash_table_size(changes), 1);
	CHECK(g_hash_table_contains(changes, id));
	CHECK(!model_has_changes(model));
}

/* The other is left alone. */
static void test_one_only(void)
{
	struct model *model = connect_working();

	check_only(model, ID);
	say(model, "8-1", SESSION_WORKING);
	check_only(model, "8-1");
	model_place(model, "8-1", WINDOW + 1, TRUE, now);
	check_only(model, "8-1");
	stop(model, SESSION_KIND_FINISHED);
	check_only(model, ID);
	model_renamed(model, WINDOW);
	check_only(model, ID);
	CHECK(model_project(model, ID, "web"));
	check_only(model, ID);
	CHECK(!model_project(model, ID, "web"));
	settle(model);
	CHECK(!model_has_changes(model));
	model_free(model);
}

int main(void)
{
	test_one_only();
	test_changes();
	return 0;
}
