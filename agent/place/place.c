/* SPDX-License-Identifier: MIT */
#include "agent/place/place.h"

#include <string.h>

struct place *place_new(void)
{
	struct place *place = g_new0(struct place, 1);

	place->candidates = g_array_new(FALSE, FALSE, sizeof(gint64));
	place->hops = tmux_hops_new();
	place->steps = g_ptr_array_new_with_free_func(g_free);
	return place;
}

void place_free(struct place *place)
{
	if (!place)
		return;
	g_array_unref(place->candidates);
	g_ptr_array_unref(place->hops);
	g_ptr_array_unref(place->steps);
	g_free(place->session_name);
	g_free(place->pane_index);
	g_free(place->pane_path);
	g_free(place);
}

const char *place_result_name(enum place_result result)
{
	static const char *const NAMES[] = {
		[PLACE_PENDING] = "pending",
		[PLACE_FOUND] = "found",
		[PLACE_AMBIGUOUS] = "ambiguous",
		[PLACE_DETACHED] = "detached",
		[PLACE_NONE] = "none",
	};

	g_assert(result < G_N_ELEMENTS(NAMES));
	return NAMES[result];
}

static gboolean have_same_candidates(const struct place *a, const struct place *b)
{
	return a->candidates->len == b->candidates->len &&
		(a->candidates->len == 0 ||
			memcmp(a->candidates->data, b->candidates->data,
				a->candidates->len * sizeof(gint64)) == 0);
}

static gboolean have_same_steps(const struct place *a, const struct place *b)
{
	if (a->steps->len != b->steps->len)
		return FALSE;
	for (guint i = 0; i < a->steps->len; i++)
		if (strcmp(g_ptr_array_index(a->steps, i), g_ptr_array_index(b->steps, i)) != 0)
			return FALSE;
	return TRUE;
}

gboolean place_equal(const struct place *a, const struct place *b)
{
	return a->result == b->result && a->window == b->window && a->visible == b->visible &&
		have_same_candidates(a, b) && have_same_steps(a, b) &&
		g_strcmp0(a->session_name, b->session_name) == 0 &&
		g_strcmp0(a->pane_index, b->pane_index) == 0 &&
		g_strcmp0(a->pane_path, b->pane_path) == 0;
}

gboolean place_has_candidate(const struct place *place, gint64 window)
{
	for (guint i = 0; i < place->candidates->len; i++)
		if (g_array_index(place->candidates, gint64, i) == window)
			return TRUE;
	return FALSE;
}

void place_add_candidate(struct place *place, gint64 window)
{
	if (!place_has_candidate(place, window))
		g_array_append_val(place->candidates, window);
}

void place_add_candidates(struct place *place, const struct place *other)
{
	for (guint i = 0; i < other->candidates->len; i++)
		place_add_candidate(place, g_array_index(other->candidates, gint64, i));
}

void place_add_step(struct place *place, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	g_ptr_array_add(place->steps, g_strdup_vprintf(format, ap));
	va_end(ap);
}

void place_extend(struct place *place, struct place *outer)
{
	place->result = outer->result;
	place->window = outer->window;
	place->visible &= outer->visible;
	place_add_candidates(place, outer);
	g_ptr_array_extend_and_steal(place->hops, g_ptr_array_ref(outer->hops));
	g_ptr_array_extend_and_steal(place->steps, g_ptr_array_ref(outer->steps));
	if (!place->session_name) {
		place->session_name = g_steal_pointer(&outer->session_name);
		place->pane_index = g_steal_pointer(&outer->pane_index);
		place->pane_path = g_steal_pointer(&outer->pane_path);
	}
	place->terminal = outer->terminal;
	place->shell = outer->shell;
	if (outer->wrapper.start > place->wrapper.start)
		place->wrapper = outer->wrapper;
	if (outer->activity != 0)
		place->activity = outer->activity;
}
