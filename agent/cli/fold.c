/* SPDX-License-Identifier: MIT */
#include "agent/cli/fold.h"

#include "agent/cli/grid.h"

#define ROOM_MIN 10

struct fold {
	GString *out;
	int indent, room, used;
};

static void break_line(struct fold *fold)
{
	g_string_append_printf(fold->out, "\n%*s", fold->indent, "");
	fold->used = 0;
}

/* Where a word is wider than a line, it is broken where the line is full. */
static void add_word(struct fold *fold, const char *word)
{
	for (const char *p = word; *p; p = g_utf8_next_char(p)) {
		g_autofree char *c = g_utf8_substring(p, 0, 1);
		int width = grid_width(c);

		if (fold->used + width > fold->room)
			break_line(fold);
		g_string_append(fold->out, c);
		fold->used += width;
	}
}

void fold_append(GString *out, const char *text, int indent, int width)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	struct fold fold = {out, indent, MAX(width - indent, ROOM_MIN), 0};

	for (gsize i = 0; width > 0 && words[i]; i++) {
		if (i > 0 && fold.used + 1 + grid_width(words[i]) > fold.room)
			break_line(&fold);
		else if (i > 0)
			add_word(&fold, " ");
		add_word(&fold, words[i]);
	}
	g_string_append_printf(out, "%s\n", width > 0 ? "" : text);
}
