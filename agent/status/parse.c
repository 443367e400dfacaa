/* SPDX-License-Identifier: MIT */
#include "agent/status/parse.h"

#include <jansson.h>
#include <string.h>

static const char *get_string(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static gboolean is_about(const json_t *object, const struct status_source *source, const char *id)
{
	const json_t *pid = json_object_get(object, source->pid_key);
	const char *start = get_string(object, source->start_key);
	g_autofree char *whose = NULL;

	if (!json_is_integer(pid) || !start)
		return FALSE;
	whose = g_strdup_printf("%" JSON_INTEGER_FORMAT "-%s", json_integer_value(pid), start);
	return strcmp(whose, id) == 0;
}

static struct status_claim read_object(
	const json_t *object, const struct status_source *source, const char *id)
{
	const char *status = get_string(object, source->status_key);
	struct status_claim claim = {STATUS_NOTHING, 0};

	/* A new file has no status yet. */
	if (!status || !is_about(object, source, id))
		return claim;
	claim.word = status_word_find(source, status, get_string(object, source->detail_key));
	claim.at_ms = json_integer_value(json_object_get(object, source->at_key));
	return claim;
}

struct status_claim status_parse(
	const struct status_source *source, const char *id, const char *bytes, gsize len)
{
	struct status_claim claim = {STATUS_NOTHING, 0};
	json_t *object;

	if (len > STATUS_FILE_MAX)
		return claim;
	object = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, NULL);
	if (json_is_object(object))
		claim = read_object(object, source, id);
	json_decref(object);
	return claim;
}
