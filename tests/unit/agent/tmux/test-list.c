/* SPDX-License-Identifier: MIT */
#include "agent/tmux/list.h"
#include "agent/tmux/tmux.h"
#include "tests/check.h"

static void test_list(void)
{
	static const char TEXT[] = "P:700:/dev/pts/3:%0:@0:$0:1:main:0.0:/home/me/a:b\n"
				   "P:700:/dev/pts/300:%1:@1:$0:0:main:1.0:/tmp\n"
				   "P:700:/dev/pts/300:%1:@1:$2:0:other:0.0:/tmp\n"
				   "C:700:/dev/pts/9:801:1795460016:$0:@1:0:main:0 \"x\"\n"
				   "C:700::802:1795460016:$0:@1:0:\n"
				   "C:700:/dev/pts/8:803:1795460016:$0:@1:1:\n";
	struct tmux_list *list = tmux_list_parse(TEXT, "");
	const struct tmux_pane *pane;
	const struct tmux_client *client;

	CHECK_INT(list->pid, 700);
	CHECK_INT(list->panes->len, 3);
	pane = g_ptr_array_index(list->panes, 0);
	CHECK_INT(pane->tty, 3);
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
	/* A client in control mode shows no pane, be it in a terminal or not. */
	CHECK_INT(list->clients->len, 1);
	client = g_ptr_array_index(list->clients, 0);
	CHECK_INT(client->tty, 9);
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
		"P:700:/dev/pts/3:%\v0:@0:$0:1:main:0.0:/tmp",
		"P:700:/dev/pts/3:%0;kill-server:@0:$0:1:main:0.0:/tmp",
		"P:700:/dev/pts/3:%0:@-1:$0:1:main:0.0:/tmp",
		"P:700::%0:@0:$0:1:main:0.0:/tmp",
		"C:700:/dev/pts/9:801:x:$0:@1:0:",
		"C:700:/dev/pts/9:-1:1:$0:@1:0:",
		"C:700:/dev/pts/9:801:1:$0:@1:0",
		"no server running on /tmp/tmux-0/default",
	};

	for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
		struct tmux_list *list = tmux_list_parse(BAD[i], "");

		CHECK_INT(list->panes->len, 0);
		CHECK_INT(list->clients->len, 0);
		tmux_list_free(list);
	}
}

/* A folder may be called anything; only what is marked is a record. */
static void test_forged(void)
{
	static const char TEXT[] =
		"C:1:/dev/pts/9:1:1:$0:@1:0:\n"
		"xyP:700:/dev/pts/3:%0:@0:$0:1:main:0.0:/a\nC:700:/dev/pts/8:9:99:$0:@0:0:\nz\n"
		"xyC:700:/dev/pts/9:801:5:$0:@1:0:title\nP:700:/dev/pts/4:%9:@0:$0:1:main:0.0:/\n";
	struct tmux_list *list = tmux_list_parse(TEXT, "xy");

	CHECK_INT(list->panes->len, 1);
	CHECK_STR(((struct tmux_pane *)g_ptr_array_index(list->panes, 0))->path,
		"/a\nC:700:/dev/pts/8:9:99:$0:@0:0:\nz");
	CHECK_INT(list->clients->len, 1);
	CHECK_INT(((struct tmux_client *)g_ptr_array_index(list->clients, 0))->pid, 801);
	tmux_list_free(list);
}

static void test_hops(void)
{
	GPtrArray *hops = tmux_hops_new(), *copy;
	struct tmux_hop *hop = g_new(struct tmux_hop, 1);

	*hop = (struct tmux_hop){
		g_strdup("/tmp/s"), g_strdup("$1"), g_strdup("@2"), g_strdup("%3")};
	g_ptr_array_add(hops, hop);
	copy = tmux_hops_copy(hops);
	g_ptr_array_unref(hops);
	CHECK_INT(copy->len, 1);
	hop = g_ptr_array_index(copy, 0);
	CHECK_STR(hop->socket, "/tmp/s");
	CHECK_STR(hop->session, "$1");
	CHECK_STR(hop->window, "@2");
	CHECK_STR(hop->pane, "%3");
	g_ptr_array_unref(copy);
}

static void test_variable(void)
{
	static const char *const BAD[] = {
		NULL, "", "default,1,2", "/tmp/x", "/tmp/x,1", "/tmp/x,a,1", "/tmp/x,1,-1"};
	struct tmux_variable variable;

	CHECK(tmux_variable_parse("/tmp/tmux-1000/default,700,3", &variable));
	CHECK_STR(variable.socket, "/tmp/tmux-1000/default");
	CHECK_INT(variable.server, 700);
	CHECK_INT(variable.session, 3);
	g_free(variable.socket);
	CHECK(tmux_variable_parse("/tmp/a, b,c,700,0", &variable));
	CHECK_STR(variable.socket, "/tmp/a, b,c");
	g_free(variable.socket);
	for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++)
		CHECK(!tmux_variable_parse(BAD[i], &variable));
}

int main(void)
{
	test_list();
	test_nonsense();
	test_forged();
	test_hops();
	test_variable();
	return 0;
}
