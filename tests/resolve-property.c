/* SPDX-License-Identifier: MIT */
#include "resolve-property.h"

#include "agent/place/resolve.h"
#include "check.h"
#include "draw.h"

/*
 * Random desktops, made from the windows inward: terminal programs, wrappers, tmux servers with
 * panes, popups and clients, screen, containers with a devpts of their own. What shows a terminal is
 * known from how it was made; resolve_place has to find it out from processes and lists, and may say
 * less, but nothing else.
 */
#define THINGS        9 /* made in a desktop */
#define PROCESSES_MAX 256
#define TERMINALS_MAX 96
#define WAYS_MAX      256
#define SERVERS_MAX   3
#define INSTANCES     3
#define ASKED         1000 /* when the tmux servers were */

struct process {
	struct proc_stat stat;
	guint64 instance; /* of its terminal */
	gboolean raw;     /* its terminal is */
	int tmux_session;
};

struct terminal {
	struct tty tty;
	pid_t leader;
	guint32 shown_by; /* windows, a bit each */
	guint32 seen_in;  /* the same, of those that have it on the screen */
};

/* What is in INNER is shown where OUTER is. */
struct way {
	int inner, outer;
	gboolean whole; /* and on the screen where that is */
};

struct world {
	struct process processes[PROCESSES_MAX]; /* by pid; the first two are nobody's */
	struct terminal terminals[TERMINALS_MAX];
	struct way ways[WAYS_MAX];
	int process_count, terminal_count, way_count, window_count;
	int numbers[INSTANCES + 1]; /* the next terminal of each devpts */
	struct sway_tree *tree;
	GPtrArray *servers;
	struct binding *binding;
	GArray *focused;
	GArray *screens; /* of struct viewer */
};

struct viewer {
	pid_t holder, pid; /* 0 for none */
	gboolean whole;
};

static gboolean one_in(int n)
{
	return draw((unsigned)n) == 0;
}

static struct process *add_process(
	struct world *w, pid_t parent, const struct terminal *t, const char *comm)
{
	struct process *p = &w->processes[w->process_count];

	CHECK(w->process_count < PROCESSES_MAX);
	*p = (struct process){.stat.pid = w->process_count++, .stat.parent = parent};
	p->stat.start = draw(ASKED);
	p->stat.pts = t ? t->tty.number : -1;
	p->stat.session = t && t->leader ? t->leader : p->stat.pid;
	p->stat.foreground = TRUE;
	p->raw = TRUE;
	p->instance = t ? t->tty.instance : 0;
	p->tmux_session = -1;
	g_strlcpy(p->stat.comm, comm, sizeof(p->stat.comm));
	return p;
}

/* HOLDER makes a terminal, and starts something in it. */
static int add_terminal(struct world *w, pid_t holder, guint64 instance)
{
	struct terminal *t = &w->terminals[w->terminal_count];

	CHECK(w->terminal_count < TERMINALS_MAX);
	*t = (struct terminal){.tty = {instance, w->numbers[instance]}};
	/* Numbers are used again, but not where both live. */
	w->numbers[instance] += 1 + (int)draw(2);
	t->leader = add_process(w, holder, t, "sh")->stat.pid;
	return w->terminal_count++;
}

static guint64 some_instance(void)
{
	return one_in(3) ? 2 + draw(INSTANCES - 1) : 1;
}

static int some_terminal(const struct world *w)
{
	return (int)draw((unsigned)w->terminal_count);
}

/* Somebody who lives in terminal T. */
static struct process *add_inhabitant(struct world *w, int t, const char *comm)
{
	return add_process(w, w->terminals[t].leader, &w->terminals[t], comm);
}

static void add_way(struct world *w, int inner, int outer, gboolean whole)
{
	CHECK(w->way_count < WAYS_MAX);
	w->ways[w->way_count++] = (struct way){inner, outer, whole};
}

/* Started in a terminal or not; with windows or, elsewhere, without one that is ours. */
static void add_owner(struct world *w)
{
	gboolean started = w->terminal_count > 0 && one_in(3);
	struct process *owner = started ? add_inhabitant(w, some_terminal(w), "foot")
					: add_process(w, 1, NULL, "foot");
	int windows = one_in(5) ? 0 : 1 + (int)draw(3), first = w->window_count;
	pid_t holder = owner->stat.pid;

	owner->stat.foreground = one_in(2);
	owner->raw = !owner->stat.foreground && one_in(2);
	if (one_in(3)) {
		struct process *host = add_process(w, holder, NULL, "ptyhost");

		host->stat.pts = owner->stat.pts;
		host->instance = owner->instance;
		host->stat.session = started ? owner->stat.session : host->stat.pid;
		host->stat.foreground = owner->stat.foreground;
		host->raw = owner->raw;
		holder = host->stat.pid;
	}
	for (int i = 0; i < windows; i++)
		sway_tree_add(w->tree, 1 + w->window_count++, owner->stat.pid);
	for (int i = 0; i < MAX(windows, 1); i++) {
		struct terminal *t = &w->terminals[add_terminal(w, holder, 1)];
		guint32 window = windows ? 1u << (first + i) : 0;
		struct shell shell = {t->leader, w->processes[t->leader].stat.start};

		t->shown_by = t->seen_in = window;
		if (windows && one_in(2))
			binding_learn(w->binding, &shell, 1 + first + i);
	}
}

static void add_wrapper(struct world *w)
{
	int outer = some_terminal(w), inner;
	struct process *wrapper = add_inhabitant(w, outer, "script");

	wrapper->stat.foreground = !one_in(5);
	wrapper->raw = !one_in(5);
	inner = add_terminal(w, wrapper->stat.pid, some_instance());
	if (wrapper->stat.foreground && wrapper->raw)
		add_way(w, inner, outer, TRUE);
}

static void add_pane(struct world *w, struct tmux_server *server, int session, int window)
{
	struct tmux_list *list = server->list;
	struct tmux_pane *pane = g_new0(struct tmux_pane, 1);
	int t = add_terminal(w, server->pid, list->instance);

	pane->tty = w->terminals[t].tty.number;
	pane->id = g_strdup_printf("%%%d", t);
	pane->window = g_strdup_printf("@%d", window);
	pane->session = g_strdup_printf("$%d", session);
	pane->session_name = g_strdup("main");
	pane->index = g_strdup("0.0");
	pane->path = g_strdup("/");
	pane->active = !one_in(3);
	w->processes[w->terminals[t].leader].tmux_session = session;
	g_ptr_array_add(list->panes, pane);
}

static int terminal_of(const struct world *w, guint64 instance, int number)
{
	for (int i = 0; i < w->terminal_count; i++)
		if (w->terminals[i].tty.instance == instance &&
			w->terminals[i].tty.number == number)
			return i;
	CHECK(FALSE);
	return -1;
}

static void add_popup(struct world *w, const struct tmux_server *server, int outer, int session)
{
	int inner = add_terminal(w, server->pid, server->list->instance);

	w->processes[w->terminals[inner].leader].tmux_session = session;
	add_way(w, inner, outer, TRUE);
}

static void add_client(struct world *w, const struct tmux_server *server, int sessions)
{
	struct tmux_list *list = server->list;
	struct tmux_client *client = g_new0(struct tmux_client, 1);
	int outer = some_terminal(w), session = (int)draw((unsigned)sessions);

	client->pid = add_inhabitant(w, outer, "tmux: client")->stat.pid;
	/* A client in another pid namespace knows its pid there. */
	if (one_in(10))
		client->pid = 2 + (pid_t)draw((unsigned)w->process_count - 2);
	client->tty = w->terminals[outer].tty.number;
	client->instance = one_in(20) ? 0 : w->terminals[outer].tty.instance;
	client->session = g_strdup_printf("$%d", session);
	client->window = g_strdup_printf("@%d", (int)draw((unsigned)sessions));
	client->title = g_strdup("");
	client->activity = (int)draw(3);
	g_ptr_array_add(list->clients, client);
	for (guint i = 0; i < list->panes->len; i++) {
		const struct tmux_pane *pane = g_ptr_array_index(list->panes, i);

		if (strcmp(pane->session, client->session) == 0)
			add_way(w, terminal_of(w, list->instance, pane->tty), outer,
				pane->active && strcmp(pane->window, client->window) == 0);
	}
	if (one_in(4))
		add_popup(w, server, outer, session);
}

/* A pane that came after the list. */
static void add_young_pane(struct world *w, const struct tmux_server *server)
{
	int t = add_terminal(w, server->pid, server->list->instance);

	w->processes[w->terminals[t].leader].stat.start = ASKED + 1;
	w->processes[w->terminals[t].leader].tmux_session = 0;
}

static void add_server(struct world *w)
{
	struct tmux_server *server = g_new0(struct tmux_server, 1);
	int sessions = 1 + (int)draw(3);

	server->pid = add_process(w, 1, NULL, "tmux: server")->stat.pid;
	server->socket = g_strdup("/tmp/tmux");
	server->list = tmux_list_parse("", "");
	server->list->asked = ASKED;
	server->list->instance = some_instance();
	for (int i = 0; i < sessions + 1; i++)
		add_pane(w, server, (int)draw((unsigned)sessions), (int)draw((unsigned)sessions));
	/* A window that is linked to a second session. */
	if (one_in(3)) {
		add_pane(w, server, 0, 0);
		w->terminal_count--;
		w->process_count--;
		w->numbers[server->list->instance] = w->terminals[w->terminal_count].tty.number;
		((struct tmux_pane *)g_ptr_array_index(server->list->panes, sessions + 1))->tty =
			((struct tmux_pane *)g_ptr_array_index(server->list->panes, 0))->tty;
	}
	for (int i = (int)draw(4); i > 0; i--)
		add_client(w, server, sessions);
	if (one_in(4))
		add_young_pane(w, server);
	if (one_in(20))
		g_clear_pointer(&server->list, tmux_list_free);
	else if (one_in(20))
		server->list->instance = 0;
	g_ptr_array_add(w->servers, server);
}

static void add_screen(struct world *w)
{
	pid_t holder = add_process(w, 1, NULL, "screen")->stat.pid;
	int count = 1 + (int)draw(2), first = w->terminal_count;
	struct viewer viewer = {holder, 0, count == 1};

	for (int i = 0; i < count; i++)
		add_terminal(w, holder, some_instance());
	g_array_append_val(w->screens, viewer);
	for (int n = (int)draw(3); n > 0; n--) {
		int outer = (int)draw((unsigned)first);

		viewer.pid = add_inhabitant(w, outer, "screen")->stat.pid;
		g_array_append_val(w->screens, viewer);
		for (int i = 0; i < count; i++)
			add_way(w, first + i, outer, viewer.whole);
	}
}

static void add_thing(struct world *w)
{
	switch ((int)draw(6)) {
	case 0:
		add_owner(w);
		break;
	case 1:
		if (w->servers->len < SERVERS_MAX)
			add_server(w);
		break;
	case 2:
		add_screen(w);
		break;
	default:
		add_wrapper(w);
		break;
	}
}

/* Brute force: from every terminal inward, until nothing is new. */
static void spread(struct world *w)
{
	for (gboolean changed = TRUE; changed;) {
		changed = FALSE;
		for (int i = 0; i < w->way_count; i++) {
			struct terminal *inner = &w->terminals[w->ways[i].inner];
			const struct terminal *outer = &w->terminals[w->ways[i].outer];
			guint32 shown = inner->shown_by | outer->shown_by;
			guint32 seen = inner->seen_in | (w->ways[i].whole ? outer->seen_in : 0);

			changed |= shown != inner->shown_by || seen != inner->seen_in;
			inner->shown_by = shown;
			inner->seen_in = seen;
		}
	}
}

static void server_free(gpointer data)
{
	struct tmux_server *server = data;

	tmux_list_free(server->list);
	g_free(server->socket);
	g_free(server);
}

static void world_init(struct world *w)
{
	*w = (struct world){.process_count = 2};
	w->tree = sway_tree_parse("{}", 2, NULL);
	w->servers = g_ptr_array_new_with_free_func(server_free);
	w->binding = binding_new();
	w->focused = g_array_new(FALSE, FALSE, sizeof(gint64));
	w->screens = g_array_new(FALSE, FALSE, sizeof(struct viewer));
	add_owner(w);
	for (int i = 0; i < THINGS; i++)
		add_thing(w);
	for (int i = 0; i < w->window_count; i++) {
		gint64 window = 1 + draw((unsigned)w->window_count);

		g_array_append_val(w->focused, window);
	}
	spread(w);
}

static void world_finish(struct world *w)
{
	sway_tree_free(w->tree);
	g_ptr_array_unref(w->servers);
	binding_free(w->binding);
	g_array_unref(w->focused);
	g_array_unref(w->screens);
}

static gboolean process_of(pid_t pid, struct proc_stat *ret, gpointer data)
{
	const struct world *w = data;

	if (pid < 2 || pid >= w->process_count)
		return FALSE;
	*ret = w->processes[pid].stat;
	return TRUE;
}

static guint64 instance_of(const struct proc_stat *process, gpointer data)
{
	const struct world *w = data;

	return process->pid % 16 == 0 ? 0 : w->processes[process->pid].instance;
}

static gboolean is_raw(const struct proc_stat *process, gpointer data)
{
	const struct world *w = data;

	return w->processes[process->pid].raw;
}

static int tmux_session_of_process(pid_t pid, gpointer data)
{
	const struct world *w = data;

	return w->processes[pid].tmux_session;
}

static gboolean viewers_of(const struct tty *tty, const struct proc_stat *holder,
	struct viewers *viewers, gpointer data)
{
	const struct world *w = data;

	for (guint i = 0; i < w->screens->len; i++) {
		const struct viewer *viewer = &g_array_index(w->screens, struct viewer, i);

		if (viewer->holder != holder->pid)
			continue;
		viewers->whole = viewer->whole;
		if (viewer->pid)
			g_array_append_val(viewers->pids, viewer->pid);
	}
	return strcmp(holder->comm, "screen") == 0;
}

static void fail(const struct place *place, int t, const struct terminal *terminal)
{
	fprintf(stderr, "terminal %d: %s in window %d%s, which is wrong (%x, %x)\n", t,
		place_result_name(place->result), (int)place->window,
		place->visible ? ", on the screen" : "", terminal->shown_by, terminal->seen_in);
	for (guint i = 0; i < place->steps->len; i++)
		fprintf(stderr, "  %s\n", (char *)g_ptr_array_index(place->steps, i));
	draw_fail("a wrong place");
}

static void check(
	struct world *w, const struct resolve_facts *facts, int t, struct resolve_score *score)
{
	const struct terminal *terminal = &w->terminals[t];
	struct process *agent = add_inhabitant(w, t, "claude");
	struct place *place = resolve_place(facts, agent->stat.pid, &terminal->tty);
	guint32 window = place->window ? 1u << (place->window - 1) : 0;

	if ((place->result == PLACE_FOUND) != (window != 0))
		fail(place, t, terminal);
	if (window & ~terminal->shown_by || (place->visible && !(window & terminal->seen_in)))
		fail(place, t, terminal);
	score->shown += terminal->shown_by != 0;
	score->found += window != 0;
	place_free(place);
	w->process_count--;
}

void resolve_property_round(struct resolve_score *score)
{
	static struct world w;
	struct resolve_facts facts;

	world_init(&w);
	facts = (struct resolve_facts){
		.tree = w.tree,
		.servers = w.servers,
		.binding = w.binding,
		.focused = w.focused,
		.process = process_of,
		.instance = instance_of,
		.is_raw = is_raw,
		.tmux_session = tmux_session_of_process,
		.viewers = viewers_of,
		.data = &w,
	};
	for (int t = 0; t < w.terminal_count; t++)
		check(&w, &facts, t, score);
	world_finish(&w);
}
