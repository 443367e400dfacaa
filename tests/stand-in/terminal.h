/* SPDX-License-Identifier: MIT */
#ifndef STAND_IN_TERMINAL_H
#define STAND_IN_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <termios.h>

#define NS_PER_MS 1000000LL

/*
 * The terminal as full-screen agents use it: a descriptor of their own, raw mode, epoll, and reads
 * that never block. In print mode (fd -1) output goes to stdout and nothing is ever read.
 */
struct terminal {
	int fd;
	int epoll;
	int signals;  /* signalfd: SIGWINCH, SIGCONT and what ends a program */
	int ended_by; /* the signal, once it is TERMINAL_END */
	bool raw;
	struct termios cooked;
	unsigned char keys[256];
	size_t n_keys;
	size_t next_key;
};

enum {
	TERMINAL_TIMEOUT = -1,
	TERMINAL_REDRAW = -2, /* resized, or continued after a stop */
	TERMINAL_END = -3,    /* hang-up, or a signal that asks us to end */
};

enum {
	KEY_INTERRUPT = 0x03,
	KEY_EOF = 0x04,
	KEY_ENTER = 0x0d,
	KEY_STOP = 0x1a,
	KEY_ESCAPE = 0x1b,
	KEY_BACKSPACE = 0x7f,
};

int64_t clock_ns(void); /* monotonic */

/* Both 0 or -errno. terminal_open_print is for runs without a terminal. */
int terminal_open(struct terminal *t);
void terminal_open_print(struct terminal *t);
void terminal_close(struct terminal *t);

void terminal_raw(struct terminal *t);
void terminal_cooked(struct terminal *t);
void terminal_write(struct terminal *t, const void *buf, size_t len);
void terminal_puts(struct terminal *t, const char *text);

/* The next key before DEADLINE (clock_ns), or one of the values above. */
int terminal_wait(struct terminal *t, int64_t deadline);

/* Gives the terminal back, stops as Ctrl-Z does, and takes it again when continued. */
void terminal_stop(struct terminal *t);

/* What a forked child does first: the signals we block are its own again. */
void terminal_child(void);

#endif
