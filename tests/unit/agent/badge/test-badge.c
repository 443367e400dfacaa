/* SPDX-License-Identifier: MIT */
#include "agent/badge/badge.h"
#include "agent/badge/owned.h"
#include "tests/check.h"
#include "tests/unit/agent/loop.h"

#include <glib/gstdio.h>
#include <jansson.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define WAIT_MS  5000
#define QUIET_MS 200 /* in which nothing must come */

/* A directory of badges, and what its reader is told. */
struct desk {
	char *runtime;
	char *directory;
	char *path; /* of the badge of window 7 */
	struct badges *badges;
	gint64 dismissed;
	guint dismissals;
};

static void on_dismissed(gint64 window, gpointer data)
{
	struct desk *desk = data;

	desk->dismissed = window;
	desk->dismissals++;
}

static void start(struct desk *desk)
{
	desk->badges = badges_new(desk->directory, on_dismissed, desk, NULL);
	CHECK(desk->badges != NULL);
}

static void desk_init(struct desk *desk)
{
	*desk = (struct desk){.runtime = g_dir_make_tmp("test-badge-XXXXXX", NULL)};
	CHECK(desk->runtime != NULL);
	g_setenv("XDG_RUNTIME_DIR", desk->runtime, TRUE);
	desk->directory = badges_default_directory();
	desk->path = g_build_filename(desk->directory, "7.json", NULL);
	start(desk);
}

static void remove_all(const char *path)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *child = g_build_filename(path, name, NULL);

		remove_all(child);
	}
	g_remove(path);
}

static void desk_finish(struct desk *desk)
{
	badges_free(desk->badges);
	remove_all(desk->runtime);
	g_free(desk->path);
	g_free(desk->directory);
	g_free(desk->runtime);
}

/* Lets the directory's watch do its work, until DONE or for as long as it takes. */
static gboolean wait_for(gboolean (*done)(const struct desk *desk), const struct desk *desk)
{
	RUN_UNTIL(done(desk), WAIT_MS);
	return done(desk);
}

static gboolean is_dismissed(const struct desk *desk)
{
	return desk->dismissals > 0;
}

static gboolean has_seven(const struct desk *desk)
{
	return g_file_test(desk->path, G_FILE_TEST_EXISTS);
}

static void apply(struct desk *desk, const char *state, gboolean attention, guint count)
{
	struct badge badge = {
		.window = 7,
		.working = strcmp(state, "working") == 0,
		.needs_attention = attention,
		.count = count,
		.source = "claude-code",
		.project = "x",
	};
	g_autoptr(GPtrArray) wanted = g_ptr_array_new();

	if (*state)
		g_ptr_array_add(wanted, &badge);
	badges_apply(desk->badges, wanted);
}

static void check_file(const struct desk *desk, const char *state)
{
	json_t *object = json_load_file(desk->path, 0, NULL);

	CHECK_STR(json_string_value(json_object_get(object, "state")), state);
	json_decref(object);
}

/* Nothing in the directory but files that a reader may take. */
static guint count_files(const struct desk *desk)
{
	g_autoptr(GDir) dir = g_dir_open(desk->directory, 0, NULL);
	const char *name;
	guint count = 0;

	while ((name = g_dir_read_name(dir))) {
		CHECK(g_str_has_suffix(name, ".json"));
		count++;
	}
	return count;
}

static void test_life(void)
{
	struct desk desk;
	mode_t mask = umask(077);
	struct stat status;

	desk_init(&desk);
	CHECK(stat(desk.directory, &status) == 0 && (status.st_mode & 0777) == 0755);
	apply(&desk, "working", FALSE, 1);
	check_file(&desk, "working");
	CHECK(stat(desk.path, &status) == 0 && (status.st_mode & 0777) == 0644);
	apply(&desk, "stopped", TRUE, 1);
	check_file(&desk, "stopped");
	CHECK_INT(count_files(&desk), 1);
	apply(&desk, "", FALSE, 0);
	CHECK_INT(count_files(&desk), 0);
	run_for(QUIET_MS);
	CHECK_INT(desk.dismissals, 0);
	desk_finish(&desk);
	umask(mask);
}

static void test_dismissal(void)
{
	struct desk desk;

	desk_init(&desk);
	apply(&desk, "stopped", TRUE, 1);
	g_unlink(desk.path);
	CHECK(wait_for(is_dismissed, &desk));
	CHECK_INT(desk.dismissed, 7);
	CHECK_INT(desk.dismissals, 1);
	CHECK(!has_seven(&desk));
	/* Once it is not wanted any more, a new turn is free to show it. */
	apply(&desk, "", FALSE, 0);
	apply(&desk, "stopped", TRUE, 1);
	CHECK(has_seven(&desk));
	desk_finish(&desk);
}

/* It was removed, and before we heard of it something unimportant has changed. */
static void test_no_resurrection(void)
{
	struct desk desk;

	desk_init(&desk);
	apply(&desk, "stopped", TRUE, 1);
	g_unlink(desk.path);
	apply(&desk, "stopped", FALSE, 1);
	CHECK(!has_seven(&desk));
	CHECK_INT(desk.dismissals, 1);
	CHECK_INT(count_files(&desk), 0);
	desk_finish(&desk);

	/* Something important: it stopped in that very moment. */
	desk_init(&desk);
	apply(&desk, "working", FALSE, 1);
	g_unlink(desk.path);
	apply(&desk, "stopped", TRUE, 1);
	CHECK(has_seven(&desk));
	CHECK_INT(desk.dismissals, 0);
	desk_finish(&desk);
}

static void test_restored_at_work(void)
{
	struct desk desk;

	desk_init(&desk);
	apply(&desk, "working", FALSE, 1);
	g_unlink(desk.path);
	CHECK(wait_for(has_seven, &desk));
	CHECK_INT(desk.dismissals, 0);
	desk_finish(&desk);
}

/* Our files go with us, even where we were killed; what another writer has put there does not. */
static void test_ownership(void)
{
	struct desk desk;
	g_autofree char *record = NULL, *text = NULL;

	desk_init(&desk);
	record = g_build_filename(desk.runtime, "ebpf-ai-monitor", "badges", NULL);
	apply(&desk, "stopped", TRUE, 1);
	CHECK(g_file_get_contents(record, &text, NULL, NULL));
	badges_free(desk.badges);
	CHECK(!has_seven(&desk));
	CHECK(!g_file_test(record, G_FILE_TEST_EXISTS));

	/* Another writer has replaced the file before we leave. */
	start(&desk);
	apply(&desk, "stopped", TRUE, 1);
	CHECK(g_file_set_contents(desk.path, "{}", -1, NULL));
	badges_free(desk.badges);
	CHECK(has_seven(&desk));
	g_unlink(desk.path);

	/* Killed: the record and the file are still there. */
	start(&desk);
	apply(&desk, "stopped", TRUE, 1);
	start(&desk);
	CHECK(!has_seven(&desk));

	/* The same, and then another writer has replaced the file. */
	apply(&desk, "stopped", TRUE, 1);
	CHECK(g_file_set_contents(desk.path, "{}", -1, NULL));
	start(&desk);
	CHECK(has_seven(&desk));
	desk_finish(&desk);
}

static void limit_files(rlim_t bytes)
{
	struct rlimit limit;

	CHECK(getrlimit(RLIMIT_FSIZE, &limit) == 0);
	limit.rlim_cur = bytes;
	CHECK(setrlimit(RLIMIT_FSIZE, &limit) == 0);
}

/* As where the file system is full. */
static void test_no_room(void)
{
	struct desk desk;

	signal(SIGXFSZ, SIG_IGN);
	desk_init(&desk);
	apply(&desk, "working", FALSE, 1);
	limit_files(0);
	apply(&desk, "stopped", TRUE, 1);
	CHECK(!has_seven(&desk)); /* rather than one that says it works */
	run_for(QUIET_MS);
	CHECK_INT(desk.dismissals, 0);
	limit_files(RLIM_INFINITY);
	CHECK(wait_for(has_seven, &desk));
	check_file(&desk, "stopped");
	CHECK_INT(desk.dismissals, 0);
	desk_finish(&desk);
}

static void test_link_to_nowhere(void)
{
	struct desk desk;

	desk_init(&desk);
	apply(&desk, "working", FALSE, 1);
	CHECK(g_unlink(desk.path) == 0 && g_rmdir(desk.directory) == 0);
	CHECK(symlink("/proc/no-such-place", desk.directory) == 0);
	apply(&desk, "stopped", TRUE, 1);
	run_for(QUIET_MS);
	CHECK_INT(desk.dismissals, 0);
	CHECK(g_unlink(desk.directory) == 0);
	CHECK(wait_for(has_seven, &desk));
	check_file(&desk, "stopped");
	CHECK_INT(desk.dismissals, 0);
	desk_finish(&desk);
}

/* As long as it is there: it is another's, and stays. */
static void test_folder_in_place(void)
{
	struct desk desk;
	g_autofree char *temp = NULL;

	desk_init(&desk);
	temp = g_strdup_printf("%s/7" OWNED_TEMP_SUFFIX, desk.directory);
	apply(&desk, "stopped", TRUE, 1);
	CHECK(g_unlink(desk.path) == 0 && g_mkdir(desk.path, 0700) == 0);
	apply(&desk, "stopped", FALSE, 1); /* which is no news, and brings nothing back */
	run_for(QUIET_MS);
	CHECK(g_file_test(desk.path, G_FILE_TEST_IS_DIR));
	CHECK(!g_file_test(temp, G_FILE_TEST_EXISTS));
	CHECK(g_rmdir(desk.path) == 0);
	CHECK(wait_for(has_seven, &desk));
	check_file(&desk, "stopped");
	desk_finish(&desk);
}

static void test_bad_directory(void)
{
	g_autoptr(GError) error = NULL;

	CHECK(badges_new("/proc/no-such-place", on_dismissed, NULL, &error) == NULL);
	CHECK(strstr(error->message, "/proc/no-such-place") != NULL);
}

int main(void)
{
	test_life();
	test_dismissal();
	test_no_resurrection();
	test_restored_at_work();
	test_no_room();
	test_link_to_nowhere();
	test_folder_in_place();
	test_ownership(); /* last: agents that are killed here live on */
	test_bad_directory();
	return 0;
}
