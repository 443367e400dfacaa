/* SPDX-License-Identifier: MIT */
#include "agent/tmux/list.h"
#include "fuzz.h"

/* What tmux lists, behind a mark of two bytes. Whatever goes back to it as a target is an id. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *mark, *text;
	struct tmux_list *list;

	if (size < 2)
		return 0;
	mark = fuzz_text(data, 2);
	text = fuzz_text(data + 2, size - 2);
	list = tmux_list_parse(text, mark);
	for (guint i = 0; i < list->panes->len; i++) {
		const struct tmux_pane *pane = g_ptr_array_index(list->panes, i);

		CHECK(pane->id[0] == '%' && pane->window[0] == '@' && pane->session[0] == '$');
		CHECK(strspn(pane->id + 1, "0123456789") == strlen(pane->id + 1));
		CHECK(pane->tty >= -1 && pane->path && pane->index && pane->session_name);
		CHECK(list->pid > 0);
	}
	for (guint i = 0; i < list->clients->len; i++) {
		const struct tmux_client *client = g_ptr_array_index(list->clients, i);

		CHECK(client->pid > 0 && client->activity >= 0 && client->title);
	}
	tmux_list_free(list);
	free(text);
	free(mark);
	return 0;
}
