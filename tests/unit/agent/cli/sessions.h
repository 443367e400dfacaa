/* SPDX-License-Identifier: MIT */
#ifndef TESTS_UNIT_AGENT_CLI_SESSIONS_H
#define TESTS_UNIT_AGENT_CLI_SESSIONS_H

#include <glib.h>

/* Sessions as the bus shows them, with no more than a test is about: not seen by their user. */

static inline const char *need_for(const char *state, const char *kind)
{
	if (g_strcmp0(state, "exited") == 0)
		return "died";
	if (g_strcmp0(state, "waiting") != 0)
		return "";
	return !*kind || g_strcmp0(kind, "input") == 0 ? "waiting" : kind;
}

static inline GVariant *make_session(
	const char *id, const char *state, const char *kind, gint64 since_ms)
{
	GVariantDict dict;

	g_variant_dict_init(&dict, NULL);
	g_variant_dict_insert(&dict, "id", "s", id);
	g_variant_dict_insert(&dict, "name", "s", "claude");
	g_variant_dict_insert(&dict, "agent", "s", "Claude Code");
	g_variant_dict_insert(&dict, "source", "s", "claude-code");
	g_variant_dict_insert(&dict, "project", "s", "webshop");
	g_variant_dict_insert(&dict, "tmux", "s", "main:1.0");
	g_variant_dict_insert(&dict, "state", "s", state);
	g_variant_dict_insert(&dict, "kind", "s", kind);
	g_variant_dict_insert(&dict, "need", "s", need_for(state, kind));
	g_variant_dict_insert(&dict, "since-ms", "x", since_ms);
	return g_variant_dict_end(&dict);
}

/* Takes SESSION. */
static inline GVariant *with(GVariant *session, const char *key, GVariant *value)
{
	g_autoptr(GVariant) old = g_variant_ref_sink(session);
	GVariantDict dict;

	g_variant_dict_init(&dict, old);
	g_variant_dict_insert_value(&dict, key, value);
	return g_variant_dict_end(&dict);
}

/* Its user has looked, or has said so. */
static inline GVariant *seen(GVariant *session)
{
	return with(with(session, "seen", g_variant_new_boolean(TRUE)), "need",
		g_variant_new_string(""));
}

/* Takes SESSIONS, of which the last is NULL. */
static inline GVariant *make_list(GVariant *const *sessions)
{
	GVariantBuilder builder;

	g_variant_builder_init(&builder, G_VARIANT_TYPE("aa{sv}"));
	for (; *sessions; sessions++)
		g_variant_builder_add_value(&builder, *sessions);
	return g_variant_ref_sink(g_variant_builder_end(&builder));
}

#endif
