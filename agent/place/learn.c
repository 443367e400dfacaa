/* SPDX-License-Identifier: MIT */
#include "agent/place/learn.h"

#include "agent/base/clock.h"
#include "agent/base/log.h"
#include "agent/base/runtime.h"
#include "agent/place/spawn.h"

#include <string.h>

#define LOG_MODULE "learn"

/* A terminal may be told of a focus it has just lost or got: for so long, input proves nothing. */
#define STEADY_MS 700
/* A shell is started less than that before its window is reported. */
#define OLD_MS 3000

struct learn {
	struct binding *binding;
	struct spawn *spawn;
	char *file;     /* for the agent that comes next; NULL where there is no place for it */
	char *desktop;  /* the Sway it is true of, which the file begins with; NULL where unknown */
	gint64 stay_ms; /* monotonic, since when the focus is where it is */
	gint64 stay_wall; /* the same in seconds of the wall clock */
	void (*learned)(gpointer data);
	gpointer data;
};

static gint64 wall_s(void)
{
	return g_get_real_time() / G_USEC_PER_SEC;
}

/* Nobody should have to type in each window again. */
static void save(const struct learn *learn)
{
	g_autofree char *lines = NULL, *text = NULL;
	g_autoptr(GError) error = NULL;

	if (!learn->desktop || !learn->file)
		return;
	lines = binding_print(learn->binding);
	text = g_strdup_printf("%s\n%s", learn->desktop, lines);
	if (!runtime_write(learn->file, text, &error))
		log_warning("%s, ignoring", error->message);
}

static void load(const struct learn *learn)
{
	g_autofree char *text = NULL;
	gsize len = strlen(learn->desktop);

	if (learn->file && g_file_get_contents(learn->file, &text, NULL, NULL) &&
		strncmp(text, learn->desktop, len) == 0 && text[len] == '\n')
		binding_parse(learn->binding, text + len + 1);
}

static void on_spawned(gpointer data)
{
	struct learn *learn = data;

	save(learn);
	learn->learned(learn->data);
}

struct learn *learn_new(void (*learned)(gpointer data), gpointer data)
{
	struct learn *learn = g_new0(struct learn, 1);

	learn->learned = learned;
	learn->data = data;
	learn->file = runtime_path("windows");
	learn->binding = binding_new();
	learn->spawn = spawn_new(learn->binding, on_spawned, learn);
	learn_focus(learn);
	return learn;
}

void learn_free(struct learn *learn)
{
	if (!learn)
		return;
	spawn_free(learn->spawn);
	binding_free(learn->binding);
	g_free(learn->file);
	g_free(learn->desktop);
	g_free(learn);
}

const struct binding *learn_binding(const struct learn *learn)
{
	return learn->binding;
}

void learn_desktop(struct learn *learn, const char *desktop)
{
	if (g_strcmp0(desktop, learn->desktop) == 0)
		return;
	g_free(learn->desktop);
	learn->desktop = g_strdup(desktop);
	binding_clear(learn->binding);
	if (desktop)
		load(learn);
}

void learn_tree(struct learn *learn, const struct sway_tree *tree)
{
	spawn_prune(learn->spawn, tree);
	if (binding_prune(learn->binding, tree))
		save(learn);
}

/* What PID runs is in its only WINDOW so far: the first thing it has started or, where it is about to
 * have another, what is old. */
static void learn_shells(struct learn *learn, pid_t pid, gint64 window, gboolean is_first)
{
	g_autoptr(GArray) shells = proc_shells(pid);
	gboolean learned = FALSE;

	for (guint i = 0; i < shells->len; i++) {
		const struct proc_stat *stat = &g_array_index(shells, struct proc_stat, i);

		if (is_first ? shells->len == 1 : proc_age_ms(stat->start) >= OLD_MS)
			learned |= binding_learn(
				learn->binding, &(struct shell){stat->pid, stat->start}, window);
	}
	if (learned)
		save(learn);
}

void learn_window(struct learn *learn, const struct sway_tree *tree, pid_t pid, gint64 window)
{
	gint64 other;
	guint others = sway_tree_of_pid(tree, pid, &other);

	if (others < 2)
		learn_shells(learn, pid, others == 0 ? window : other, others == 0);
	spawn_window(learn->spawn, pid, window);
}

void learn_focus(struct learn *learn)
{
	learn->stay_ms = now_ms();
	learn->stay_wall = wall_s();
	binding_new_stay(learn->binding);
}

void learn_place(struct learn *learn, const struct place *place)
{
	/* The terminal program's only window: remembered for the day it opens a second one. */
	if (place->result == PLACE_FOUND && place->candidates->len == 1 &&
		binding_learn(learn->binding, &place->shell, place->window))
		save(learn);
}

/* Whether input at PLACE would say something about WINDOW. */
static gboolean is_telling(
	const struct learn *learn, const struct place *place, const struct sway_window *window)
{
	return place->candidates->len > 1 && place->shell.pid != 0 &&
		place->terminal == window->pid && now_ms() - learn->stay_ms >= STEADY_MS &&
		binding_find(learn->binding, &place->shell) != window->id;
}

static gboolean witness(
	struct learn *learn, const struct place *place, const struct sway_window *window)
{
	if (!binding_witness(learn->binding, &place->shell, window->id))
		return FALSE;
	log_debug("shell %d of process %d: input at window %" G_GINT64_FORMAT, place->shell.pid,
		place->terminal, window->id);
	save(learn);
	return TRUE;
}

enum learn_input learn_input(
	struct learn *learn, const struct place *place, const struct sway_window *window)
{
	if (!is_telling(learn, place, window))
		return LEARN_NOTHING;
	if (place->hops->len > 0)
		return LEARN_ASK;
	return witness(learn, place, window) ? LEARN_CHANGED : LEARN_NOTHING;
}

gboolean learn_answer(struct learn *learn, const struct place *place,
	const struct sway_window *window, gint64 typed_s)
{
	/* What `tmux send-keys` types moves no client, and its clock has whole seconds only. */
	return is_telling(learn, place, window) && place->activity >= typed_s - 1 &&
		place->activity > learn->stay_wall && witness(learn, place, window);
}
