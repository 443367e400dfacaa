/* SPDX-License-Identifier: MIT */
#include "collector/cleanup.h"
#include "collector/confine.h"
#include "collector/footprint.h"
#include "collector/log.h"
#include "collector/options.h"
#include "collector/privilege.h"
#include "collector/probe.h"
#include "collector/process.h"
#include "collector/serve.h"
#include "collector/service.h"
#include "collector/watch.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>

enum exit_code {
	EXIT_OK = 0,
	EXIT_FAULT = 1,
	EXIT_USAGE = 2,
};

struct collector {
	struct watch watch;
	struct serve *serve; /* NULL until the first scan is done */
	int epoll;
	int signals;
	int timer;
	uint64_t timer_ns; /* what it is set to */
	int watchdog;      /* -1: nobody wants signs of life */
};

static void on_changed(void *data, const struct frame_session *session)
{
	struct collector *collector = data;
	struct frame frame = {.type = FRAME_SESSION, .session = *session};

	if (collector->serve)
		serve_frame(collector->serve, session->uid, &frame);
}

static void on_touched(void *data, const struct frame_session *session)
{
	struct collector *collector = data;
	struct frame frame = {.type = FRAME_INPUT};

	memcpy(frame.input.id, session->id, sizeof(frame.input.id));
	if (collector->serve)
		serve_frame(collector->serve, session->uid, &frame);
}

static void on_lossy(void *data)
{
	struct collector *collector = data;

	if (collector->serve)
		serve_resync(collector->serve);
}

static int add_source(struct collector *collector, int fd)
{
	struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};

	return epoll_ctl(collector->epoll, EPOLL_CTL_ADD, fd, &event) < 0 ? -errno : 0;
}

static int open_sources(struct collector *collector, struct probe *probe)
{
	sigset_t signals;
	int r;

	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	collector->epoll = epoll_create1(EPOLL_CLOEXEC);
	collector->signals = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
	collector->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	if (collector->epoll < 0 || collector->signals < 0 || collector->timer < 0)
		return -errno;
	r = add_source(collector, collector->signals);
	if (r == 0)
		r = add_source(collector, collector->timer);
	if (r == 0)
		r = add_source(collector, probe_fd(probe));
	if (r == 0)
		r = service_watchdog_open(&collector->watchdog);
	if (r == 0 && collector->watchdog >= 0)
		r = add_source(collector, collector->watchdog);
	return r;
}

static void set_timer(struct collector *collector)
{
	uint64_t wake_ns = schedule_wake_ns(&collector->watch.schedule);
	struct itimerspec spec = {};

	if (wake_ns == collector->timer_ns)
		return;
	collector->timer_ns = wake_ns;
	if (wake_ns != SCHEDULE_NEVER) {
		spec.it_value.tv_sec = (time_t)(wake_ns / 1000000000);
		spec.it_value.tv_nsec = (long)(wake_ns % 1000000000);
		if (wake_ns == 0)
			spec.it_value.tv_nsec = 1; /* zero would disarm it */
	}
	timerfd_settime(collector->timer, TFD_TIMER_ABSTIME, &spec, NULL);
}

static void on_timer(struct collector *collector)
{
	uint64_t times;

	if (read(collector->timer, &times, sizeof(times)) != sizeof(times))
		return;
	collector->timer_ns = SCHEDULE_NEVER;
	watch_timer(&collector->watch);
}

/* 0 when told to stop, else -errno. */
static int run(struct collector *collector)
{
	int records = probe_fd(collector->watch.probe);

	for (;;) {
		struct epoll_event events[8];
		int n, r = 0;

		set_timer(collector);
		n = epoll_wait(collector->epoll, events, sizeof(events) / sizeof(events[0]), -1);
		if (n < 0 && errno != EINTR)
			return -errno;
		track_clock(&collector->watch.track, moment_now());
		for (int i = 0; i < n && r == 0; i++) {
			int fd = events[i].data.fd;

			if (fd == collector->signals)
				return 0;
			if (fd == records)
				r = watch_drain(&collector->watch);
			else if (fd == collector->timer)
				on_timer(collector);
			else if (fd == collector->watchdog)
				service_watchdog_answer(fd);
			else
				serve_dispatch(collector->serve);
		}
		if (r < 0)
			return r;
	}
}

/* Without its privileges it is shown what anybody is. 0 or -errno. */
static int check_sight(void)
{
	struct process first;
	int r = process_read(1, &first);

	if (r < 0)
		log_error(
			"the processes of others cannot be seen in /proc (%s): it is mounted with "
			"hidepid; mount it without, or with gid=GROUP and the service given "
			"SupplementaryGroups=GROUP by systemctl edit ebpf-ai-monitor.service",
			strerror(-r));
	return r;
}

static int drop_privileges(void)
{
	gid_t gid;
	uid_t uid = privilege_target(&gid);
	int r = privilege_drop(uid, gid);

	if (r < 0) {
		log_error("the privileges cannot be given up: %s", strerror(-r));
		return r;
	}
	return check_sight();
}

static int confine_for_good(void)
{
	int r = confine(process_folder());

	if (r < 0)
		log_error("system calls cannot be filtered: %s; a kernel with "
			  "CONFIG_SECCOMP_FILTER=y is needed",
			strerror(-r));
	else if (r == CONFINE_E_UNBOUND)
		log_info("this kernel has no Landlock: only its rights keep what is opened to "
			 "/proc");
	return r < 0 ? r : 0;
}

/* The socket is taken before the privileges go, and answered after. SECURITY.md has the steps. */
static int open_service(struct collector *collector, const struct options *options)
{
	struct frame_hello hello = {.protocol = FRAME_PROTOCOL,
		.version = VERSION,
		.threshold_ms = options->threshold_ms};
	_cleanup_close_ int listener = service_listen(options->socket);
	int r;

	if (listener < 0)
		return listener;
	service_notify_open();
	r = drop_privileges();
	if (r < 0)
		return r;
	snprintf(hello.probe, sizeof(hello.probe), "%s", probe_name(collector->watch.probe));
	r = serve_new(TAKE_FD(listener), &hello, watch_next, &collector->watch, &collector->serve);
	if (r == 0)
		r = add_source(collector, serve_fd(collector->serve));
	return r < 0 ? r : confine_for_good();
}

static int serve_until_stopped(struct collector *collector, const struct options *options)
{
	int r = open_sources(collector, collector->watch.probe);

	if (r < 0) {
		log_error("event sources cannot be opened: %s", strerror(-r));
		return r;
	}
	watch_scan(&collector->watch);
	r = open_service(collector, options);
	if (r < 0)
		return r;
	log_info("watching %u processes with the %s probe", collector->watch.track.count,
		probe_name(collector->watch.probe));
	footprint_shrink();
	service_notify("READY=1\nSTATUS=Watching");
	r = run(collector);
	if (r < 0)
		log_error("the kernel programs cannot be followed any longer: %s", strerror(-r));
	service_notify("STOPPING=1");
	return r;
}

int main(int argc, char **argv)
{
	static struct collector collector; /* its table is too large for the stack */
	static struct options options;
	struct probe_options probe_options;
	struct probe *probe;
	int r = options_parse(argc, argv, &options);

	if (r == OPTIONS_E_DONE)
		return EXIT_OK;
	if (r < 0)
		return EXIT_USAGE;
	log_set_level(options.log_level);
	probe_options = (struct probe_options){.way = options.way,
		.osc = options.osc,
		.cursor = options.cursor,
		.names = &options.names};
	if (probe_new(&probe_options, &probe) < 0)
		return EXIT_FAULT;
	watch_init(&collector.watch, &options, probe);
	collector.watch.changed = on_changed;
	collector.watch.touched = on_touched;
	collector.watch.lossy = on_lossy;
	collector.watch.data = &collector;
	collector.timer_ns = SCHEDULE_NEVER;
	r = serve_until_stopped(&collector, &options);
	serve_free(collector.serve);
	probe_free(probe);
	return r < 0 ? EXIT_FAULT : EXIT_OK;
}
