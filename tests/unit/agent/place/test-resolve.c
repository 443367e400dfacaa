/* SPDX-License-Identifier: MIT */
#include "agent/place/resolve.h"
#include "tests/check.h"

#define HOST  9 /* the devpts of the machine */
#define INNER 5 /* that of a container */

/* Of the processes below. */
#define CONTAINED 69
#define BEHIND    66
#define COOKED    71 /* its terminal is in line mode */
#define POPUP     70 /* younger than the others */

/*
 * A desktop: terminals 100 and 200 with a window each, terminal 300 with the windows 31 and 32.
 * Who leads a session is its own parent's child in another.
 */
static const struct {
	pid_t pid, parent, session;
	int pts;
	const char *comm;
} PROCESSES[] = {
	{100, 1, 100, -1, "foot"}, {200, 1, 200, -1, "other"}, {300, 1, 300, -1, "other"},
	{10, 100, 10, 11, "sh"}, {11, 10, 10, 11, "claude"}, /* in terminal 100, no tmux */
	{700, 1, 700, -1, "tmux: server"}, {12, 700, 12, 5, "claude"}, /* in a pane */
	{20, 100, 20, 1, "sh"}, {801, 20, 20, 1, "tmux: client"},      /* in terminal 100 */
	{802, 200, 802, 2, "tmux: client"}, {710, 1, 710, -1, "tmux: server"},
	{803, 710, 803, 6, "tmux: client"},
	{804, 300, 804, 8, "tmux: client"}, /* in the terminal with two windows */
	{805, 12, 12, 5, "tmux: client"}, {806, 12, 12, 5, "tmux: client"}, /* in its own pane */
	{30, 300, 30, 31, "sh"}, {31, 30, 30, 31, "claude"}, {50, 1, 50, 9, "sh"},
	{51, 50, 50, 9, "claude"},                              /* ssh */
	{60, 20, 20, 1, "script"}, {61, 60, 61, 7, "claude"},   /* a wrapper in terminal 100 */
	{62, 12, 12, 5, "ssh"}, {63, 62, 63, 40, "claude"},     /* one in the pane */
	{64, 63, 63, 40, "script"}, {65, 64, 65, 41, "claude"}, /* and one in that */
	{66, 20, 20, 1, "xterm"}, {67, 66, 67, 42, "claude"},   /* shown we know not where */
	{68, 20, 20, 1, "script"}, {69, 68, 69, 5, "claude"},   /* a container's pts/5 */
	{71, 20, 20, 1, "xterm"}, {72, 71, 72, 47, "claude"},
	{70, 700, 70, 43, "claude"}, /* in a popup */
	{400, 1, 400, -1, "code"}, {401, 400, 400, -1, "ptyhost"}, {402, 401, 402, 44, "sh"},
	{403, 401, 403, 45, "sh"}, /* two terminals of one child of the owner of two windows */
	{500, 1, 500, -1, "screen"}, {501, 500, 501, 46, "claude"}, {502, 802, 802, 2, "screen"},
	{503, 20, 503, -1, "bwrap"}, {504, 503, 503, -1, "claude"}, /* setsid in a terminal */
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
	GArray *focused;
	pid_t viewer; /* of screen */
	int tmux_session;
};

static gboolean process_of(pid_t pid, struct proc_stat *ret, gpointer data)
{
	for (size_t i = 0; i < G_N_ELEMENTS(PROCESSES); i++) {
		if (PROCESSES[i].pid != pid)
			continue;
		*ret = (struct proc_stat){.pid = pid,
			.parent = PROCESSES[i].parent,
			.session = PROCESSES[i].session,
			.pts = PROCESSES[i].pts,
			.foreground = pid != BEHIND,
			.start = pid == POPUP ? 100 : 7};
		g_strlcpy(ret->comm, PROCESSES[i].comm, sizeof(ret->comm));
		return TRUE;
	}
	return FALSE;
}

static guint64 instance_of(const struct proc_stat *process, gpointer data)
{
	return process->pid == CONTAINED ? INNER : HOST;
}

static gboolean is_raw(const struct proc_stat *process, gpointer data)
{
	return process->pid != COOKED;
}

static int tmux_session_of_process(pid_t pid, gpointer data)
{
	const struct desk *desk = data;

	return desk->tmux_session;
}

static gboolean viewers_of(const struct tty *tty, const struct proc_stat *holder,
	struct viewers *viewers, gpointer data)
{
	const struct desk *desk = data;

	if (strcmp(holder->comm, "screen") != 0)
		return FALSE;
	if (desk->viewer)
		g_array_append_val(viewers->pids, desk->viewer);
	viewers->whole = TRUE;
	return TRUE;
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
	desk->focused = g_array_new(FALSE, FALSE, sizeof(gint64));
	desk->viewer = 0;
	desk->tmux_session = 0;
	desk->facts = (struct resolve_facts){
		.tree = desk->tree,
		.servers = g_ptr_array_new_with_free_func(server_free),
		.binding = desk->binding,
		.focused = desk->focused,
		.process = process_of,
		.instance = instance_of,
		.is_raw = is_raw,
		.tmux_session = tmux_session_of_process,
		.viewers = viewers_of,
		.data = desk,
	};
}

static void desk_finish(struct desk *desk)
{
	sway_tree_free(desk->tree);
	binding_free(desk->binding);
	g_array_unref(desk->focused);
	g_ptr_array_unref(desk->facts.servers);
}

/* LIST is NULL for a server that hasn't answered. */
static void add_server(struct desk *desk, pid_t pid, const char *list)
{
	struct tmux_server *server = g_new0(struct tmux_server, 1);

	server->pid = pid;
	server->socket = g_strdup_printf("/tmp/%d", pid);
	server->list = list ? tmux_list_parse(list, "") : NULL;
	if (list) {
		server->list->instance = HOST;
		server->list->asked = 50;
		for (guint i = 0; i < server->list->clients->len; i++)
			((struct tmux_client *)g_ptr_array_index(server->list->clients, i))
				->instance = HOST;
	}
	g_ptr_array_add(desk->facts.servers, server);
}

static struct place *resolve(struct desk *desk, pid_t pid, const char *name)
{
	struct proc_stat process;
	struct tty tty = {HOST, tty_parse(name)};

	if (process_of(pid, &process, NULL))
		tty.instance = instance_of(&process, NULL);
	return resolve_place(&desk->facts, pid, &tty);
}

static void check(struct desk *desk, pid_t pid, const char *tty, enum place_result result,
	gint64 window, gboolean visible)
{
	struct place *place = resolve(desk, pid, tty);

	CHECK_STR(place_result_name(place->result), place_result_name(result));
	CHECK_INT(place->window, window);
	CHECK_INT(place->visible, visible);
	place_free(place);
}

#define PANE "P:700:/dev/pts/5:%0:@0:$0:1:main:0.0:/src\n"

/* Where the pane of LIST, all that there is of tmux, is seen. */
static void check_pane(const char *list, enum place_result result, gint64 window, gboolean visible)
{
	struct desk desk;

	desk_init(&desk);
	add_server(&desk, 700, list);
	check(&desk, 12, "pts/5", result, window, visible);
	desk_finish(&desk);
}

static void test_no_tmux(void)
{
	struct desk desk;

	desk_init(&desk);
	check(&desk, 11, "pts/11", PLACE_FOUND, 21, TRUE);
	check(&desk, 11, "", PLACE_FOUND, 21, TRUE);
	check(&desk, 51, "pts/9", PLACE_NONE, 0, FALSE);
	check(&desk, 999, "pts/9", PLACE_NONE, 0, FALSE);
	desk.facts.tree = NULL;
	check(&desk, 11, "pts/11", PLACE_NONE, 0, FALSE);
	desk_finish(&desk);
}

static void test_tmux(void)
{
	struct desk desk;
	struct place *place;

	desk_init(&desk);
	add_server(&desk, 700, PANE "C:700:/dev/pts/1:801:50:$0:@0:0:\n");
	check(&desk, 12, "pts/5", PLACE_FOUND, 21, TRUE);
	place = resolve(&desk, 12, "pts/5");
	CHECK_STR(place->session_name, "main");
	CHECK_STR(place->pane_path, "/src");
	CHECK_INT(place->shell.pid, 20);
	CHECK_INT(place->activity, 50);
	CHECK_INT(place->terminal, 100);
	CHECK_INT(place->hops->len, 1);
	CHECK_STR(((struct tmux_hop *)g_ptr_array_index(place->hops, 0))->socket, "/tmp/700");
	place_free(place);
	desk_finish(&desk);
	check_pane(NULL, PLACE_PENDING, 0, FALSE);
	check_pane(PANE, PLACE_DETACHED, 0, FALSE);
}

/* The window has the focus, and shows something else. */
static void test_hidden_pane(void)
{
	check_pane(PANE "C:700:/dev/pts/1:801:50:$0:@7:0:\n", PLACE_FOUND, 21, FALSE);
	check_pane("P:700:/dev/pts/5:%0:@0:$0:0:main:0.0:/\nC:700:/dev/pts/1:801:50:$0:@0:0:\n",
		PLACE_FOUND, 21, FALSE);
}

static void test_two_clients(void)
{
	check_pane(PANE "C:700:/dev/pts/1:801:50:$0:@0:0:\nC:700:/dev/pts/2:802:51:$0:@0:0:\n",
		PLACE_FOUND, 22, TRUE);
	/* A later client of another session is none of this pane's. */
	check_pane(PANE "C:700:/dev/pts/1:801:50:$0:@0:0:\nC:700:/dev/pts/2:802:51:$9:@0:0:\n",
		PLACE_FOUND, 21, TRUE);
	/* In the same second: the one that shows it; and of two that do, any does. */
	check_pane(PANE "C:700:/dev/pts/1:801:50:$0:@0:0:\nC:700:/dev/pts/2:802:50:$0:@4:0:\n",
		PLACE_FOUND, 21, TRUE);
	check_pane(PANE "C:700:/dev/pts/1:801:50:$0:@0:0:\nC:700:/dev/pts/2:802:50:$0:@0:0:\n",
		PLACE_FOUND, 21, TRUE);
}

static void focus(struct desk *desk, gint64 window)
{
	g_array_append_val(desk->focused, window);
}

/* Wherever one typed last: looked at is what has the focus, and shows it. */
static void test_focus(void)
{
	struct desk desk;

	desk_init(&desk);
	add_server(&desk, 700,
		PANE "C:700:/dev/pts/1:801:50:$0:@0:0:\nC:700:/dev/pts/2:802:51:$0:@0:0:\n");
	focus(&desk, 21);
	check(&desk, 12, "pts/5", PLACE_FOUND, 21, TRUE);
	focus(&desk, 22);
	check(&desk, 12, "pts/5", PLACE_FOUND, 22, TRUE);
	focus(&desk, 31);
	check(&desk, 12, "pts/5", PLACE_FOUND, 22, TRUE);
	desk_finish(&desk);

	/* Grouped sessions, and the one its user went to last shows another of its windows. */
	desk_init(&desk);
	add_server(&desk, 700,
		PANE "P:700:/dev/pts/5:%0:@0:$3:1:other:2.0:/src\n"
		     "C:700:/dev/pts/1:801:50:$0:@0:0:\nC:700:/dev/pts/2:802:51:$3:@7:0:\n");
	focus(&desk, 22);
	check(&desk, 12, "pts/5", PLACE_FOUND, 21, TRUE);
	desk_finish(&desk);

	/* One of them is no window of ours. */
	check_pane(PANE "C:700:/dev/pts/9:51:99:$0:@0:0:\nC:700:/dev/pts/2:802:51:$0:@7:0:\n",
		PLACE_FOUND, 22, FALSE);
}

/* A window linked to two sessions, attached through the second one only. */
static void test_linked_window(void)
{
	struct desk desk;
	struct place *place;

	desk_init(&desk);
	add_server(&desk, 700,
		PANE "P:700:/dev/pts/5:%0:@0:$3:1:other:2.0:/src\n"
		     "C:700:/dev/pts/2:802:50:$3:@0:0:\n");
	check(&desk, 12, "pts/5", PLACE_FOUND, 22, TRUE);
	place = resolve(&desk, 12, "pts/5");
	CHECK_STR(((struct tmux_hop *)g_ptr_array_index(place->hops, 0))->session, "$3");
	place_free(place);
	desk_finish(&desk);
}

static void test_nested(void)
{
	struct desk desk;
	struct place *place;

	desk_init(&desk);
	add_server(&desk, 700, PANE "C:700:/dev/pts/6:803:50:$0:@0:0:\n");
	add_server(&desk, 710, NULL);
	check(&desk, 12, "pts/5", PLACE_PENDING, 0, FALSE);
	g_ptr_array_set_size(desk.facts.servers, 1);
	add_server(&desk, 710,
		"P:710:/dev/pts/6:%4:@4:$4:1:outer:0.0:/\nC:710:/dev/pts/2:802:50:$4:@4:0:\n");
	check(&desk, 12, "pts/5", PLACE_FOUND, 22, TRUE);
	place = resolve(&desk, 12, "pts/5");
	CHECK_INT(place->hops->len, 2);
	CHECK_STR(place->session_name, "main");
	CHECK_STR(((struct tmux_hop *)g_ptr_array_index(place->hops, 1))->pane, "%4");
	place_free(place);
	/* The outer one shows another window: the inner pane is not on the screen. */
	g_ptr_array_set_size(desk.facts.servers, 1);
	add_server(&desk, 710,
		"P:710:/dev/pts/6:%4:@4:$4:1:outer:0.0:/\nC:710:/dev/pts/2:802:50:$4:@5:0:\n");
	check(&desk, 12, "pts/5", PLACE_FOUND, 22, FALSE);
	/* The outer one is detached: it is the inner one that its user knows it by. */
	g_ptr_array_set_size(desk.facts.servers, 1);
	add_server(&desk, 710, "P:710:/dev/pts/6:%4:@4:$4:1:outer:0.0:/\n");
	check(&desk, 12, "pts/5", PLACE_DETACHED, 0, FALSE);
	place = resolve(&desk, 12, "pts/5");
	CHECK_STR(place->session_name, "main");
	place_free(place);
	desk_finish(&desk);
}

/* Clients that sit in panes of their own server must not be followed for ever. */
static void test_circle(void)
{
	check_pane(PANE "C:700:/dev/pts/5:805:50:$0:@0:0:\nC:700:/dev/pts/5:806:50:$0:@0:0:\n",
		PLACE_NONE, 0, FALSE);
}

/* What a client says of itself must be so here. */
static void test_foreign_client(void)
{
	check_pane(PANE "C:700:/dev/pts/3:801:50:$0:@0:0:\n", PLACE_NONE, 0, FALSE);
	check_pane(PANE "C:700:/dev/pts/1:801:50:$0:@0:1:\n", PLACE_DETACHED, 0, FALSE);
}

static void test_wrappers(void)
{
	struct desk desk;
	struct place *place;

	desk_init(&desk);
	check(&desk, 61, "pts/7", PLACE_FOUND, 21, TRUE);
	check(&desk, 67, "pts/42", PLACE_NONE, 0, FALSE);
	check(&desk, 72, "pts/47", PLACE_NONE, 0, FALSE);
	check(&desk, 504, "", PLACE_FOUND, 21, TRUE);
	add_server(&desk, 700, PANE "C:700:/dev/pts/2:802:50:$0:@0:0:\n");
	check(&desk, 63, "pts/40", PLACE_FOUND, 22, TRUE);
	check(&desk, 65, "pts/41", PLACE_FOUND, 22, TRUE);
	/* The number of a pane, in another devpts. */
	check(&desk, 69, "pts/5", PLACE_FOUND, 21, TRUE);
	place = resolve(&desk, 65, "pts/41");
	CHECK_STR(place->session_name, "main");
	CHECK_INT(place->hops->len, 1);
	CHECK_INT(place->wrapper.pid, 64);
	CHECK_INT(place->steps->len, 8);
	CHECK_STR(g_ptr_array_index(place->steps, 0), "pts/41");
	CHECK_STR(g_ptr_array_index(place->steps, 1), "script 64");
	CHECK_STR(g_ptr_array_index(place->steps, 5), "tmux main:0.0");
	CHECK_STR(g_ptr_array_index(place->steps, 7), "other 200");
	place_free(place);
	desk_finish(&desk);
}

static void test_popup(void)
{
	struct desk desk;

	desk_init(&desk);
	add_server(&desk, 700,
		PANE "C:700:/dev/pts/1:801:50:$0:@0:0:\nC:700:/dev/pts/2:802:51:$3:@7:0:\n");
	/* It may be a pane that the list is too old for. */
	check(&desk, 70, "pts/43", PLACE_PENDING, 0, FALSE);
	((struct tmux_server *)g_ptr_array_index(desk.facts.servers, 0))->list->asked = 101;
	check(&desk, 70, "pts/43", PLACE_FOUND, 21, TRUE);
	desk.tmux_session = 3;
	check(&desk, 70, "pts/43", PLACE_FOUND, 22, TRUE);
	desk.tmux_session = 4;
	check(&desk, 70, "pts/43", PLACE_NONE, 0, FALSE);
	desk_finish(&desk);

	desk_init(&desk);
	add_server(
		&desk, 700, "C:700:/dev/pts/1:801:50:$0:@0:0:\nC:700:/dev/pts/2:802:51:$0:@7:0:\n");
	((struct tmux_server *)g_ptr_array_index(desk.facts.servers, 0))->list->asked = 101;
	check(&desk, 70, "pts/43", PLACE_AMBIGUOUS, 0, FALSE);
	desk_finish(&desk);
}

static void test_screen(void)
{
	struct desk desk;

	desk_init(&desk);
	check(&desk, 501, "pts/46", PLACE_DETACHED, 0, FALSE);
	desk.viewer = 502;
	check(&desk, 501, "pts/46", PLACE_FOUND, 22, TRUE);
	desk.viewer = 51;
	check(&desk, 501, "pts/46", PLACE_NONE, 0, FALSE);
	desk_finish(&desk);
}

/* What was learned of one terminal says nothing of another that the same process serves. */
static void test_pty_host(void)
{
	const struct shell first = {402, 7};
	struct desk desk;

	desk_init(&desk);
	sway_tree_add(desk.tree, 41, 400);
	check(&desk, 402, "pts/44", PLACE_FOUND, 41, TRUE);
	sway_tree_add(desk.tree, 42, 400);
	check(&desk, 402, "pts/44", PLACE_AMBIGUOUS, 0, FALSE);
	CHECK(binding_learn(desk.binding, &first, 41));
	check(&desk, 402, "pts/44", PLACE_FOUND, 41, TRUE);
	check(&desk, 403, "pts/45", PLACE_AMBIGUOUS, 0, FALSE);
	desk_finish(&desk);
}

static void test_shared_pid(void)
{
	const struct shell shell = {30, 7}, later = {30, 8};
	struct desk desk;
	struct place *place;

	desk_init(&desk);
	check(&desk, 31, "pts/31", PLACE_AMBIGUOUS, 0, FALSE);
	place = resolve(&desk, 31, "pts/31");
	CHECK_INT(place->candidates->len, 2);
	CHECK_INT(place->terminal, 300);
	CHECK_INT(place->shell.pid, 30);
	place_free(place);

	CHECK(binding_learn(desk.binding, &shell, 32));
	check(&desk, 31, "pts/31", PLACE_FOUND, 32, TRUE);
	/* Learned of another process with that number, of another program's window, of none. */
	CHECK(binding_learn(desk.binding, &later, 31));
	check(&desk, 31, "pts/31", PLACE_FOUND, 32, TRUE);
	CHECK(binding_learn(desk.binding, &shell, 21));
	check(&desk, 31, "pts/31", PLACE_AMBIGUOUS, 0, FALSE);
	CHECK(binding_learn(desk.binding, &shell, 77));
	check(&desk, 31, "pts/31", PLACE_AMBIGUOUS, 0, FALSE);
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
	check(&desk, 11, "pts/11", PLACE_FOUND, 21, TRUE);
	check(&desk, 31, "pts/31", PLACE_NONE, 0, FALSE);
	desk.facts.terminals = IDS;
	check(&desk, 11, "pts/11", PLACE_NONE, 0, FALSE);
	check(&desk, 802, "pts/2", PLACE_FOUND, 22, TRUE);
	desk_finish(&desk);
}

/* The title tmux sets, where it sets one. */
static void test_title(void)
{
	struct desk desk;

	check_pane(PANE "C:700:/dev/pts/8:804:50:$0:@0:0:right\n", PLACE_FOUND, 32, TRUE);
	check_pane(PANE "C:700:/dev/pts/8:804:50:$0:@0:0:elsewhere\n", PLACE_AMBIGUOUS, 0, FALSE);
	/* Two windows have it: it says nothing. */
	desk_init(&desk);
	g_free(((struct sway_window *)g_ptr_array_index(desk.tree->windows, 2))->name);
	((struct sway_window *)g_ptr_array_index(desk.tree->windows, 2))->name = g_strdup("right");
	add_server(&desk, 700, PANE "C:700:/dev/pts/8:804:50:$0:@0:0:right\n");
	check(&desk, 12, "pts/5", PLACE_AMBIGUOUS, 0, FALSE);
	desk_finish(&desk);
}

int main(void)
{
	test_no_tmux();
	test_tmux();
	test_hidden_pane();
	test_two_clients();
	test_focus();
	test_foreign_client();
	test_wrappers();
	test_popup();
	test_screen();
	test_pty_host();
	test_linked_window();
	test_nested();
	test_circle();
	test_shared_pid();
	test_terminals();
	test_title();
	return 0;
}
