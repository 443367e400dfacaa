/* SPDX-License-Identifier: MIT */
#include "agent/cli/match.h"

#include "agent/bus/field.h"
#include "agent/cli/session.h"

#include <string.h>

gboolean match_state(GVariant *session, const char *word)
{
	return strcmp(field_string(session, "state"), word) == 0 ||
		strcmp(cli_session_word(session), word) == 0;
}

static gboolean equal_folded(const char *a, const char *b)
{
	g_autofree char *folded_a = g_utf8_casefold(a, -1), *folded_b = g_utf8_casefold(b, -1);

	return strcmp(folded_a, folded_b) == 0;
}

static gboolean has_folded(const char *text, const char *part)
{
	g_autofree char *folded = g_utf8_casefold(text, -1), *wanted = g_utf8_casefold(part, -1);

	return strstr(folded, wanted) != NULL;
}

/* As it is, and as it is printed: what cannot be printed cannot be typed. */
static gboolean is_called(GVariant *session, const char *key, const char *name,
	gboolean (*compare)(const char *text, const char *wanted))
{
	g_autofree char *printed = cli_session_field(session, key, 0);

	return compare(field_string(session, key), name) || compare(printed, name);
}

static gboolean is_any(GVariant *session, const char *what,
	gboolean (*compare)(const char *text, const char *wanted))
{
	static const char *const KEYS[] = {"project", "agent", "name", "source", "tmux"};

	for (gsize i = 0; i < G_N_ELEMENTS(KEYS); i++)
		if (is_called(session, KEYS[i], what, compare))
			return TRUE;
	return FALSE;
}

static gboolean is_agent(GVariant *session, const char *name)
{
	return is_called(session, "agent", name, equal_folded) ||
		is_called(session, "name", name, equal_folded) ||
		is_called(session, "source", name, equal_folded);
}

static gboolean is_project(GVariant *session, const char *name)
{
	return is_called(session, "project", name, equal_folded);
}

static gboolean passes(
	GVariant *session, char *const *words, gboolean (*is)(GVariant *session, const char *word))
{
	if (!words || !*words)
		return TRUE;
	for (; *words; words++)
		if (is(session, *words))
			return TRUE;
	return FALSE;
}

gboolean match_filters(const struct request *request, GVariant *session)
{
	return passes(session, request->states, match_state) &&
		passes(session, request->agents, is_agent) &&
		passes(session, request->projects, is_project);
}

GPtrArray *match_filtered(const struct request *request, GPtrArray *order)
{
	for (guint i = order->len; i-- > 0;)
		if (!match_filters(request, g_ptr_array_index(order, i)))
			g_ptr_array_remove_index(order, i);
	return order;
}

static gboolean is_id(GVariant *session, const char *what)
{
	return strcmp(field_string(session, "id"), what) == 0;
}

static gboolean is_exactly(GVariant *session, const char *what)
{
	return is_any(session, what, equal_folded);
}

static gboolean is_partly(GVariant *session, const char *what)
{
	return is_any(session, what, has_folded);
}

GPtrArray *match_what(const GPtrArray *order, const char *what)
{
	static gboolean (*const WAYS[])(GVariant * session, const char *what) = {
		is_id, is_exactly, is_partly};
	GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify)g_variant_unref);
	g_autofree char *valid = g_utf8_make_valid(what, -1);

	for (gsize way = 0; way < G_N_ELEMENTS(WAYS) && found->len == 0 && *what; way++)
		for (guint i = 0; i < order->len; i++)
			if (WAYS[way](g_ptr_array_index(order, i), valid))
				g_ptr_array_add(found, g_variant_ref(g_ptr_array_index(order, i)));
	return found;
}
