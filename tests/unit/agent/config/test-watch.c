/* SPDX-License-Identifier: MIT */
#include "agent/config/watch.h"
#include "tests/check.h"
#include "tests/unit/agent/loop.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

#define LATEST_MS 5000
#define QUIET_MS  250

/* A folder of the test's own, and in it what a user's looks like. */
static char *home;

static char *in_home(const char *name)
{
	return g_build_filename(home, name, NULL);
}

static void write_file(const char *name)
{
	static guint number;
	g_autofree char *path = in_home(name);
	g_autofree char *text = g_strdup_printf("[badges]\n#%u\n", number++);
	FILE *file = fopen(path, "w"); /* not g_file_set_contents, which renames */

	CHECK(file != NULL && fputs(text, file) >= 0);
	CHECK(fclose(file) == 0);
}

static void make_folder(const char *name)
{
	g_autofree char *path = in_home(name);

	CHECK(g_mkdir_with_parents(path, 0700) == 0);
}

static void move(const char *from, const char *to)
{
	g_autofree char *one = in_home(from), *two = in_home(to);

	CHECK(rename(one, two) == 0);
}

/* As ln -sfn and home-manager do: a new link takes the old one's place. */
static void link_to(const char *target, const char *name)
{
	g_autofree char *path = in_home(target), *temp = in_home("temp");

	CHECK(symlink(path, temp) == 0);
	move("temp", name);
}

static void on_changed(gpointer data)
{
	++*(guint *)data;
}

static void run_until(const guint *count, guint want, guint ms)
{
	RUN_UNTIL(*count >= want, ms);
}

/* ACT, on what is watched as NAME, is noticed, once. */
static void check_noticed(const char *name, void (*act)(void))
{
	g_autofree char *path = in_home(name);
	guint count = 0;
	struct config_watch *watch = config_watch_new(path, on_changed, &count);

	run_until(&count, 1, QUIET_MS);
	CHECK_INT(count, 0);
	act();
	run_until(&count, 1, LATEST_MS);
	CHECK_INT(count, 1);
	run_until(&count, 2, QUIET_MS);
	CHECK_INT(count, 1);
	config_watch_free(watch);
}

static void act_write(void)
{
	write_file("plain/config.ini");
}

static void act_rename(void)
{
	write_file("plain/new");
	move("plain/new", "plain/config.ini");
}

static void act_remove(void)
{
	g_autofree char *path = in_home("plain/config.ini");

	CHECK(g_unlink(path) == 0);
}

static void act_create_folder(void)
{
	make_folder("later");
	write_file("later/config.ini");
}

static void act_switch_file(void)
{
	link_to("two/config.ini", "links/config.ini");
}

static void act_switch_folder(void)
{
	link_to("two", "current");
}

static void act_write_target(void)
{
	write_file("two/config.ini");
}

int main(void)
{
	home = g_dir_make_tmp("eam-watch-XXXXXX", NULL);
	CHECK(home != NULL);
	make_folder("plain");
	make_folder("one");
	make_folder("two");
	make_folder("links");
	write_file("plain/config.ini");
	write_file("one/config.ini");
	write_file("two/config.ini");
	link_to("one/config.ini", "links/config.ini");
	link_to("one", "current");
	check_noticed("plain/config.ini", act_write);
	check_noticed("plain/config.ini", act_rename);
	check_noticed("plain/config.ini", act_remove);
	check_noticed("later/config.ini", act_create_folder);
	check_noticed("links/config.ini", act_switch_file);
	check_noticed("links/config.ini", act_write_target);
	check_noticed("current/config.ini", act_switch_folder);
	check_noticed("current/config.ini", act_write_target);
	{
		const char *const argv[] = {"rm", "-rf", home, NULL};

		CHECK(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
			NULL, NULL, NULL));
	}
	g_free(home);
	return 0;
}
