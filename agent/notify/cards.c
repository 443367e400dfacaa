/* SPDX-License-Identifier: MIT */
#include "agent/notify/cards.h"

#include "agent/base/log.h"
#include "agent/base/runtime.h"

#define LOG_MODULE "notify"

#define CARDS_MAX 1024 /* of a record */

static void card_free(gpointer data)
{
	struct card *card = data;

	g_clear_object(&card->shown);
	g_free(card->key);
	g_free(card);
}

GHashTable *cards_new(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, NULL, card_free);
}

struct card *cards_get(GHashTable *cards, const char *key, gpointer owner)
{
	struct card *card = g_hash_table_lookup(cards, key);

	if (card)
		return card;
	card = g_new0(struct card, 1);
	card->owner = owner;
	card->key = g_strdup(key);
	g_hash_table_insert(cards, card->key, card);
	return card;
}

struct card *cards_find_id(GHashTable *cards, guint32 id)
{
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, cards);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		struct card *card = value;

		if (card->id == id)
			return id ? card : NULL;
	}
	return NULL;
}

void cards_forget_shown(GHashTable *cards)
{
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, cards);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		struct card *card = value;

		card->id = 0;
		card->serial = 0;
		card->settling = FALSE;
		g_clear_object(&card->shown);
	}
}

void cards_settle(GHashTable *cards)
{
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, cards);
	while (g_hash_table_iter_next(&iter, NULL, &value))
		((struct card *)value)->settling = FALSE;
}

/* SERVER, then one line "ID SERIAL KEY" for each; NULL where there is none. */
static char *print(GHashTable *cards, const char *server)
{
	GString *text = g_string_new(server);
	gboolean is_empty = TRUE;
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, cards);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct card *card = value;

		if (!card->id)
			continue;
		is_empty = FALSE;
		g_string_append_printf(text, "\n%u %u %s", card->id, card->serial, card->key);
	}
	return g_string_free(text, is_empty);
}

void cards_write(GHashTable *cards, const char *server)
{
	g_autofree char *path = runtime_path("notifications");
	g_autofree char *text = print(cards, server);
	g_autoptr(GError) error = NULL;

	if (path && !runtime_write(path, text, &error))
		log_warning("%s, ignoring", error->message);
}

gboolean cards_parse(GHashTable *cards, const char *text, const char *server, gpointer owner)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", CARDS_MAX);
	gboolean found = FALSE;

	if (g_strcmp0(lines[0], server) != 0)
		return FALSE;
	for (gsize i = 1; lines[i]; i++) {
		g_auto(GStrv) parts = g_strsplit(lines[i], " ", 3);
		guint64 id, serial;
		struct card *card;

		if (g_strv_length(parts) != 3 || !*parts[2] ||
			!g_ascii_string_to_unsigned(parts[0], 10, 1, G_MAXUINT32, &id, NULL) ||
			!g_ascii_string_to_unsigned(parts[1], 10, 1, G_MAXUINT, &serial, NULL))
			continue;
		card = cards_get(cards, parts[2], owner);
		card->serial = (guint)serial;
		card->id = (guint32)id;
		found = TRUE;
	}
	return found;
}

gboolean cards_adopt(GHashTable *cards, const char *server, gpointer owner)
{
	g_autofree char *path = runtime_path("notifications");
	g_autofree char *text = NULL;

	return path && g_file_get_contents(path, &text, NULL, NULL) &&
		cards_parse(cards, text, server, owner);
}
