/* SPDX-License-Identifier: MIT */
#include "agent/tmux/list.h"
#include "agent/tmux/tmux.h"
#include "tests/check.h"

static void test_list(void)
{
	static const char TEXT[] = "P:700:/dev/pts/3:%0:@0:$0:1:main:0.0:/home/me/a:b\n"
				   "P:700:/dev/pts/300:%1:@1:$0:0:main:1.0:/tmp\n"
				   "P:700:/dev/pts/300:%1:@1:$2:0:other:0.0:/tmp\n"
				   "C:700:/dev/pts/9:801:1795460016:$0:@1:main:0 \"x\"\n"
				   "C:700::802:1795460016:$0:@1:\n";
	struct tmux_list *list = tmux_list_parse(TEXT);
	const struct tmux_pane *pane;
	const struct tmux_client *client;

	CHECK_INT(list->pid, 700);
	CHECK_INT(list->panes->len, 3);
	pane = g_ptr_array_index(list->panes, 0);
	CHECK_STR(pane->tty, "pts/3");
	CHECK_STR(pane->id, "%0");
	CHECK_STR(pane->window, "@0");
	CHECK_STR(pane->session, "$0");
	CHECK_STR(pane->session_name, "main");
	CHECK_STR(pane->index, "0.0");
	CHECK_STR(pane->path, "/home/me/a:b");
	CHECK(pane->active);
	pane = g_ptr_array_index(list->panes, 2);
	CHECK_STR(pane->session, "$2");
	CHECK(!pane->active);
	/* A client in control mode has no terminal. */
	CHECK_INT(list->clients->len, 1);
	client = g_ptr_array_index(list->clients, 0);
	CHECK_STR(client->tty, "pts/9");
	CHECK_INT(client->pid, 801);
	CHECK_INT(client->activity, 1795460016);
	CHECK_STR(client->window, "@1");
	CHECK_STR(client->title, "main:0 \"x\"");
	tmux_list_free(list);
}

static void test_nonsense(void)
{
	static const char *const BAD[] = {
		"",
		"\n\n",
		"P:",
		"P:700:/dev/pts/3:%0:@0:$0:1:main:0.0",    /* a field short */
		"P:x:/dev/pts/3:%0:@0:$0:1:main:0.0:/tmp", /* no pid */
		"P:0:/dev/pts/3:%0:@0:$0:1:main:0.0:/tmp",
		"P:700:/dev/pts/3:0:@0:$0:1:main:0.0:/tmp", /* ids go back to tmux */
		"P:700:/dev/pts/3:%0;kill-server:@0:$0:1:main:0.0:/tmp",
		"P:700:/dev/pts/3:%0:@-1:$0:1:main:0.0:/tmp",
		"P:700::%0:@0:$0:1:main:0.0:/tmp",
		"C:700:/dev/pts/9:801:x:$0:@1:",
		"C:700:/dev/pts/9:-1:1:$0:@1:",
		"C:700:/dev/pts/9:801:1:$0",
		"no server running on /tmp/tmux-0/default",
	};

	for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
		struct tmux_list *list = tmux_list_parse(BAD[i]);

		CHECK_INT(list->panes->len, 0);
		CHECK_INT(list->clients->len, 0);
		tmux_list_free(list);
	}
}

static void test_variable(void)
{
	char *socket = tmux_parse_variable("/tmp/tmux-1000/default,700,0");

	CHECK_STR(socket, "/tmp/tmux-1000/default");
	g_free(socket);
	socket = tmux_parse_variable("/tmp/a, b,c,700,0");
	CHECK_STR(socket, "/tmp/a, b,c");
	g_free(socket);
	CHECK(tmux_parse_variable(NULL) == NULL);
	CHECK(tmux_parse_variable("") == NULL);
	CHECK(tmux_parse_variable("default,1,2") == NULL);
	CHECK(tmux_parse_variable("/tmp/x") == NULL);
}

int main(void)
{
	test_list();
	test_nonsense();
	test_variable();
	return 0;
}
