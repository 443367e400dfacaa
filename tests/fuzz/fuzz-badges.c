/* SPDX-License-Identifier: MIT */
#include "agent/badge/badge.h"
#include "agent/base/log.h"
#include "fuzz.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

/*
 * Other programs in the badge directory, and in the record that is kept of ours: they write, remove
 * and replace. Nothing of ours is left at the end, and nothing of theirs is gone.
 */
#define WINDOWS 4
#define OTHERS  "other"

static struct {
	char *runtime, *directory, *record;
	struct badges *badges;
} desk;

static void on_dismissed(gint64 window, gpointer data)
{
}

static void remove_all(const char *path)
{
	g_autoptr(GDir) dir =
		g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *child = g_build_filename(path, name, NULL);

		remove_all(child);
	}
	g_remove(path);
}

static void start(void)
{
	desk.badges = badges_new(desk.directory, on_dismissed, NULL, NULL);
	CHECK(desk.badges);
}

static void apply(uint8_t which)
{
	g_autoptr(GPtrArray) wanted = g_ptr_array_new();
	struct badge badges[WINDOWS];

	for (int i = 0; i < WINDOWS; i++) {
		badges[i] = (struct badge){.window = i + 1,
			.working = which >> 4 & 1,
			.needs_attention = which >> 5 & 1,
			.count = 1 + (which >> 6),
			.source = (char *)"claude-code",
			.project = (char *)""};
		if (which >> i & 1)
			g_ptr_array_add(wanted, &badges[i]);
	}
	badges_apply(desk.badges, wanted);
}

/* As other writers do it: under another name first. */
static void write_other(const char *path)
{
	g_autofree char *temp = g_strconcat(path, ".tmp", NULL);

	if (g_file_set_contents(temp, OTHERS, -1, NULL) && g_rename(temp, path) < 0)
		g_unlink(temp);
}

static void step(uint8_t what, uint8_t which)
{
	g_autofree char *path = g_strdup_printf("%s/%d.json", desk.directory, 1 + which % WINDOWS);

	switch (what % 8) {
	case 0:
		apply(which);
		break;
	case 1:
		write_other(path);
		break;
	case 2:
		g_unlink(path);
		break;
	case 3:
		g_mkdir(path, 0755);
		break;
	case 4:
		CHECK(symlink("/nowhere", path) == 0 || errno != ENOMEM);
		break;
	case 5:
		g_main_context_iteration(NULL, FALSE);
		break;
	case 6:
		remove_all(desk.directory);
		break;
	case 7:
		badges_free(desk.badges);
		start();
		break;
	}
}

static void check_left(void)
{
	g_autoptr(GDir) dir = g_dir_open(desk.directory, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(desk.directory, name, NULL), *text = NULL;

		CHECK(g_str_has_suffix(name, ".json"));
		if (g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
			CHECK(g_file_get_contents(path, &text, NULL, NULL));
			CHECK_STR(text, OTHERS);
		}
	}
	CHECK(!g_file_test(desk.record, G_FILE_TEST_EXISTS));
}

static void finish(void)
{
	remove_all(desk.runtime);
}

static void init(void)
{
	desk.runtime = g_dir_make_tmp("fuzz-badges-XXXXXX", NULL);
	CHECK(desk.runtime);
	g_setenv("XDG_RUNTIME_DIR", desk.runtime, TRUE);
	desk.directory = badges_default_directory();
	desk.record = g_build_filename(desk.runtime, "ebpf-ai-monitor", "badges", NULL);
	log_set_level(LOG_LEVEL_ERROR);
	atexit(finish);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *folder = NULL;
	char *record = fuzz_take(&data, &size, '\0');

	if (!desk.runtime)
		init();
	remove_all(desk.runtime);
	folder = g_path_get_dirname(desk.record);
	g_mkdir_with_parents(folder, 0700);
	CHECK(g_file_set_contents(desk.record, record, -1, NULL));
	start();
	for (size_t i = 0; i + 1 < size && i < 64; i += 2)
		step(data[i], data[i + 1]);
	badges_free(desk.badges);
	check_left();
	free(record);
	return 0;
}
