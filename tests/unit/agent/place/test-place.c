/* SPDX-License-Identifier: MIT */
#include "agent/place/place.h"
#include "tests/check.h"

static struct place *found_in(gint64 window)
{
	struct place *place = place_new();

	place->result = PLACE_FOUND;
	place->window = window;
	place->visible = TRUE;
	place_add_candidate(place, window);
	place_add_step(place, "pts/%d", 3);
	return place;
}

static void test_names(void)
{
	CHECK_STR(place_result_name(PLACE_PENDING), "pending");
	CHECK_STR(place_result_name(PLACE_FOUND), "found");
	CHECK_STR(place_result_name(PLACE_AMBIGUOUS), "ambiguous");
	CHECK_STR(place_result_name(PLACE_DETACHED), "detached");
	CHECK_STR(place_result_name(PLACE_NONE), "none");
}

/* What CHANGE makes of a place is another one. */
static void check_other(void (*change)(struct place *place))
{
	struct place *a = found_in(5), *b = found_in(5);

	CHECK(place_equal(a, b));
	change(b);
	CHECK(!place_equal(a, b));
	CHECK(!place_equal(b, a));
	place_free(a);
	place_free(b);
}

static void lose(struct place *place)
{
	place->result = PLACE_NONE;
}

static void move(struct place *place)
{
	place->window = 6;
}

static void hide(struct place *place)
{
	place->visible = FALSE;
}

static void doubt(struct place *place)
{
	place_add_candidate(place, 6);
}

static void doubt_another(struct place *place)
{
	g_array_index(place->candidates, gint64, 0) = 6;
}

static void go_on(struct place *place)
{
	place_add_step(place, "tmux");
}

static void go_elsewhere(struct place *place)
{
	g_ptr_array_set_size(place->steps, 0);
	place_add_step(place, "pts/4");
}

static void rename_session(struct place *place)
{
	place->session_name = g_strdup("main");
}

static void move_pane(struct place *place)
{
	place->pane_index = g_strdup("0.1");
}

static void leave_folder(struct place *place)
{
	place->pane_path = g_strdup("/tmp");
}

static void test_equal(void)
{
	static void (*const CHANGES[])(struct place * place) = {lose, move, hide, doubt,
		doubt_another, go_on, go_elsewhere, rename_session, move_pane, leave_folder};

	for (size_t i = 0; i < sizeof(CHANGES) / sizeof(CHANGES[0]); i++)
		check_other(CHANGES[i]);
}

static void test_candidate_once(void)
{
	struct place *place = found_in(5);

	place_add_candidate(place, 6);
	place_add_candidate(place, 5);
	CHECK_INT(place->candidates->len, 2);
	place_free(place);
}

/* The window is the outer one's, the session's name the inner one's. */
static void test_extend(void)
{
	struct place *inner = place_new(), *outer = found_in(5);

	inner->visible = TRUE;
	inner->session_name = g_strdup("inner");
	inner->wrapper.start = 2;
	inner->activity = 3;
	place_add_step(inner, "pts/9");
	outer->session_name = g_strdup("outer");
	outer->wrapper.start = 1;
	outer->visible = FALSE;
	outer->terminal = 700;
	place_extend(inner, outer);
	place_free(outer);
	CHECK_INT(inner->result, PLACE_FOUND);
	CHECK_INT(inner->window, 5);
	CHECK(!inner->visible);
	CHECK_STR(inner->session_name, "inner");
	CHECK_INT(inner->wrapper.start, 2);
	CHECK_INT(inner->activity, 3);
	CHECK_INT(inner->terminal, 700);
	CHECK_INT(inner->candidates->len, 1);
	CHECK_STR(g_ptr_array_index(inner->steps, 0), "pts/9");
	CHECK_STR(g_ptr_array_index(inner->steps, 1), "pts/3");
	place_free(inner);
	place_free(NULL);
}

int main(void)
{
	test_names();
	test_equal();
	test_candidate_once();
	test_extend();
	return 0;
}
