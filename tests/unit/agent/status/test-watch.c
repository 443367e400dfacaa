/* SPDX-License-Identifier: MIT */
#include "agent/proc/proc.h"
#include "agent/status/watch.h"
#include "tests/check.h"
#include "tests/unit/agent/loop.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define LATEST_MS 5000
#define QUIET_MS  150
#define NOBODY    65534
#define READS_MAX 20 /* a second */

/* A folder of the test's own, and a process whose files are in it. */
static char *home;
static struct frame_session session;

static struct status_watch *watch;
static struct status_claim told;
static guint tellings;

static char *in_home(const char *name)
{
	return g_build_filename(home, name, NULL);
}

static char *file_path(const char *folder)
{
	g_autofree char *name = g_strdup_printf("%s/%d.json", folder, session.pid);

	return in_home(name);
}

static void on_told(const char *id, const struct status_claim *claim, gpointer data)
{
	CHECK_STR(id, session.id);
	told = *claim;
	tellings++;
}

/* Until WORD is told, or the time is over. */
static void run_until(enum status_word word, guint ms)
{
	RUN_UNTIL(told.word == word, ms);
}

/* The file of another process or another start where THEIRS. */
static char *make_text(const char *status, gint64 pid, const char *start)
{
	return g_strdup_printf("{\"pid\":%" G_GINT64_FORMAT ",\"procStart\":\"%s\",\"cwd\":\"/\","
			       "\"status\":\"%s\",\"statusUpdatedAt\":%" G_GINT64_FORMAT "}",
		pid, start, status, g_get_real_time() / 1000);
}

static const char *own_start(void)
{
	return strchr(session.id, '-') + 1;
}

/* As Claude Code does it: in place. */
static void put(const char *path, const char *text, gsize len)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	CHECK(fd >= 0 && write(fd, text, len) == (gssize)len);
	CHECK(close(fd) == 0);
}

static void put_status(const char *path, const char *status, gint64 pid, const char *start)
{
	g_autofree char *text = make_text(status, pid, start);

	put(path, text, strlen(text));
}

static void write_status(const char *folder, const char *status)
{
	g_autofree char *path = file_path(folder);

	put_status(path, status, session.pid, own_start());
}

static void make_folder(const char *name)
{
	g_autofree char *path = in_home(name);

	CHECK(g_mkdir(path, 0700) == 0);
}

static void move(const char *from, const char *to)
{
	g_autofree char *one = in_home(from), *two = in_home(to);

	CHECK(rename(one, two) == 0);
}

static void remove_file(void)
{
	g_autofree char *path = file_path("sessions");

	CHECK(g_unlink(path) == 0);
}

static void remove_tree(const char *path)
{
	const char *const argv[] = {"rm", "-rf", path, NULL};

	CHECK(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
		NULL, NULL));
}

static void start_process(void)
{
	const char *const argv[] = {"sleep", "600", NULL};
	g_autofree char *variable = g_strconcat("CLAUDE_CONFIG_DIR=", home, NULL);
	const char *const environment[] = {variable, NULL};
	struct proc_stat stat;

	CHECK(g_spawn_async(NULL, (char **)argv, (char **)environment,
		G_SPAWN_SEARCH_PATH_FROM_ENVP | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_SEARCH_PATH,
		NULL, NULL, &session.pid, NULL));
	CHECK(proc_stat_read(session.pid, &stat));
	g_snprintf(
		session.id, sizeof(session.id), "%d-%" G_GUINT64_FORMAT, session.pid, stat.start);
	g_strlcpy(session.source, "claude-code", sizeof(session.source));
	session.started_ms = g_get_real_time() / 1000 - 1000;
}

/* Watches the session, in a folder that is there, and waits for what it says. */
static void begin(enum status_word word)
{
	told.word = STATUS_NOTHING;
	tellings = 0;
	watch = status_watch_new(on_told, NULL);
	status_watch_add(watch, &session);
	if (word == STATUS_NOTHING)
		run_for(QUIET_MS);
	else
		run_until(word, LATEST_MS);
	CHECK_INT(told.word, word);
}

/* The same where its file says that it is so. */
static void begin_so(const char *status, enum status_word word)
{
	make_folder("sessions");
	write_status("sessions", status);
	begin(word);
}

static void remove_folder(const char *name)
{
	g_autofree char *path = in_home(name);

	remove_tree(path);
}

static void end(void)
{
	status_watch_free(watch);
	run_for(50);
	remove_folder("sessions");
}

static void expect(enum status_word word)
{
	run_until(word, LATEST_MS);
	CHECK_INT(told.word, word);
}

static void test_changes(void)
{
	g_autofree char *new = in_home("sessions/new");
	g_autofree char *name = g_strdup_printf("sessions/%d.json", session.pid);

	begin_so("busy", STATUS_BUSY);
	write_status("sessions", "idle");
	expect(STATUS_IDLE);
	put_status(new, "shell", session.pid, own_start());
	move("sessions/new", name);
	expect(STATUS_SHELL);
	remove_file();
	expect(STATUS_NOTHING);
	write_status("sessions", "busy");
	expect(STATUS_BUSY);
	CHECK_INT(tellings, 5);
	status_watch_remove(watch, session.id);
	write_status("sessions", "idle");
	run_for(QUIET_MS);
	CHECK_INT(tellings, 5);
	end();
}

/* Until its writer has written, the file says what it said. */
static void test_half_written(void)
{
	g_autofree char *path = file_path("sessions");

	begin_so("busy", STATUS_BUSY);
	put(path, "", 0);
	run_for(QUIET_MS);
	CHECK_INT(told.word, STATUS_BUSY);
	write_status("sessions", "idle");
	expect(STATUS_IDLE);
	end();
}

static void test_times(void)
{
	static const char *const AT[] = {"0", "-7", "1", "99999999999999"};
	g_autofree char *path = file_path("sessions");

	make_folder("sessions");
	begin(STATUS_NOTHING);
	for (gsize i = 0; i < G_N_ELEMENTS(AT); i++) {
		gint64 before = g_get_real_time() / 1000;
		g_autofree char *text = g_strdup_printf("{\"pid\":%d,\"procStart\":\"%s\","
							"\"status\":\"%s\",\"statusUpdatedAt\":%s}",
			session.pid, own_start(), i % 2 ? "idle" : "busy", AT[i]);

		put(path, text, strlen(text));
		expect(i % 2 ? STATUS_IDLE : STATUS_BUSY);
		CHECK(told.at_ms >= before && told.at_ms <= g_get_real_time() / 1000);
	}
	CHECK_INT(tellings, G_N_ELEMENTS(AT));
	end();
}

static void test_folder(void)
{
	begin(STATUS_NOTHING);
	make_folder("sessions");
	write_status("sessions", "busy");
	expect(STATUS_BUSY);
	remove_file();
	remove_folder("sessions");
	expect(STATUS_NOTHING);
	make_folder("sessions");
	write_status("sessions", "idle");
	expect(STATUS_IDLE);
	/* Another takes its place. */
	make_folder("other");
	write_status("other", "busy");
	move("sessions", "away");
	expect(STATUS_NOTHING);
	move("other", "sessions");
	expect(STATUS_BUSY);
	/* A link does not. */
	move("sessions", "other");
	expect(STATUS_NOTHING);
	{
		g_autofree char *other = in_home("other"), *link = in_home("sessions");

		CHECK(symlink(other, link) == 0);
		run_for(QUIET_MS);
		CHECK_INT(told.word, STATUS_NOTHING);
	}
	remove_folder("other");
	end();
	remove_folder("away");
}

/* Not even its parent is there; a later frame of the session looks again. */
static void test_no_parent(void)
{
	g_autofree char *aside = g_strconcat(home, "-aside", NULL);

	CHECK(rename(home, aside) == 0);
	begin(STATUS_NOTHING);
	CHECK(rename(aside, home) == 0);
	make_folder("sessions");
	write_status("sessions", "busy");
	status_watch_add(watch, &session);
	expect(STATUS_BUSY);
	end();
}

static void put_text(const char *path, const char *text)
{
	put(path, text, strlen(text));
}

static void put_huge(const char *path)
{
	g_autofree char *text = make_text("busy", session.pid, own_start());
	g_autofree char *blanks = g_strnfill(STATUS_FILE_MAX, ' ');
	g_autofree char *all = g_strconcat(text, blanks, NULL);

	put_text(path, all);
	CHECK(truncate(path, (off_t)1 << 40) == 0);
}

static void put_nothing_useful(const char *path)
{
	put_text(path, "status: busy");
}

static void put_another_pid(const char *path)
{
	put_status(path, "busy", getpid(), own_start());
}

static void put_old_start(const char *path)
{
	put_status(path, "busy", session.pid, "1");
}

static void put_link(const char *path)
{
	g_autofree char *target = in_home("target");

	put_status(target, "busy", session.pid, own_start());
	CHECK(symlink(target, path) == 0);
}

static void put_fifo(const char *path)
{
	CHECK(mkfifo(path, 0600) == 0);
}

static void put_folder(const char *path)
{
	CHECK(g_mkdir(path, 0700) == 0);
}

static void put_unreadable(const char *path)
{
	CHECK(symlink("/dev/null/x", path) == 0);
}

static void put_nul(const char *path)
{
	put(path, "\0\0\0\0\0\0\0\0", 8);
}

static void put_deep(const char *path)
{
	g_autofree char *text = g_strnfill(STATUS_FILE_MAX, '[');

	put_text(path, text);
}

static void put_anothers(const char *path)
{
	put_status(path, "busy", session.pid, own_start());
	CHECK(chown(path, NOBODY, NOBODY) == 0);
}

/* What ACT puts there says nothing, and holds nobody up; what comes after it does. */
static void check_hostile(void (*act)(const char *path))
{
	g_autofree char *path = file_path("sessions"), *aside = in_home("sessions/aside");
	gint64 began;

	begin_so("idle", STATUS_IDLE);
	act(aside);
	CHECK(rename(aside, path) == 0 || (g_unlink(path) == 0 && rename(aside, path) == 0));
	began = g_get_monotonic_time();
	expect(STATUS_NOTHING);
	CHECK(g_get_monotonic_time() - began < G_USEC_PER_SEC);
	remove_tree(path);
	write_status("sessions", "busy");
	expect(STATUS_BUSY);
	end();
	began = g_get_monotonic_time();
	make_folder("sessions");
	act(path);
	begin(STATUS_NOTHING);
	CHECK(g_get_monotonic_time() - began < G_USEC_PER_SEC);
	CHECK_INT(tellings, 0);
	end();
}

/* Somebody else's folder, though the file in it is one's own. */
static void test_anothers_folder(void)
{
	g_autofree char *path = in_home("sessions");

	make_folder("sessions");
	write_status("sessions", "busy");
	CHECK(chown(path, NOBODY, NOBODY) == 0);
	begin(STATUS_NOTHING);
	CHECK(chown(path, getuid(), getgid()) == 0);
	end();
}

/* How often who only reads has closed a file of the folder. */
static guint count_reads(int fd)
{
	char buf[64 * 1024] G_GNUC_UNUSED;
	guint reads = 0;
	gssize n;

	while ((n = read(fd, buf, sizeof(buf))) > 0)
		for (char *p = buf; p < buf + n;) {
			const struct inotify_event *event = (const void *)p;

			reads += (event->mask & IN_CLOSE_NOWRITE) && !(event->mask & IN_ISDIR);
			p += sizeof(*event) + event->len;
		}
	return reads;
}

static int watch_reads(void)
{
	g_autofree char *path = in_home("sessions");
	int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

	CHECK(fd >= 0);
	/* Openings and closings alternate, so that the kernel joins none. */
	CHECK(inotify_add_watch(fd, path, IN_OPEN | IN_CLOSE_NOWRITE | IN_CLOSE_WRITE) >= 0);
	return fd;
}

static void test_one_read_per_change(void)
{
	int fd;

	begin_so("busy", STATUS_BUSY);
	fd = watch_reads();
	for (guint i = 0; i < 6; i++) {
		write_status("sessions", i % 2 ? "busy" : "idle");
		expect(i % 2 ? STATUS_BUSY : STATUS_IDLE);
		run_for(100);
	}
	run_for(2500);
	CHECK_INT(count_reads(fd), 6);
	CHECK_INT(tellings, 7);
	close(fd);
	end();
}

static gpointer write_often(gpointer data)
{
	for (guint i = 0; i < 2000; i++) {
		write_status("sessions", i % 2 ? "idle" : "busy");
		g_usleep(500);
	}
	write_status("sessions", "shell");
	return NULL;
}

static void test_often(void)
{
	GThread *thread;
	gint64 began, ended;
	guint reads;
	int fd;

	make_folder("sessions");
	begin(STATUS_NOTHING);
	fd = watch_reads();
	began = g_get_monotonic_time();
	thread = g_thread_new("writer", write_often, NULL);
	run_until(STATUS_SHELL, 30000);
	CHECK_INT(told.word, STATUS_SHELL);
	ended = g_get_monotonic_time();
	g_thread_join(thread);
	run_for(200);
	reads = count_reads(fd);
	CHECK(reads >= 5);
	CHECK(reads <= READS_MAX * ((ended - began) / G_USEC_PER_SEC + 1));
	run_for(1000);
	CHECK_INT(count_reads(fd), 0);
	close(fd);
	end();
}

static guint polls;

static gint count_poll(GPollFD *fds, guint count, gint timeout)
{
	polls++;
	return g_poll(fds, count, timeout);
}

/* Nothing happens, and nobody wakes up. */
static void test_rest(void)
{
	begin_so("busy", STATUS_BUSY);
	run_for(QUIET_MS);
	polls = 0;
	g_main_context_set_poll_func(NULL, count_poll);
	run_for(1500);
	g_main_context_set_poll_func(NULL, NULL);
	CHECK(polls <= 2);
	end();
}

int main(void)
{
	static void (*const HOSTILE[])(const char *path) = {put_huge, put_nothing_useful,
		put_another_pid, put_old_start, put_link, put_fifo, put_folder, put_unreadable,
		put_nul, put_deep};

	home = g_dir_make_tmp("eam-status-XXXXXX", NULL);
	CHECK(home != NULL);
	start_process();
	test_changes();
	test_half_written();
	test_times();
	test_folder();
	test_no_parent();
	for (gsize i = 0; i < G_N_ELEMENTS(HOSTILE); i++)
		check_hostile(HOSTILE[i]);
	if (geteuid() == 0) {
		check_hostile(put_anothers);
		test_anothers_folder();
	}
	test_one_read_per_change();
	test_often();
	test_rest();
	kill(session.pid, SIGKILL);
	waitpid(session.pid, NULL, 0);
	remove_tree(home);
	g_free(home);
	return 0;
}
