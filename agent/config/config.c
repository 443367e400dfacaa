/* SPDX-License-Identifier: MIT */
#include "agent/config/config.h"

#include "agent/config/keys.h"
#include "proto/word.h"

#include <gio/gio.h>
#include <string.h>

#define FILE_MAX (256 * 1024)
#define LIST_MAX 64

/* What is being read, for complaints. */
struct source {
	const char *file;
	char **lines;
};

static void finish_value(struct config *config, const struct config_key *key)
{
	switch (key->type) {
	case CONFIG_BOOLEAN:
	case CONFIG_MILLISECONDS:
	case CONFIG_WORD:
		break;
	case CONFIG_WORDS:
	case CONFIG_NAMES:
		g_clear_pointer(&G_STRUCT_MEMBER(char **, config, key->offset), g_strfreev);
		break;
	case CONFIG_PATH:
	case CONFIG_NAME:
	case CONFIG_TEMPLATE:
		g_clear_pointer(&G_STRUCT_MEMBER(char *, config, key->offset), g_free);
	}
}

void config_finish(struct config *config)
{
	for (gsize i = 0; i < CONFIG_KEYS_COUNT; i++)
		finish_value(config, &CONFIG_KEYS[i]);
}

static const char *set_text(struct config *config, const struct config_key *key, const char *value)
{
	if (key->type == CONFIG_PATH && *value && !g_path_is_absolute(value))
		return "is no absolute path";
	if (key->type == CONFIG_NAME && strchr(value, '\n'))
		return "has more than one line";
	if (key->type == CONFIG_TEMPLATE && !text_template_is_valid(value))
		return "has a placeholder there is not; there are " TEXT_PLACEHOLDERS;
	finish_value(config, key);
	G_STRUCT_MEMBER(char *, config, key->offset) = g_strdup(value);
	return NULL;
}

/* Whether the part at INDEX has been there before. */
static gboolean is_before(char **parts, gsize index)
{
	for (gsize i = 0; i < index; i++)
		if (strcmp(g_strstrip(parts[i]), parts[index]) == 0)
			return TRUE;
	return FALSE;
}

static const char *set_list(struct config *config, const struct config_key *key, const char *value)
{
	g_auto(GStrv) parts = g_strsplit(value, ";", LIST_MAX + 1);
	g_autoptr(GStrvBuilder) list = g_strv_builder_new();

	if (g_strv_length(parts) > LIST_MAX)
		return "has too many words";
	for (gsize i = 0; parts[i]; i++) {
		const char *name = g_strstrip(parts[i]);

		if (key->words && *name && !g_strv_contains(key->words, name))
			return "has a word that is not known";
		if (key->words && *name && is_before(parts, i))
			return "has a word twice";
		/* One at the end is usual, and empty. */
		if (*name)
			g_strv_builder_add(list, name);
	}
	finish_value(config, key);
	G_STRUCT_MEMBER(char **, config, key->offset) = g_strv_builder_end(list);
	return NULL;
}

static const char *set_word(struct config *config, const struct config_key *key, const char *value)
{
	int i = word_find(key->words, g_strv_length((char **)key->words), value);

	if (i < 0)
		return "is none of the words it may be";
	G_STRUCT_MEMBER(guint, config, key->offset) = (guint)i;
	return NULL;
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
	case CONFIG_WORD:
		return set_word(config, key, value);
	case CONFIG_WORDS:
	case CONFIG_NAMES:
		return set_list(config, key, value);
	case CONFIG_PATH:
	case CONFIG_NAME:
	case CONFIG_TEMPLATE:
		return set_text(config, key, value);
	}
	return NULL;
}

void config_init(struct config *config)
{
	memset(config, 0, sizeof(*config));
	for (gsize i = 0; i < CONFIG_KEYS_COUNT; i++) {
		g_autofree char *value = g_strcompress(CONFIG_KEYS[i].fallback);
		const char *wrong = set_value(config, &CONFIG_KEYS[i], value);

		g_assert(!wrong);
	}
}

static gboolean has_key(const char *line, const char *key)
{
	gsize len = strlen(key);

	return strncmp(line, key, len) == 0 && (line[len] == '=' || g_ascii_isspace(line[len]));
}

/* The number of the line that sets KEY in GROUP, the last one, which counts; the line that opens
 * GROUP where KEY is NULL. */
static guint find_line(const struct source *source, const char *group, const char *key)
{
	g_autofree char *header = g_strdup_printf("[%s]", group);
	gboolean inside = FALSE;
	guint found = 0;

	for (guint i = 0; source->lines[i]; i++) {
		const char *line = source->lines[i];

		if (line[0] == '[')
			inside = strcmp(line, header) == 0;
		if (inside && (!key ? line[0] == '[' : has_key(line, key)))
			found = i + 1;
	}
	return found;
}

/* The first line that GKeyFile can't read. */
static guint find_bad_line(const struct source *source)
{
	gboolean inside = FALSE;

	for (guint i = 0; source->lines[i]; i++) {
		const char *line = source->lines[i];

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
	for (gsize i = 0; i < CONFIG_KEYS_COUNT; i++)
		if (strcmp(CONFIG_KEYS[i].group, group) == 0 &&
			(!key || strcmp(CONFIG_KEYS[i].key, key) == 0))
			return &CONFIG_KEYS[i];
	return NULL;
}

static gboolean parse_key(struct config *config, GKeyFile *keys, const struct source *source,
	const struct config_key *key, GError **error)
{
	g_autoptr(GError) problem = NULL;
	g_autofree char *value = g_key_file_get_string(keys, key->group, key->key, &problem);
	const char *wrong;

	if (value)
		g_strchomp(value);
	wrong = !problem ? set_value(config, key, value) : "has a \\ that means nothing";
	if (!wrong)
		return TRUE;
	g_set_error(error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE,
		"%s:%u: the value of '%s' in [%s] %s", source->file,
		find_line(source, key->group, key->key), key->key, key->group, wrong);
	return FALSE;
}

static gboolean parse_group(struct config *config, GKeyFile *keys, const struct source *source,
	const char *group, GPtrArray *warnings, GError **error)
{
	g_auto(GStrv) names = g_key_file_get_keys(keys, group, NULL, NULL);

	if (!find_key(group, NULL)) {
		g_ptr_array_add(warnings,
			g_strdup_printf("%s:%u: there is no group [%s], ignoring", source->file,
				find_line(source, group, NULL), group));
		return TRUE;
	}
	for (gsize i = 0; names && names[i]; i++) {
		const struct config_key *key = find_key(group, names[i]);

		if (!key)
			g_ptr_array_add(warnings,
				g_strdup_printf("%s:%u: there is no key '%s' in [%s], ignoring",
					source->file, find_line(source, group, names[i]), names[i],
					group));
		else if (!parse_key(config, keys, source, key, error))
			return FALSE;
	}
	return TRUE;
}

static char **split_lines(const char *text)
{
	char **lines = g_strsplit(text, "\n", -1);

	for (gsize i = 0; lines[i]; i++)
		g_strstrip(lines[i]);
	return lines;
}

gboolean config_parse(struct config *config, const char *text, gsize len, const char *file,
	GPtrArray *warnings, GError **error)
{
	g_autoptr(GKeyFile) keys = g_key_file_new();
	g_autoptr(GError) problem = NULL;
	g_auto(GStrv) groups = NULL, lines = NULL;
	struct source source = {.file = file};

	if (!g_utf8_validate(text, (gssize)len, NULL)) {
		g_set_error(error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_UNKNOWN_ENCODING,
			"%s: not a text in UTF-8", file);
		return FALSE;
	}
	source.lines = lines = split_lines(text);
	if (!g_key_file_load_from_data(keys, text, len, G_KEY_FILE_NONE, &problem)) {
		g_set_error(error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_PARSE, "%s:%u: %s", file,
			find_bad_line(&source), problem->message);
		return FALSE;
	}
	groups = g_key_file_get_groups(keys, NULL);
	for (gsize i = 0; groups[i]; i++)
		if (!parse_group(config, keys, &source, groups[i], warnings, error))
			return FALSE;
	return TRUE;
}

char *config_usual_file(void)
{
	return g_build_filename(g_get_user_config_dir(), "ebpf-ai-monitor", "config.ini", NULL);
}

gboolean config_load(struct config *config, const char *file, GPtrArray *warnings, GError **error)
{
	g_autofree char *usual = config_usual_file();
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
	return config_parse(config, text, len, file ? file : usual, warnings, error);
}
