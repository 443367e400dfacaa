/* SPDX-License-Identifier: MIT */
#ifndef COLLECTOR_INTERPRETER_H
#define COLLECTOR_INTERPRETER_H

#include <stdbool.h>
#include <stddef.h>

/* The programs that run scripts, and how each is told which. Pure. */
#define ARGS_MAX 32 /* arguments looked at */

struct args {
	const char *arg[ARGS_MAX];
	size_t count;
};

/* TEXT as /proc/PID/cmdline has it: each argument ended by NUL. RET points into it. */
void args_split(const char *text, size_t len, struct args *ret);

/* Lists of words, parted by blanks. */
struct interpreter {
	const char *names;
	const char *valued; /* options whose value may be the next argument */
	const char *code;   /* options that bring the program themselves: no script follows */
	const char *module; /* the option that names a module to run */
	const char *word;   /* what may stand before the script */
	bool letters;       /* options of one letter may share a dash */
	bool shell;
};

extern const struct interpreter INTERPRETERS[];
extern const size_t INTERPRETER_COUNT;

/* The interpreter whose file is called BASE, or NULL. */
const struct interpreter *interpreter_find(const char *base);

/* The script or module it was told to run; its index, or 0. */
size_t interpreter_script(const struct interpreter *interpreter, const struct args *args);

#endif
