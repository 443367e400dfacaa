/* SPDX-License-Identifier: MIT */
#include "agent/notify/cards.h"

#include "agent/notify/shown.h"

struct cards {
	gpointer owner;
	GHashTable *cards; /* key -> struct card */
};

static void card_free(gpointer data)
{
	struct card *card = data;

	g_clear_object(&card->shown);
	g_free(card->key);
	g_free(card);
}

struct cards *cards_new(gpointer owner)
{
	struct cards *cards = g_new0(struct cards, 1);

	cards->owner = owner;
	cards->cards = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, card_free);
	return cards;
}

void cards_free(struct cards *cards)
{
	g_hash_table_unref(cards->cards);
	g_free(cards);
}

struct card *cards_get(struct cards *cards, const char *key)
{
	struct card *card = g_hash_table_lookup(cards->cards, key);

	if (card)
		return card;
	card = g_new0(struct card, 1);
	card->owner = cards->owner;
	card->key = g_strdup(key);
	g_hash_table_insert(cards->cards, card->key, card);
	return card;
}

struct card *cards_find_id(const struct cards *cards, guint32 id)
{
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, cards->cards);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		struct card *card = value;

		if (card->id == id)
			return id ? card : NULL;
	}
	return NULL;
}

GList *cards_list(const struct cards *cards)
{
	return g_hash_table_get_values(cards->cards);
}

void cards_remove(struct cards *cards, struct card *card)
{
	g_hash_table_remove(cards->cards, card->key);
}

void cards_remove_all(struct cards *cards)
{
	g_hash_table_remove_all(cards->cards);
}

void cards_forget_shown(struct cards *cards)
{
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, cards->cards);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		struct card *card = value;

		card->id = 0;
		card->serial = 0;
		card->settling = FALSE;
		g_clear_object(&card->shown);
	}
}

void cards_settle(struct cards *cards)
{
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, cards->cards);
	while (g_hash_table_iter_next(&iter, NULL, &value))
		((struct card *)value)->settling = FALSE;
}

void cards_write(const struct cards *cards, const char *server)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)shown_free);
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, cards->cards);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct card *card = value;
		struct shown *shown;

		if (!card->id)
			continue;
		shown = g_new0(struct shown, 1);
		shown->key = g_strdup(card->key);
		shown->serial = card->serial;
		shown->id = card->id;
		g_ptr_array_add(list, shown);
	}
	shown_write(server, list);
}

gboolean cards_adopt(struct cards *cards, const char *server)
{
	g_autoptr(GPtrArray) list = shown_read(server);

	for (guint i = 0; i < list->len; i++) {
		const struct shown *shown = g_ptr_array_index(list, i);
		struct card *card = cards_get(cards, shown->key);

		card->serial = shown->serial;
		card->id = shown->id;
	}
	return list->len > 0;
}
