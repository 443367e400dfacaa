/* SPDX-License-Identifier: MIT */
#include "agent/remote/remote.h"

#include "tests/check.h"

#include <glib/gstdio.h>
#include <stdio.h>

/* In the place of ssh a script that prints what it is given, and then lives on, or ends. */

static GMainLoop *loop;
static GString *heard;
static char *folder;

static void on_session(
	const struct frame_session *frame, const char *project, const char *host, gpointer data)
{
	g_string_append_printf(
		heard, "%s %s %s\n", frame->id, session_state_name(frame->state), project);
}

static void on_gone(const char *id, gpointer data)
{
	g_string_append_printf(heard, "%s gone\n", id);
}

static const struct remote_events EVENTS = {.session = on_session, .gone = on_gone};

static void write_ssh(const char *body)
{
	g_autofree char *path = g_build_filename(folder, "ssh", NULL);
	g_autofree char *text = g_strdup_printf("#!/bin/sh\n%s\n", body);

	CHECK(g_file_set_contents(path, text, -1, NULL));
	CHECK_INT(g_chmod(path, 0700), 0);
}

static gboolean on_timeout(gpointer data)
{
	fprintf(stderr, "heard only:\n%s", heard->str);
	exit(1);
}

static gboolean on_look(gpointer data)
{
	if (strcmp(heard->str, data) == 0)
		g_main_loop_quit(loop);
	return G_SOURCE_CONTINUE;
}

static void wait_for(const char *want)
{
	guint look = g_timeout_add(5, on_look, (gpointer)want);
	guint timeout = g_timeout_add_seconds(50, on_timeout, NULL);

	g_main_loop_run(loop);
	g_source_remove(look);
	g_source_remove(timeout);
}

/* Lines as they come, cut anywhere; what is no session is passed over. */
static void test_lines(void)
{
	struct remote *remote = remote_new(&EVENTS, NULL);

	write_ssh("echo hello; printf '{\"id\":\"7-1\",\"sta'; sleep 0.1\n"
		  "echo 'te\":\"working\",\"project\":\"web\"}'\n"
		  "echo '{\"id\":\"7-1\",\"state\":\"waiting\",\"project\":\"web\"}'\n"
		  "exec sleep 100");
	remote_set_hosts(remote, (const char *const[]){"build1", NULL});
	wait_for("build1/7-1 working build1:web\nbuild1/7-1 waiting build1:web\n");
	/* Another list: this one is shown no longer. */
	remote_set_hosts(remote, (const char *const[]){NULL});
	wait_for("build1/7-1 working build1:web\nbuild1/7-1 waiting build1:web\nbuild1/7-1 gone\n");
	remote_free(remote);
	g_string_truncate(heard, 0);
}

/* A connection that breaks is taken up again; what is not there any more is forgotten then. */
static void test_again(void)
{
	struct remote *remote = remote_new(&EVENTS, NULL);
	g_autofree char *body = g_strdup_printf(
		"if mkdir '%s/once' 2>/dev/null; then\n"
		"echo '{\"id\":\"7-1\",\"state\":\"working\"}'; echo "
		"'{\"id\":\"7-2\",\"state\":\"working\"}'\n"
		"else echo '{\"id\":\"7-2\",\"state\":\"waiting\"}'; exec sleep 100; fi",
		folder);

	write_ssh(body);
	remote_set_hosts(remote, (const char *const[]){"build1", NULL});
	wait_for("build1/7-1 working build1\nbuild1/7-2 working build1\n"
		 "build1/7-2 waiting build1\nbuild1/7-1 gone\n");
	remote_free(remote);
	g_string_truncate(heard, 0);
}

/* What goes on without end is no line of ours. */
static void test_flood(void)
{
	struct remote *remote = remote_new(&EVENTS, NULL);
	g_autofree char *body =
		g_strdup_printf("if mkdir '%s/flood' 2>/dev/null; then exec cat /dev/zero; fi\n"
				"echo '{\"id\":\"7-1\",\"state\":\"working\"}'; exec sleep 100",
			folder);

	write_ssh(body);
	remote_set_hosts(remote, (const char *const[]){"build1", NULL});
	wait_for("build1/7-1 working build1\n");
	remote_free(remote);
}

int main(void)
{
	g_autofree char *path = NULL;

	folder = g_dir_make_tmp("remote-XXXXXX", NULL);
	CHECK(folder);
	path = g_strconcat(folder, ":", g_getenv("PATH"), NULL);
	g_setenv("PATH", path, TRUE);
	loop = g_main_loop_new(NULL, FALSE);
	heard = g_string_new(NULL);
	test_lines();
	test_again();
	test_flood();
	return 0;
}
