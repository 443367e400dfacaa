/* SPDX-License-Identifier: MIT */
#include "agent/place/resolve.h"
#include "tests/check.h"

/*
 * A desktop: terminals 100 and 200 with a window each, terminal 300 with the windows 31 and 32;
 * what a process descends from is in PARENTS.
 */
static const struct {
	pid_t pid, parent;
} PARENTS[] = {
	{11, 10}, {10, 100}, {100, 1},          /* in terminal 100, no tmux */
	{12, 700}, {700, 1},                    /* in a pane of tmux server 700 */
	{801, 20}, {20, 100},                   /* a client in terminal 100 */
	{802, 200}, {200, 1},                   /* a client in terminal 200 */
	{803, 710}, {710, 1},                   /* a client of 700 in a pane of 710 */
	{804, 300}, {300, 1},                   /* in the terminal with two windows */
	{31, 30}, {30, 300}, {51, 50}, {50, 1}, /* ssh */
};

#define TREE                                                                                      \
	"{\"nodes\":[{\"id\":21,\"pid\":100,\"name\":\"a\"},{\"id\":22,\"pid\":200,\"name\":"     \
	"\"b\",\"app_id\":\"two\"},{\"id\":31,\"pid\":300,\"name\":\"left\"},{\"id\":32,\"pid\":" \
	"300,\"name\":"                                                                           \
	"\"right\"}]}"

struct desk {
	struct resolve_facts facts;
	struct sway_tree *tree;
	struct binding *binding;
};

static gboolean process_of(pid_t pid, struct proc_stat *ret, gpointer data)
{
	for (size_t i = 0; i < sizeof(PARENTS) / sizeof(PARENTS[0]); i++) {
		if (PARENTS[i].pid != pid)
			continue;
		*ret = (struct proc_stat){.pid = pid, .parent = PARENTS[i].parent, .start = 7};
		g_strlcpy(ret->comm, pid == 100 ? "foot" : "other", sizeof(ret->comm));
		return TRUE;
	}
	return FALSE;
}

static void server_free(gpointer data)
{
	struct tmux_server *server = data;

	tmux_list_free(server->list);
	g_free(server->socket);
	g_free(server);
}

static void desk_init(struct desk *desk)
{
	desk->tree = sway_tree_parse(TREE, strlen(TREE), NULL);
	desk->binding = binding_new();
	desk->facts = (struct resolve_facts){
		.tree = desk->tree,
		.servers = g_ptr_array_new_with_free_func(server_free),
		.binding = desk->binding,
		.process = process_of,
	};
}

static void desk_finish(struct desk *desk)
{
	sway_tree_free(desk->tree);
	binding_free(desk->binding);
	g_ptr_array_unref(desk->facts.servers);
}

/* LIST is NULL for a server that hasn't answered. */
static void add_server(struct desk *desk, pid_t pid, const char *list)
{
	struct tmux_server *server = g_new0(struct tmux_server, 1);

	server->pid = pid;
	server->socket = g_strdup_printf("/tmp/%d", pid);
	server->list = list ? tmux_list_parse(list) : NULL;
	g_ptr_array_add(desk->facts.servers, server);
}

static void check(struct desk *desk, pid_t pid, const char *tty, enum place_result result,
	gint64 window, gboolean visible)
{
	struct place *place = resolve_place(&desk->facts, pid, tty);

	CHECK_STR(place_result_name(place->result), place_result_name(result));
	CHECK_INT(place->window, window);
	CHECK_INT(place->visible, visible);
	place_free(place);
}

static void test_no_tmux(void)
{
	struct desk desk;

	desk_init(&desk);
	check(&desk, 11, "pts/1", PLACE_FOUND, 21, TRUE);
	check(&desk, 11, "", PLACE_FOUND, 21, TRUE);
	check(&desk, 51, "pts/9", PLACE_NONE, 0, FALSE);
	check(&desk, 999, "pts/9", PLACE_NONE, 0, FALSE);
	desk.facts.tree = NULL;
	check(&desk, 11, "pts/1", PLACE_NONE, 0, FALSE);
	desk_finish(&desk);
}

#define PANE "P:700:/dev/pts/5:%0:@0:$0:1:main:0.0:/src\n"

static void test_tmux(void)
{
	struct desk desk;
	struct place *place;

	desk_init(&desk);
	add_server(&desk, 700, PANE "C:700:/dev/pts/1:801:50:$0:@0:\n");
	check(&desk, 12, "pts/5", PLACE_FOUND, 21, TRUE);
	place = resolve_place(&desk.facts, 12, "pts/5");
	CHECK_STR(place->session_name, "main");
	CHECK_STR(place->pane_path, "/src");
	CHECK_INT(place->shell.pid, 20);
	CHECK_INT(place->activity, 50);
	CHECK_INT(place->terminal, 100);
	CHECK_INT(place->hops->len, 1);
	CHECK_STR(((struct tmux_hop *)g_ptr_array_index(place->hops, 0))->socket, "/tmp/700");
	place_free(place);
	desk_finish(&desk);

	desk_init(&desk);
	add_server(&desk, 700, NULL);
	check(&desk, 12, "pts/5", PLACE_PENDING, 0, FALSE);
	desk_finish(&desk);

	desk_init(&desk);
	add_server(&desk, 700, PANE);
	check(&desk, 12, "pts/5", PLACE_DETACHED, 0, FALSE);
	desk_finish(&desk);
}

/* The window has the focus, and shows something else. */
static void test_hidden_pane(void)
{
	struct desk desk;

	desk_init(&desk);
	add_server(&desk, 700, PANE "C:700:/dev/pts/1:801:50:$0:@7:\n");
	check(&desk, 12, "pts/5", PLACE_FOUND, 21, FALSE);
	desk_finish(&desk);

	desk_init(&desk);
	add_server(&desk, 700,
		"P:700:/dev/pts/5:%0:@0:$0:0:main:0.0:/\nC:700:/dev/pts/1:801:50:$0:@0:\n");
	check(&desk, 12, "pts/5", PLACE_FOUND, 21, FALSE);
	desk_finish(&desk);
}

static void test_two_clients(void)
{
	struct desk desk;
	struct place *place;

	desk_init(&desk);
	add_server(&desk, 700,
		PANE "C:700:/dev/pts/1:801:50:$0:@0:\nC:700:/dev/pts/2:802:51:$0:@0:\n");
	check(&desk, 12, "pts/5", PLACE_FOUND, 22, TRUE);
	desk_finish(&desk);

	/* A later client of another session is none of this pane's. */
	desk_init(&desk);
	add_server(&desk, 700,
		PANE "C:700:/dev/pts/1:801:50:$0:@0:\nC:700:/dev/pts/2:802:51:$9:@0:\n");
	check(&desk, 12, "pts/5", PLACE_FOUND, 21, TRUE);
	desk_finish(&desk);

	/* In the same second: the one that shows it, and else nobody knows. */
	desk_init(&desk);
	add_server(&desk, 700,
		PANE "C:700:/dev/pts/1:801:50:$0:@0:\nC:700:/dev/pts/2:802:50:$0:@4:\n");
	check(&desk, 12, "pts/5", PLACE_FOUND, 21, TRUE);
	desk_finish(&desk);

	desk_init(&desk);
	add_server(&desk, 700,
		PANE "C:700:/dev/pts/1:801:50:$0:@0:\nC:700:/dev/pts/2:802:50:$0:@0:\n");
	check(&desk, 12, "pts/5", PLACE_AMBIGUOUS, 0, FALSE);
	place = resolve_place(&desk.facts, 12, "pts/5");
	CHECK_INT(place->candidates->len, 2);
	place_free(place);
	desk_finish(&desk);
}

/* A window linked to two sessions, attached through the second one only. */
static void test_linked_window(void)
{
	struct desk desk;
	struct place *place;

	desk_init(&desk);
	add_server(&desk, 700,
		PANE "P:700:/dev/pts/5:%0:@0:$3:1:other:2.0:/src\n"
		     "C:700:/dev/pts/2:802:50:$3:@0:\n");
	check(&desk, 12, "pts/5", PLACE_FOUND, 22, TRUE);
	place = resolve_place(&desk.facts, 12, "pts/5");
	CHECK_STR(((struct tmux_hop *)g_ptr_array_index(place->hops, 0))->session, "$3");
	place_free(place);
	desk_finish(&desk);
}

static void test_nested(void)
{
	struct desk desk;
	struct place *place;

	desk_init(&desk);
	add_server(&desk, 700, PANE "C:700:/dev/pts/6:803:50:$0:@0:\n");
	add_server(&desk, 710, NULL);
	check(&desk, 12, "pts/5", PLACE_PENDING, 0, FALSE);
	g_ptr_array_set_size(desk.facts.servers, 1);
	add_server(&desk, 710,
		"P:710:/dev/pts/6:%4:@4:$4:1:outer:0.0:/\nC:710:/dev/pts/2:802:50:$4:@4:\n");
	check(&desk, 12, "pts/5", PLACE_FOUND, 22, TRUE);
	place = resolve_place(&desk.facts, 12, "pts/5");
	CHECK_INT(place->hops->len, 2);
	CHECK_STR(place->session_name, "main");
	CHECK_STR(((struct tmux_hop *)g_ptr_array_index(place->hops, 1))->pane, "%4");
	place_free(place);
	/* The outer one shows another window: the inner pane is not on the screen. */
	g_ptr_array_set_size(desk.facts.servers, 1);
	add_server(&desk, 710,
		"P:710:/dev/pts/6:%4:@4:$4:1:outer:0.0:/\nC:710:/dev/pts/2:802:50:$4:@5:\n");
	check(&desk, 12, "pts/5", PLACE_FOUND, 22, FALSE);
	desk_finish(&desk);
}

/* Clients that sit in panes of their own server must not be followed for ever. */
static void test_circle(void)
{
	struct desk desk;

	desk_init(&desk);
	add_server(&desk, 700,
		PANE "C:700:/dev/pts/5:803:50:$0:@0:\nC:700:/dev/pts/5:804:50:$0:@0:\n");
	check(&desk, 12, "pts/5", PLACE_AMBIGUOUS, 0, FALSE);
	desk_finish(&desk);

	desk_init(&desk);
	add_server(&desk, 700, PANE "C:700:/dev/pts/5:803:50:$0:@0:\n");
	check(&desk, 12, "pts/5", PLACE_NONE, 0, FALSE);
	desk_finish(&desk);
}

static void test_shared_pid(void)
{
	const struct shell shell = {30, 7}, later = {30, 8};
	struct desk desk;
	struct place *place;

	desk_init(&desk);
	check(&desk, 31, "pts/8", PLACE_AMBIGUOUS, 0, FALSE);
	place = resolve_place(&desk.facts, 31, "pts/8");
	CHECK_INT(place->candidates->len, 2);
	CHECK_INT(place->terminal, 300);
	CHECK_INT(place->shell.pid, 30);
	place_free(place);

	CHECK(binding_learn(desk.binding, &shell, 32));
	check(&desk, 31, "pts/8", PLACE_FOUND, 32, TRUE);
	/* Learned of another process with that number, of another program's window, of none. */
	CHECK(binding_learn(desk.binding, &later, 31));
	check(&desk, 31, "pts/8", PLACE_FOUND, 32, TRUE);
	CHECK(binding_learn(desk.binding, &shell, 21));
	check(&desk, 31, "pts/8", PLACE_AMBIGUOUS, 0, FALSE);
	CHECK(binding_learn(desk.binding, &shell, 77));
	check(&desk, 31, "pts/8", PLACE_AMBIGUOUS, 0, FALSE);
	CHECK(binding_prune(desk.binding, desk.tree));
	CHECK_INT(binding_find(desk.binding, &shell), 0);
	CHECK_INT(binding_find(desk.binding, &later), 31);
	desk_finish(&desk);
}

/* By default whoever owns a window; else a program, or the app_id of its windows. */
static void test_terminals(void)
{
	static const char *const FOOT[] = {"kitty", "foot", NULL}, *const IDS[] = {"two", NULL};
	struct desk desk;

	desk_init(&desk);
	desk.facts.terminals = FOOT;
	check(&desk, 11, "pts/1", PLACE_FOUND, 21, TRUE);
	check(&desk, 31, "pts/8", PLACE_NONE, 0, FALSE);
	desk.facts.terminals = IDS;
	check(&desk, 11, "pts/1", PLACE_NONE, 0, FALSE);
	check(&desk, 802, "pts/2", PLACE_FOUND, 22, TRUE);
	desk_finish(&desk);
}

/* The title tmux sets, where it sets one. */
static void test_title(void)
{
	struct desk desk;

	desk_init(&desk);
	add_server(&desk, 700, PANE "C:700:/dev/pts/8:804:50:$0:@0:right\n");
	check(&desk, 12, "pts/5", PLACE_FOUND, 32, TRUE);
	desk_finish(&desk);

	desk_init(&desk);
	add_server(&desk, 700, PANE "C:700:/dev/pts/8:804:50:$0:@0:elsewhere\n");
	check(&desk, 12, "pts/5", PLACE_AMBIGUOUS, 0, FALSE);
	desk_finish(&desk);

	/* Two windows have it: it says nothing. */
	desk_init(&desk);
	g_free(((struct sway_window *)g_ptr_array_index(desk.tree->windows, 2))->name);
	((struct sway_window *)g_ptr_array_index(desk.tree->windows, 2))->name = g_strdup("right");
	add_server(&desk, 700, PANE "C:700:/dev/pts/8:804:50:$0:@0:right\n");
	check(&desk, 12, "pts/5", PLACE_AMBIGUOUS, 0, FALSE);
	desk_finish(&desk);
}

int main(void)
{
	test_no_tmux();
	test_tmux();
	test_hidden_pane();
	test_two_clients();
	test_linked_window();
	test_nested();
	test_circle();
	test_shared_pid();
	test_terminals();
	test_title();
	return 0;
}
