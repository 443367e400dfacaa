/* SPDX-License-Identifier: MIT */
#include "agent/remote/line.h"

#include <jansson.h>
#include <string.h>

#define PREFIX_MAX 20 /* bytes, so that an id has room for the rest */

static char *make_prefix(const char *host)
{
	g_autofree char *ascii = g_str_to_ascii(host, "C");

	return g_strdup_printf("%.*s/", PREFIX_MAX, ascii);
}

static const char *get_string(const json_t *object, const char *key)
{
	const char *value = json_string_value(json_object_get(object, key));

	return value ? value : "";
}

static gint64 get_time(const json_t *object, const char *key, gint64 max)
{
	return CLAMP(json_integer_value(json_object_get(object, key)), 0, max);
}

static gboolean set_id(struct frame_session *f, const char *host, const char *id)
{
	g_autofree char *prefix = make_prefix(host);

	/* What another machine says is not asked of a third one. */
	if (!*id || strchr(id, '/') || strlen(prefix) + strlen(id) >= sizeof(f->id))
		return FALSE;
	g_snprintf(f->id, sizeof(f->id), "%s%s", prefix, id);
	return TRUE;
}

static void set_kind(struct frame_session *f, const json_t *object)
{
	const char *kind_reason = get_string(object, "kind-reason");

	if (f->state != SESSION_WAITING || !*kind_reason)
		return;
	f->kind_known = true;
	if (session_kind_parse(get_string(object, "kind"), &f->kind) < 0)
		f->kind = SESSION_KIND_NONE;
	if (session_reason_parse(kind_reason, &f->kind_reason) < 0)
		f->kind_reason = SESSION_BY_SCAN;
}

static gboolean read_object(
	const json_t *object, const char *host, gint64 now_ms, struct frame_session *f)
{
	if (session_state_parse(get_string(object, "state"), &f->state) < 0 ||
		!set_id(f, host, get_string(object, "id")))
		return FALSE;
	if (session_reason_parse(get_string(object, "reason"), &f->reason) < 0)
		f->reason = SESSION_BY_SCAN;
	g_strlcpy(f->name, get_string(object, "name"), sizeof(f->name));
	g_strlcpy(f->source, get_string(object, "source"), sizeof(f->source));
	f->since_ms = get_time(object, "since-ms", now_ms);
	f->started_ms = get_time(object, "started-ms", now_ms);
	f->worked_ms = get_time(object, "worked-ms", now_ms);
	set_kind(f, object);
	return TRUE;
}

gboolean remote_line_parse(const char *line, const char *host, gint64 now_ms,
	struct frame_session *ret, char **ret_project)
{
	json_t *object = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
	struct frame_session f = {0};
	const char *project = get_string(object, "project");
	gboolean read = json_is_object(object) && read_object(object, host, now_ms, &f);

	if (read) {
		*ret = f;
		*ret_project = *project ? g_strdup_printf("%s:%s", host, project) : g_strdup(host);
	}
	json_decref(object);
	return read;
}
