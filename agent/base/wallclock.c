/* SPDX-License-Identifier: MIT */
#include "agent/base/wallclock.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#define NEVER_S G_MAXINT64 /* the kernel takes what it can count */

struct wallclock {
	int fd;
	guint source;
	gint64 epoch_ms; /* when the machine was started, by the wall clock */
	void (*set)(gint64 step_ms, gpointer data);
	gpointer data;
};

static gint64 read_ms(clockid_t id)
{
	struct timespec now;

	clock_gettime(id, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static gint64 get_epoch_ms(void)
{
	return read_ms(CLOCK_REALTIME) - read_ms(CLOCK_BOOTTIME);
}

/* It never fires, and is cancelled when the clock is set. */
static void arm(struct wallclock *clock)
{
	struct itimerspec never = {.it_value.tv_sec = NEVER_S};

	timerfd_settime(clock->fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, NULL);
}

static gboolean on_set(gint fd, GIOCondition condition, gpointer data)
{
	struct wallclock *clock = data;
	gint64 before_ms = clock->epoch_ms;
	guint64 times;

	if (read(fd, &times, sizeof(times)) >= 0 || errno != ECANCELED)
		return G_SOURCE_CONTINUE;
	arm(clock);
	clock->epoch_ms = get_epoch_ms();
	clock->set(clock->epoch_ms - before_ms, clock->data);
	return G_SOURCE_CONTINUE;
}

struct wallclock *wallclock_new(void (*set)(gint64 step_ms, gpointer data), gpointer data)
{
	struct wallclock *clock = g_new0(struct wallclock, 1);

	clock->set = set;
	clock->data = data;
	clock->epoch_ms = get_epoch_ms();
	clock->fd = timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);
	if (clock->fd < 0)
		return clock;
	arm(clock);
	clock->source =
		g_unix_fd_add_full(G_PRIORITY_HIGH, clock->fd, G_IO_IN, on_set, clock, NULL);
	return clock;
}

void wallclock_free(struct wallclock *clock)
{
	if (!clock)
		return;
	g_clear_handle_id(&clock->source, g_source_remove);
	if (clock->fd >= 0)
		close(clock->fd);
	g_free(clock);
}
