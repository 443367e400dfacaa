/* SPDX-License-Identifier: MIT */
#include "agent/history/journal.h"

#include "agent/base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOG_MODULE "history"

struct journal {
	GThreadPool *writer; /* of one thread, so that lines stay in order */
	char *file;
	char *old;
	gboolean has_failed; /* the writer's */
};

static char *make_path(const char *name)
{
	return g_build_filename(g_get_user_state_dir(), "ebpf-ai-monitor", name, NULL);
}

/* 0 or -errno. */
static int write_lines(const struct journal *journal, const char *lines)
{
	size_t len = strlen(lines);
	struct stat st;
	ssize_t n;
	int fd;

	fd = open(journal->file,
		O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
	if (fd < 0)
		return -errno;
	n = write(fd, lines, len);
	if (n < 0)
		n = -errno;
	else if ((size_t)n < len)
		n = -ENOSPC;
	if (fstat(fd, &st) == 0 && st.st_size >= JOURNAL_FILE_MAX)
		g_rename(journal->file, journal->old);
	close(fd);
	return n < 0 ? (int)n : 0;
}

static void on_lines(gpointer data, gpointer user_data)
{
	struct journal *journal = user_data;
	g_autofree char *directory = g_path_get_dirname(journal->file);
	g_autofree char *lines = data;
	int r;

	g_mkdir_with_parents(directory, 0700);
	r = write_lines(journal, lines);
	if (r < 0 && !journal->has_failed)
		log_warning("cannot write %s: %s; what happens now will be missing in the history",
			journal->file, g_strerror(-r));
	journal->has_failed = r < 0;
}

struct journal *journal_new(void)
{
	struct journal *journal = g_new0(struct journal, 1);

	journal->file = make_path("history");
	journal->old = make_path("history.old");
	journal->writer = g_thread_pool_new(on_lines, journal, 1, FALSE, NULL);
	return journal;
}

void journal_free(struct journal *journal)
{
	if (!journal)
		return;
	g_thread_pool_free(journal->writer, FALSE, TRUE);
	g_free(journal->file);
	g_free(journal->old);
	g_free(journal);
}

void journal_add(struct journal *journal, const GPtrArray *stints)
{
	GString *lines = g_string_new(NULL);

	for (guint i = 0; i < stints->len; i++) {
		g_autofree char *line = stint_print(g_ptr_array_index(stints, i));

		g_string_append_printf(lines, "%s\n", line);
	}
	g_thread_pool_push(journal->writer, g_string_free(lines, FALSE), NULL);
}

static void read_file(const char *name, GPtrArray *stints)
{
	g_autofree char *path = make_path(name);
	g_autofree char *text = NULL;

	if (g_file_get_contents(path, &text, NULL, NULL))
		stint_parse_lines(text, stints);
}

GPtrArray *journal_read(void)
{
	GPtrArray *stints = g_ptr_array_new_with_free_func((GDestroyNotify)stint_free);

	read_file("history.old", stints);
	read_file("history", stints);
	return stints;
}
