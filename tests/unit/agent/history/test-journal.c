/* SPDX-License-Identifier: MIT */
#include "agent/history/journal.h"

#include "tests/check.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

static char *home;

static char *path_of(const char *name)
{
	return g_build_filename(home, "ebpf-ai-monitor", name, NULL);
}

static void add(const char *project, guint count)
{
	struct journal *journal = journal_new();
	struct stint stint = {
		STINT_WAITING, TRUE, FALSE, 1000, 20, "7-1", "Claude Code", (char *)project};
	g_autoptr(GPtrArray) stints = g_ptr_array_new();

	for (guint i = 0; i < count; i++)
		g_ptr_array_add(stints, &stint);
	journal_add(journal, stints);
	journal_free(journal);
}

static guint count_lines(void)
{
	g_autoptr(GPtrArray) stints = journal_read();

	return stints->len;
}

static void test_round_trip(void)
{
	g_autofree char *file = path_of("history");
	g_autoptr(GPtrArray) stints = NULL;
	const struct stint *stint;
	struct stat st;

	CHECK_INT(count_lines(), 0);
	add("a \"b\"\n\x1b[1m\xff", 1);
	stints = journal_read();
	CHECK_INT(stints->len, 1);
	stint = g_ptr_array_index(stints, 0);
	CHECK_INT(stint->phase, STINT_WAITING);
	CHECK(stint->turn && !stint->asked);
	CHECK_INT(stint->began_ms, 1000);
	CHECK_INT(stint->length_ms, 20);
	CHECK_STR(stint->session, "7-1");
	CHECK_STR(stint->project, "a \"b\"\n\x1b[1m\xef\xbf\xbd");
	CHECK_INT(stat(file, &st), 0);
	CHECK_INT(st.st_mode & 0777, 0600);
}

/* A line that was cut, or is not of us, is passed over. */
static void test_strange_lines(void)
{
	static const char *const LINES[] = {"", "{", "[]", "1", "{\"session\":\"1\"}",
		"{\"session\":\"1\",\"agent\":\"\",\"project\":\"\",\"phase\":\"\",\"turn\":true,"
		"\"asked\":true,\"began-ms\":1,\"length-ms\":1}",
		"{\"session\":\"1\",\"agent\":\"\",\"project\":\"\",\"phase\":\"working\","
		"\"turn\":true,\"asked\":true,\"began-ms\":1,\"length-ms\":-1}",
		"{\"session\":\"1\",\"agent\":\"\",\"project\":\"\",\"phase\":\"working\","
		"\"turn\":true,\"asked\":true,\"began-ms\":1,\"length-ms\":9223372036854775807}",
		"{\"session\":\"1\",\"agent\":\"\",\"project\":\"\",\"phase\":\"working\","
		"\"turn\":true,\"asked\":true,\"began-ms\":9223372036854775807,\"length-ms\":1}"};

	for (gsize i = 0; i < G_N_ELEMENTS(LINES); i++)
		CHECK(!stint_parse(LINES[i]));
}

static void test_bounded(void)
{
	g_autofree char *file = path_of("history");
	g_autofree char *old = path_of("history.old");
	struct stat st;

	for (int i = 0; i < 4; i++)
		add("project", 5000);
	CHECK_INT(stat(old, &st), 0);
	CHECK(st.st_size < 2 * JOURNAL_FILE_MAX);
	CHECK(stat(file, &st) != 0 || st.st_size < JOURNAL_FILE_MAX);
	CHECK(count_lines() >= 5000 && count_lines() < 20000);
}

/* Who can write there must not choose what is written to. */
static void test_link(void)
{
	g_autofree char *file = path_of("history");
	g_autofree char *target = path_of("target");
	struct stat st;

	g_unlink(file);
	CHECK_INT(symlink(target, file), 0);
	add("project", 1);
	CHECK(stat(target, &st) != 0);
	g_unlink(file);
}

int main(void)
{
	home = g_dir_make_tmp("history-XXXXXX", NULL);
	CHECK(home);
	g_setenv("XDG_STATE_HOME", home, TRUE);
	test_round_trip();
	test_strange_lines();
	test_bounded();
	test_link();
	return 0;
}
