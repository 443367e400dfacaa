/* SPDX-License-Identifier: MIT */
#include "agent/status/watch.h"

#include "agent/proc/proc.h"
#include "agent/status/file.h"
#include "agent/status/folder.h"

#include <errno.h>
#include <gio/gio.h>

/* Of one folder: five at once, and 20 in any second. */
#define READS_AT_ONCE 5
#define READ_EVERY_MS 67

struct session {
	char *id;
	pid_t pid;
	gint64 started_ms;
	const struct status_source *source;
	char *name;          /* of its file */
	struct shelf *shelf; /* NULL until it is known where that is */
	gboolean is_due;     /* to be read */
	struct status_claim claim;
};

/* A folder, and those whose files it holds. */
struct shelf {
	struct status_watch *watch;
	char *path;
	struct status_folder *folder;
	GPtrArray *sessions;
	GQueue due;
	gint64 paid_ms; /* until then reads are paid for */
	guint timer;
};

struct status_watch {
	GHashTable *sessions; /* id -> struct session */
	GHashTable *shelves;  /* path -> struct shelf */
	gboolean is_closed;   /* and still held by those who look for a folder */
	void (*told)(const char *id, const struct status_claim *claim, gpointer data);
	gpointer data;
};

struct search {
	struct status_watch *watch;
	char *id;
	pid_t pid;
	const struct status_source *source;
};

static gint64 now_ms(void)
{
	return g_get_monotonic_time() / 1000;
}

/* What is in the future, or before the process, is no time it can have written. */
static void mend_time(const struct session *s, struct status_claim *claim)
{
	gint64 now = g_get_real_time() / 1000;

	if (claim->at_ms >= s->started_ms && claim->at_ms <= now)
		return;
	claim->at_ms = claim->word == s->claim.word ? s->claim.at_ms : now;
}

static void read_claim(struct status_watch *watch, struct session *s)
{
	g_autofree char *text = g_malloc(STATUS_FILE_MAX);
	gssize len = status_file_read(s->shelf->path, s->name, text, STATUS_FILE_MAX);
	struct status_claim claim = {STATUS_NOTHING, 0};

	/* The end of what is being written is told as well. */
	if (len == -EAGAIN)
		return;
	if (len > 0)
		claim = status_parse(s->source, s->id, text, (gsize)len);
	if (claim.word != STATUS_NOTHING)
		mend_time(s, &claim);
	if (claim.word == s->claim.word && claim.at_ms == s->claim.at_ms)
		return;
	s->claim = claim;
	watch->told(s->id, &s->claim, watch->data);
}

static gboolean on_timer(gpointer data);

static void read_due(struct shelf *shelf)
{
	while (!g_queue_is_empty(&shelf->due)) {
		gint64 now = now_ms();
		gint64 early = shelf->paid_ms - (READS_AT_ONCE - 1) * READ_EVERY_MS - now;
		struct session *s;

		if (early > 0) {
			if (!shelf->timer)
				shelf->timer = g_timeout_add((guint)early, on_timer, shelf);
			return;
		}
		shelf->paid_ms = MAX(shelf->paid_ms, now) + READ_EVERY_MS;
		s = g_queue_pop_head(&shelf->due);
		s->is_due = FALSE;
		read_claim(shelf->watch, s);
	}
}

static gboolean on_timer(gpointer data)
{
	struct shelf *shelf = data;

	shelf->timer = 0;
	read_due(shelf);
	return G_SOURCE_REMOVE;
}

static void on_changed(const char *name, gpointer data)
{
	struct shelf *shelf = data;

	for (guint i = 0; i < shelf->sessions->len; i++) {
		struct session *s = g_ptr_array_index(shelf->sessions, i);

		if (s->is_due || (name && strcmp(name, s->name) != 0))
			continue;
		s->is_due = TRUE;
		g_queue_push_tail(&shelf->due, s);
	}
	read_due(shelf);
}

static void shelf_free(gpointer data)
{
	struct shelf *shelf = data;

	g_clear_handle_id(&shelf->timer, g_source_remove);
	status_folder_free(shelf->folder);
	g_queue_clear(&shelf->due);
	g_ptr_array_unref(shelf->sessions);
	g_free(shelf->path);
	g_free(shelf);
}

static struct shelf *get_shelf(struct status_watch *watch, const char *path)
{
	struct shelf *shelf = g_hash_table_lookup(watch->shelves, path);

	if (shelf)
		return shelf;
	shelf = g_new0(struct shelf, 1);
	shelf->watch = watch;
	shelf->path = g_strdup(path);
	shelf->sessions = g_ptr_array_new();
	g_queue_init(&shelf->due);
	shelf->folder = status_folder_new(path, on_changed, shelf);
	g_hash_table_insert(watch->shelves, shelf->path, shelf);
	return shelf;
}

static void session_free(gpointer data)
{
	struct session *s = data;

	g_free(s->id);
	g_free(s->name);
	g_free(s);
}

static void search_free(gpointer data)
{
	struct search *search = data;

	g_rc_box_release(search->watch);
	g_free(search->id);
	g_free(search);
}

static gboolean is_named(const char *text)
{
	return text && *text;
}

/* In a thread: a process may be slow to show its environment. */
static void find_folder(GTask *task, gpointer object, gpointer data, GCancellable *cancel)
{
	const struct search *search = data;
	const struct status_source *source = search->source;
	g_autofree char *set = proc_getenv(search->pid, source->variable);
	g_autofree char *home = is_named(set) ? NULL : proc_getenv(search->pid, "HOME");
	char *path;

	if (is_named(set))
		path = g_build_filename(set, source->folder, NULL);
	else
		path = g_build_filename(is_named(home) ? home : g_get_home_dir(), source->usual,
			source->folder, NULL);
	g_task_return_pointer(task, path, g_free);
}

static void on_folder(GObject *object, GAsyncResult *result, gpointer data)
{
	const struct search *search = g_task_get_task_data(G_TASK(result));
	g_autofree char *path = g_task_propagate_pointer(G_TASK(result), NULL);
	struct session *s;

	if (search->watch->is_closed || !g_path_is_absolute(path))
		return;
	s = g_hash_table_lookup(search->watch->sessions, search->id);
	if (!s || s->shelf)
		return;
	s->shelf = get_shelf(search->watch, path);
	g_ptr_array_add(s->shelf->sessions, s);
	on_changed(s->name, s->shelf);
}

static void search_folder(struct status_watch *watch, const struct session *s)
{
	struct search *search = g_new0(struct search, 1);
	g_autoptr(GTask) task = g_task_new(NULL, NULL, on_folder, NULL);

	search->watch = g_rc_box_acquire(watch);
	search->id = g_strdup(s->id);
	search->pid = s->pid;
	search->source = s->source;
	g_task_set_task_data(task, search, search_free);
	g_task_run_in_thread(task, find_folder);
}

void status_watch_add(struct status_watch *watch, const struct frame_session *session)
{
	const struct status_source *source = status_source_find(session->source);
	struct session *s = g_hash_table_lookup(watch->sessions, session->id);

	if (s && s->shelf)
		status_folder_look(s->shelf->folder);
	if (s || !source)
		return;
	s = g_new0(struct session, 1);
	s->id = g_strdup(session->id);
	s->pid = session->pid;
	s->started_ms = session->started_ms;
	s->source = source;
	s->name = g_strdup_printf("%d%s", session->pid, source->suffix);
	g_hash_table_insert(watch->sessions, s->id, s);
	search_folder(watch, s);
}

void status_watch_remove(struct status_watch *watch, const char *id)
{
	struct session *s = g_hash_table_lookup(watch->sessions, id);

	if (!s)
		return;
	if (s->shelf) {
		g_queue_remove(&s->shelf->due, s);
		g_ptr_array_remove(s->shelf->sessions, s);
		if (s->shelf->sessions->len == 0)
			g_hash_table_remove(watch->shelves, s->shelf->path);
	}
	g_hash_table_remove(watch->sessions, id);
}

void status_watch_prune(struct status_watch *watch,
	gboolean (*is_known)(const char *id, gpointer data), gpointer data)
{
	g_autoptr(GList) ids = g_hash_table_get_keys(watch->sessions);

	for (GList *l = ids; l; l = l->next)
		if (!is_known(l->data, data))
			status_watch_remove(watch, l->data);
}

struct status_watch *status_watch_new(
	void (*told)(const char *id, const struct status_claim *claim, gpointer data),
	gpointer data)
{
	struct status_watch *watch = g_rc_box_new0(struct status_watch);

	watch->sessions = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, session_free);
	watch->shelves = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, shelf_free);
	watch->told = told;
	watch->data = data;
	return watch;
}

void status_watch_free(struct status_watch *watch)
{
	if (!watch)
		return;
	watch->is_closed = TRUE;
	g_hash_table_unref(watch->shelves);
	g_hash_table_unref(watch->sessions);
	g_rc_box_release(watch);
}
