/* SPDX-License-Identifier: MIT */
#include "agent/config.h"

#include <gio/gio.h>
#include <string.h>

#define FILE_MAX (256 * 1024)

enum config_type {
	CONFIG_BOOLEAN,
	CONFIG_MILLISECONDS,
	CONFIG_PATH,
};

static const struct config_key {
	const char *group;
	const char *key;
	enum config_type type;
	gsize offset;
	guint fallback;
	guint max;
} KEYS[] = {
	{"notifications", "finished", CONFIG_BOOLEAN, G_STRUCT_OFFSET(struct config, finished),
		TRUE, 0},
	{"notifications", "attention", CONFIG_BOOLEAN, G_STRUCT_OFFSET(struct config, attention),
		TRUE, 0},
	{"notifications", "died", CONFIG_BOOLEAN, G_STRUCT_OFFSET(struct config, died), TRUE, 0},
	{"notifications", "suppress-when-focused", CONFIG_BOOLEAN,
		G_STRUCT_OFFSET(struct config, suppress_when_focused), TRUE, 0},
	{"notifications", "min-turn-ms", CONFIG_MILLISECONDS,
		G_STRUCT_OFFSET(struct config, min_turn_ms), 5000, 3600000},
	{"notifications", "timeout-ms", CONFIG_MILLISECONDS,
		G_STRUCT_OFFSET(struct config, timeout_ms), 0, 86400000},
	{"badges", "directory", CONFIG_PATH, G_STRUCT_OFFSET(struct config, badge_directory), 0, 0},
};

void config_init(struct config *config)
{
	memset(config, 0, sizeof(*config));
	for (gsize i = 0; i < G_N_ELEMENTS(KEYS); i++)
		if (KEYS[i].type != CONFIG_PATH)
			G_STRUCT_MEMBER(guint, config, KEYS[i].offset) = KEYS[i].fallback;
}

void config_finish(struct config *config)
{
	g_free(config->badge_directory);
	config->badge_directory = NULL;
}

static gboolean has_key(const char *line, const char *key)
{
	gsize len = strlen(key);

	return strncmp(line, key, len) == 0 && (line[len] == '=' || g_ascii_isspace(line[len]));
}

/* The number of the line that sets KEY in GROUP, or that opens GROUP where KEY is NULL. */
static guint find_line(const char *text, const char *group, const char *key)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	g_autofree char *header = g_strdup_printf("[%s]", group);
	gboolean inside = FALSE;

	for (guint i = 0; lines[i]; i++) {
		const char *line = g_strstrip(lines[i]);

		if (line[0] == '[')
			inside = strcmp(line, header) == 0;
		if (inside && (!key ? line[0] == '[' : has_key(line, key)))
			return i + 1;
	}
	return 0;
}

/* The first line that GKeyFile can't read. */
static guint find_bad_line(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	gboolean inside = FALSE;

	for (guint i = 0; lines[i]; i++) {
		const char *line = g_strstrip(lines[i]);

		if (line[0] == '[' && g_str_has_suffix(line, "]") && line[2] != '\0')
			inside = TRUE;
		else if (line[0] != '\0' && line[0] != '#' &&
			(!inside || line[0] == '=' || !strchr(line, '=')))
			return i + 1;
	}
	return 0;
}

static const struct config_key *find_key(const char *group, const char *key)
{
	for (gsize i = 0; i < G_N_ELEMENTS(KEYS); i++)
		if (strcmp(KEYS[i].group, group) == 0 && (!key || strcmp(KEYS[i].key, key) == 0))
			return &KEYS[i];
	return NULL;
}

/* "finished, attention" for the group; for NULL, the groups themselves. */
static char *list_known(const char *group)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (gsize i = 0; i < G_N_ELEMENTS(KEYS); i++) {
		const char *name = group ? KEYS[i].key : KEYS[i].group;

		if (group && strcmp(KEYS[i].group, group) != 0)
			continue;
		if (!g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
			g_ptr_array_add(names, (gpointer)name);
	}
	g_ptr_array_add(names, NULL);
	return g_strjoinv(", ", (char **)names->pdata);
}

/* NULL, or what is wrong with VALUE. */
static const char *set_value(struct config *config, const struct config_key *key, const char *value)
{
	guint64 number;

	switch (key->type) {
	case CONFIG_BOOLEAN:
		if (strcmp(value, "true") != 0 && strcmp(value, "false") != 0)
			return "is neither true nor false";
		G_STRUCT_MEMBER(gboolean, config, key->offset) = strcmp(value, "true") == 0;
		return NULL;
	case CONFIG_MILLISECONDS:
		if (!g_ascii_string_to_unsigned(value, 10, 0, key->max, &number, NULL))
			return "is no number of milliseconds, or too large a one";
		G_STRUCT_MEMBER(guint, config, key->offset) = (guint)number;
		return NULL;
	case CONFIG_PATH:
		if (!g_path_is_absolute(value))
			return "is no absolute path";
		g_free(G_STRUCT_MEMBER(char *, config, key->offset));
		G_STRUCT_MEMBER(char *, config, key->offset) = g_strdup(value);
		return NULL;
	}
	return NULL;
}

static gboolean parse_key(struct config *config, GKeyFile *keys, const char *where,
	const char *group, const char *name, GError **error)
{
	const struct config_key *key = find_key(group, name);
	g_autofree char *value = g_key_file_get_string(keys, group, name, NULL);
	const char *wrong;

	if (!key) {
		g_autofree char *known = list_known(group);

		g_set_error(error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND,
			"%s: there is no key '%s' in [%s]; there are: %s", where, name, group,
			known);
		return FALSE;
	}
	if (value)
		g_strchomp(value);
	wrong = value ? set_value(config, key, value) : "can't be read as text";
	if (!wrong)
		return TRUE;
	g_set_error(error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE,
		"%s: the value of '%s' in [%s] %s", where, name, group, wrong);
	return FALSE;
}

static gboolean parse_group(struct config *config, GKeyFile *keys, const char *text,
	const char *file, const char *group, GError **error)
{
	g_auto(GStrv) names = g_key_file_get_keys(keys, group, NULL, NULL);

	if (!find_key(group, NULL)) {
		g_autofree char *known = list_known(NULL);

		g_set_error(error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_GROUP_NOT_FOUND,
			"%s:%u: there is no group [%s]; there are: %s", file,
			find_line(text, group, NULL), group, known);
		return FALSE;
	}
	for (gsize i = 0; names && names[i]; i++) {
		g_autofree char *where =
			g_strdup_printf("%s:%u", file, find_line(text, group, names[i]));

		if (!parse_key(config, keys, where, group, names[i], error))
			return FALSE;
	}
	return TRUE;
}

gboolean config_parse(
	struct config *config, const char *text, gsize len, const char *file, GError **error)
{
	g_autoptr(GKeyFile) keys = g_key_file_new();
	g_autoptr(GError) problem = NULL;
	g_auto(GStrv) groups = NULL;

	if (!g_utf8_validate(text, (gssize)len, NULL)) {
		g_set_error(error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_UNKNOWN_ENCODING,
			"%s: not a text in UTF-8", file);
		return FALSE;
	}
	if (!g_key_file_load_from_data(keys, text, len, G_KEY_FILE_NONE, &problem)) {
		g_set_error(error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_PARSE, "%s:%u: %s", file,
			find_bad_line(text), problem->message);
		return FALSE;
	}
	groups = g_key_file_get_groups(keys, NULL);
	for (gsize i = 0; groups[i]; i++)
		if (!parse_group(config, keys, text, file, groups[i], error))
			return FALSE;
	return TRUE;
}

gboolean config_load(struct config *config, const char *file, GError **error)
{
	g_autofree char *usual =
		g_build_filename(g_get_user_config_dir(), "ebpf-ai-monitor", "config.ini", NULL);
	g_autoptr(GError) problem = NULL;
	g_autofree char *text = NULL;
	gsize len = 0;

	if (!g_file_get_contents(file ? file : usual, &text, &len, &problem)) {
		if (!file && g_error_matches(problem, G_FILE_ERROR, G_FILE_ERROR_NOENT))
			return TRUE;
		g_propagate_prefixed_error(
			error, g_steal_pointer(&problem), "make it readable, or go without it: ");
		return FALSE;
	}
	if (len > FILE_MAX) {
		g_set_error(
			error, G_FILE_ERROR, G_FILE_ERROR_IO, "%s: too large", file ? file : usual);
		return FALSE;
	}
	return config_parse(config, text, len, file ? file : usual, error);
}
