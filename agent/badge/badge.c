/* SPDX-License-Identifier: MIT */
#include "agent/badge/badge.h"

#include "agent/badge/file.h"
#include "agent/badge/owned.h"
#include "agent/base/log.h"
#include "agent/base/runtime.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <unistd.h>

#define LOG_MODULE "badge"

#define HEARTBEAT_S 75  /* readers remove what is older than */
#define TTL_S       300 /* this */
#define RESTORE_MS  2000

struct file {
	struct badge *badge;
	gint64 written_ms; /* wall clock, as in the file */
	guint64 inode;
	gboolean missing; /* to be written, whether it is there or not */
};

struct badges {
	char *directory;
	struct owned *owned;
	GHashTable *files; /* gint64 window -> struct file */
	GFileMonitor *monitor;
	void (*dismissed)(gint64 window, gpointer data);
	gpointer data;
	int timer_fd;
	guint timer;
	guint restore;
	gboolean failed; /* that writing fails was said */
};

static void file_free(gpointer data)
{
	struct file *file = data;

	badge_free(file->badge);
	g_free(file);
}

static gint64 wall_ms(void)
{
	return g_get_real_time() / 1000;
}

static char *make_path(const struct badges *badges, gint64 window, const char *suffix)
{
	return g_strdup_printf("%s/%" G_GINT64_FORMAT "%s", badges->directory, window, suffix);
}

static struct badge *copy_badge(const struct badge *badge)
{
	struct badge *copy = g_new(struct badge, 1);

	*copy = *badge;
	copy->source = g_strdup(badge->source);
	copy->project = g_strdup(badge->project);
	return copy;
}

static int store(struct badges *badges, struct file *file, gint64 now)
{
	const struct badge *badge = file->badge;
	g_autofree char *temp = make_path(badges, badge->window, OWNED_TEMP_SUFFIX);
	g_autofree char *path = make_path(badges, badge->window, ".json");
	g_autofree char *text = badge_json(badge, now);
	guint64 inode = 0;
	int r = badge_file_write(temp, text, &inode);

	if (r == -ENOENT && badge_file_folder(badges->directory) == 0) {
		r = badge_file_write(temp, text, &inode);
		if (r == -ENOENT)
			r = -ENOTDIR; /* a link to nowhere */
	}
	if (r == 0) {
		/* First: should we be killed in between, the record names a file that isn't there. */
		owned_add(badges->owned, badge->window, inode);
		r = badge_file_put(temp, path, !file->missing);
	}
	if (r < 0)
		g_unlink(temp);
	else
		file->inode = inode;
	if (r < 0 && r != -ENOENT && !badges->failed)
		log_warning("can't write %s: %s", path, g_strerror(-r));
	badges->failed = r < 0 && r != -ENOENT;
	return r;
}

static void forget(struct badges *badges, gint64 window)
{
	owned_remove(badges->owned, window);
	g_hash_table_remove(badges->files, &window);
}

static gboolean on_restore(gpointer data);

static void restore_in(struct badges *badges, guint ms)
{
	if (!badges->restore)
		badges->restore = g_timeout_add(ms, on_restore, badges);
}

/* The file is gone and it wasn't us. */
static void note_removal(struct badges *badges, gint64 window, struct file *file)
{
	gboolean expired = wall_ms() - file->written_ms > TTL_S * 1000;

	if (!expired && !file->badge->working) {
		log_debug("window %" G_GINT64_FORMAT ": dismissed", window);
		forget(badges, window);
		badges->dismissed(window, badges->data);
		return;
	}
	/* What works, works on; what was only too old after a long sleep is not dismissed either. */
	file->missing = TRUE;
	restore_in(badges, expired ? 0 : RESTORE_MS);
}

/* 0 where it is gone or another writer's. */
static int remove_own(const struct badges *badges, const struct file *file)
{
	g_autofree char *path = make_path(badges, file->badge->window, ".json");
	GStatBuf status;

	if (g_lstat(path, &status) < 0 || status.st_ino != file->inode || g_unlink(path) == 0)
		return 0;
	return -errno;
}

/* No badge is better than one that says what is not so. */
static void note_failure(struct badges *badges, struct file *file)
{
	(void)remove_own(badges, file); /* as on a read-only file system */
	file->missing = TRUE;
	restore_in(badges, RESTORE_MS);
}

/* FALSE where the file turned out to be gone, and was noted. */
static gboolean refresh(struct badges *badges, struct file *file)
{
	gint64 now = wall_ms();
	gint64 window = file->badge->window;
	int r = store(badges, file, now);

	if (r == -ENOENT && !file->missing) {
		note_removal(badges, window, file);
		return FALSE;
	}
	if (r == 0) {
		file->written_ms = now;
		file->missing = FALSE;
	} else if (r != -ENOENT) {
		note_failure(badges, file);
	}
	return TRUE;
}

static void refresh_all(struct badges *badges, gboolean missing_only)
{
	g_autoptr(GList) files = g_hash_table_get_values(badges->files);

	/* A refresh may find a file dismissed, which takes that one out of the table. */
	for (GList *l = files; l; l = l->next) {
		struct file *file = l->data;

		if (file->missing || !missing_only)
			refresh(badges, file);
	}
}

static gboolean on_restore(gpointer data)
{
	struct badges *badges = data;

	badges->restore = 0;
	refresh_all(badges, TRUE);
	return G_SOURCE_REMOVE;
}

static gboolean on_heartbeat(gint fd, GIOCondition condition, gpointer data)
{
	struct badges *badges = data;
	guint64 expirations;

	if (read(fd, &expirations, sizeof(expirations)) > 0)
		refresh_all(badges, FALSE);
	return G_SOURCE_CONTINUE;
}

/* By the clock that goes on in suspend: after a long sleep the heartbeat is the first to act. */
static void start_heartbeat(struct badges *badges)
{
	struct itimerspec every = {{HEARTBEAT_S, 0}, {HEARTBEAT_S, 0}};

	badges->timer_fd = timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC | TFD_NONBLOCK);
	if (badges->timer_fd < 0)
		return;
	timerfd_settime(badges->timer_fd, 0, &every, NULL);
	badges->timer = g_unix_fd_add(badges->timer_fd, G_IO_IN, on_heartbeat, badges);
}

static void on_directory(
	GFileMonitor *monitor, GFile *changed, GFile *other, GFileMonitorEvent event, gpointer data)
{
	struct badges *badges = data;
	g_autofree char *name = g_file_get_basename(changed);
	g_autofree char *path = NULL;
	gint64 window;
	struct file *file;

	if (event != G_FILE_MONITOR_EVENT_DELETED || !name)
		return;
	window = g_ascii_strtoll(name, NULL, 10);
	file = g_hash_table_lookup(badges->files, &window);
	path = make_path(badges, window, ".json");
	/* An exchange is reported as a removal too. */
	if (file && !file->missing && access(path, F_OK) < 0)
		note_removal(badges, window, file);
}

struct badges *badges_new(const char *directory, void (*dismissed)(gint64 window, gpointer data),
	gpointer data, GError **error)
{
	struct badges *badges;
	g_autoptr(GFile) file = g_file_new_for_path(directory);
	int r = badge_file_folder(directory);

	if (r == 0 && access(directory, W_OK | X_OK) < 0)
		r = -errno;
	if (r < 0) {
		g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(-r),
			"can't use the badge directory %s: %s%s", directory, g_strerror(-r),
			r == -EROFS ? "; ebpf-ai-monitor-agent(1) says how to allow it" : "");
		return NULL;
	}
	badges = g_new0(struct badges, 1);
	badges->directory = g_strdup(directory);
	badges->owned = owned_new(directory);
	badges->files = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, file_free);
	badges->dismissed = dismissed;
	badges->data = data;
	badges->monitor = g_file_monitor_directory(file, G_FILE_MONITOR_NONE, NULL, NULL);
	if (badges->monitor)
		g_signal_connect(badges->monitor, "changed", G_CALLBACK(on_directory), badges);
	start_heartbeat(badges);
	return badges;
}

void badges_refresh(struct badges *badges)
{
	refresh_all(badges, FALSE);
}

static void remove_file(struct badges *badges, gint64 window)
{
	int r = remove_own(badges, g_hash_table_lookup(badges->files, &window));

	if (r < 0)
		log_warning("can't remove the badge of window %" G_GINT64_FORMAT ": %s", window,
			g_strerror(-r));
	forget(badges, window);
}

static const struct badge *find_wanted(const GPtrArray *wanted, gint64 window)
{
	for (guint i = 0; i < wanted->len; i++) {
		const struct badge *badge = g_ptr_array_index(wanted, i);

		if (badge->window == window)
			return badge;
	}
	return NULL;
}

static void remove_unwanted(struct badges *badges, const GPtrArray *wanted)
{
	g_autoptr(GList) keys = g_hash_table_get_keys(badges->files);

	for (GList *l = keys; l; l = l->next) {
		gint64 window = *(gint64 *)l->data;

		if (!find_wanted(wanted, window))
			remove_file(badges, window);
	}
}

void badges_free(struct badges *badges)
{
	g_autoptr(GPtrArray) none = g_ptr_array_new();

	if (!badges)
		return;
	remove_unwanted(badges, none);
	g_clear_handle_id(&badges->timer, g_source_remove);
	g_clear_handle_id(&badges->restore, g_source_remove);
	if (badges->timer_fd >= 0)
		close(badges->timer_fd);
	g_clear_object(&badges->monitor);
	owned_free(badges->owned);
	g_hash_table_unref(badges->files);
	g_free(badges->directory);
	g_free(badges);
}

static void add_file(struct badges *badges, const struct badge *badge)
{
	struct file *file = g_new0(struct file, 1);

	file->badge = copy_badge(badge);
	file->missing = TRUE;
	g_hash_table_insert(badges->files, g_memdup2(&badge->window, sizeof(badge->window)), file);
	refresh(badges, file);
}

/* Only what is new to its user may bring back a badge that he has removed in this very moment. */
static gboolean is_transition(const struct badge *old, const struct badge *new)
{
	return old->working != new->working || new->count > old->count ||
		(new->needs_attention && !old->needs_attention);
}

static void change_file(struct badges *badges, struct file *file, const struct badge *badge)
{
	file->missing |= is_transition(file->badge, badge);
	badge_free(file->badge);
	file->badge = copy_badge(badge);
	refresh(badges, file);
}

void badges_apply(struct badges *badges, const GPtrArray *wanted)
{
	remove_unwanted(badges, wanted);
	for (guint i = 0; i < wanted->len; i++) {
		const struct badge *badge = g_ptr_array_index(wanted, i);
		struct file *file = g_hash_table_lookup(badges->files, &badge->window);

		if (!file)
			add_file(badges, badge);
		else if (!badge_equal(file->badge, badge))
			change_file(badges, file, badge);
	}
}

char *badges_default_directory(void)
{
	const char *runtime = runtime_directory();

	return runtime ? g_build_filename(runtime, "i3pm-badges", NULL) : NULL;
}
