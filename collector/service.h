/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_SERVICE_H
#define COLLECTOR_SERVICE_H

/* What the service manager, or in its absence the collector itself, provides. */

/*
 * The listening socket: the one passed by socket activation (sd_listen_fds(3)), else a new one at
 * PATH, whose folder is made if missing. It stays there at the end, and the next collector takes
 * its place. Logs what failed. The descriptor, or -errno.
 */
int service_listen(const char *path);

/* Connects to the service manager, for service_notify(). Logs what failed. */
void service_notify_open(void);

/* Tells the service manager (sd_notify(3)); does nothing where there is none. */
void service_notify(const char *state);

/*
 * A timer that is due whenever the service manager wants a sign of life (sd_watchdog_enabled(3)),
 * the caller's to close; -1 where it wants none. 0 or -errno.
 */
int service_watchdog_open(int *ret_fd);

/* Gives the sign that FD, from service_watchdog_open(), is due for. */
void service_watchdog_answer(int fd);

#endif
