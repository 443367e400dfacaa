/* SPDX-License-Identifier: MIT */
#include "agent/tmux/list.h"

#include "agent/proc/tty.h"

#include <limits.h>
#include <string.h>

#define PANE_FIELDS   10
#define CLIENT_FIELDS 9

static void pane_free(gpointer data)
{
	struct tmux_pane *pane = data;

	g_free(pane->id);
	g_free(pane->window);
	g_free(pane->session);
	g_free(pane->session_name);
	g_free(pane->index);
	g_free(pane->path);
	g_free(pane);
}

static void client_free(gpointer data)
{
	struct tmux_client *client = data;

	g_free(client->session);
	g_free(client->window);
	g_free(client->title);
	g_free(client);
}

static gboolean parse_pid(const char *text, pid_t *ret)
{
	guint64 value;

	if (!g_ascii_string_to_unsigned(text, 10, 1, INT_MAX, &value, NULL))
		return FALSE;
	*ret = (pid_t)value;
	return TRUE;
}

/* Ids go back to tmux as targets: nothing but a sigil and a number, which GLib lets a \v precede. */
static gboolean is_id(const char *text, char sigil)
{
	return text[0] == sigil && g_ascii_isdigit(text[1]) &&
		g_ascii_string_to_unsigned(text + 1, 10, 0, INT_MAX, NULL, NULL);
}

static void parse_pane(struct tmux_list *list, const char *line)
{
	g_auto(GStrv) f = g_strsplit(line, ":", PANE_FIELDS);
	struct tmux_pane *pane;

	if (g_strv_length(f) != PANE_FIELDS || !parse_pid(f[1], &list->pid) || !*f[2])
		return;
	if (!is_id(f[3], '%') || !is_id(f[4], '@') || !is_id(f[5], '$'))
		return;
	pane = g_new0(struct tmux_pane, 1);
	pane->tty = tty_parse(f[2]);
	pane->id = g_strdup(f[3]);
	pane->window = g_strdup(f[4]);
	pane->session = g_strdup(f[5]);
	pane->active = strcmp(f[6], "1") == 0;
	pane->session_name = g_strdup(f[7]);
	pane->index = g_strdup(f[8]);
	pane->path = g_strdup(f[9]);
	g_ptr_array_add(list->panes, pane);
}

static void parse_client(struct tmux_list *list, const char *line)
{
	g_auto(GStrv) f = g_strsplit(line, ":", CLIENT_FIELDS);
	struct tmux_client *client;
	pid_t pid;
	gint64 activity;

	/* A client in control mode shows no pane, whatever terminal it was started in. */
	if (g_strv_length(f) != CLIENT_FIELDS || !parse_pid(f[1], &list->pid) || !*f[2] ||
		strcmp(f[7], "1") == 0)
		return;
	if (!parse_pid(f[3], &pid) ||
		!g_ascii_string_to_signed(f[4], 10, 0, G_MAXINT64, &activity, NULL))
		return;
	client = g_new0(struct tmux_client, 1);
	client->tty = tty_parse(f[2]);
	client->pid = pid;
	client->activity = activity;
	client->session = g_strdup(f[5]);
	client->window = g_strdup(f[6]);
	client->title = g_strdup(f[8]);
	g_ptr_array_add(list->clients, client);
}

static void parse_record(struct tmux_list *list, const char *record)
{
	if (g_str_has_prefix(record, "P:"))
		parse_pane(list, record);
	else if (g_str_has_prefix(record, "C:"))
		parse_client(list, record);
}

struct tmux_list *tmux_list_parse(const char *text, const char *mark)
{
	struct tmux_list *list = g_new0(struct tmux_list, 1);
	g_autofree char *separator = g_strdup_printf("\n%s", mark);
	g_autofree char *whole = g_strdup_printf("\n%s", text);
	g_auto(GStrv) records = NULL;

	list->panes = g_ptr_array_new_with_free_func(pane_free);
	list->clients = g_ptr_array_new_with_free_func(client_free);
	if (g_str_has_suffix(whole, "\n"))
		whole[strlen(whole) - 1] = '\0';
	records = g_strsplit(whole, separator, -1);
	/* Nothing of ours comes before the first mark. */
	for (gsize i = 1; records[0] && records[i]; i++)
		parse_record(list, records[i]);
	return list;
}

void tmux_list_free(struct tmux_list *list)
{
	if (!list)
		return;
	g_ptr_array_unref(list->panes);
	g_ptr_array_unref(list->clients);
	g_free(list);
}

const struct tmux_pane *tmux_list_find(
	const struct tmux_list *list, const struct tty *tty, const char *session)
{
	for (guint i = 0; list && i < list->panes->len; i++) {
		const struct tmux_pane *pane = g_ptr_array_index(list->panes, i);
		const struct tty own = {list->instance, pane->tty};

		if (tty_equal(&own, tty) && (!session || strcmp(pane->session, session) == 0))
			return pane;
	}
	return NULL;
}

struct tmux_server *tmux_server_of(const GPtrArray *servers, const struct tty *tty)
{
	for (guint i = 0; i < servers->len; i++) {
		struct tmux_server *server = g_ptr_array_index(servers, i);

		if (tmux_list_find(server->list, tty, NULL))
			return server;
	}
	return NULL;
}

static void hop_free(gpointer data)
{
	struct tmux_hop *hop = data;

	g_free(hop->socket);
	g_free(hop->session);
	g_free(hop->window);
	g_free(hop->pane);
	g_free(hop);
}

static gpointer copy_hop(gconstpointer data, gpointer unused)
{
	const struct tmux_hop *hop = data;
	struct tmux_hop *copy = g_new(struct tmux_hop, 1);

	copy->socket = g_strdup(hop->socket);
	copy->session = g_strdup(hop->session);
	copy->window = g_strdup(hop->window);
	copy->pane = g_strdup(hop->pane);
	return copy;
}

GPtrArray *tmux_hops_new(void)
{
	return g_ptr_array_new_with_free_func(hop_free);
}

GPtrArray *tmux_hops_copy(GPtrArray *hops)
{
	return g_ptr_array_copy(hops, copy_hop, NULL);
}
