/* SPDX-License-Identifier: MIT */
#include "collector/load.h"

#include "collector/cleanup.h"
#include "collector/log.h"

#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TYPES "/sys/kernel/btf/vmlinux"

/* libbpf explains a refused program over many lines; they belong to whoever asks for them. */
__attribute__((format(printf, 2, 0))) static int print_libbpf(
	enum libbpf_print_level level, const char *format, va_list ap)
{
	_cleanup_free_ char *text = NULL;
	char *rest, *line;

	if (level == LIBBPF_DEBUG || vasprintf(&text, format, ap) < 0)
		return 0;
	rest = text;
	while ((line = strsep(&rest, "\n")))
		if (*line)
			log_debug("%s", line);
	return 0;
}

void load_tty_programs(const struct monitor *skeleton, struct bpf_program *ret[LOAD_TTY_PROGRAMS])
{
	/* Ends before beginnings: a call that began while they are attached would never end. */
	struct bpf_program *const programs[LOAD_TTY_PROGRAMS] = {
		skeleton->progs.on_tty_written,
		skeleton->progs.on_tty_write,
		skeleton->progs.on_tty_got,
		skeleton->progs.on_tty_read,
		skeleton->progs.on_tty_poll,
		skeleton->progs.on_tty_mode,
	};

	memcpy(ret, programs, sizeof(programs));
}

/* Whether the kernel lets nobody read its memory, whatever the privilege. */
static bool is_confidential(void)
{
	_cleanup_fclose_ FILE *file = fopen("/sys/kernel/security/lockdown", "re");
	char modes[64] = "";

	return file && fgets(modes, sizeof(modes), file) && strstr(modes, "[confidentiality]");
}

static int explain_types(void)
{
	struct btf *types;

	if (access(TYPES, R_OK) != 0) {
		log_error("this kernel has no type information (" TYPES "): one built with "
			  "CONFIG_DEBUG_INFO_BTF=y is needed");
		return -ENOENT;
	}
	types = btf__parse_raw(TYPES);
	if (!types) {
		log_error("the type information of this kernel (" TYPES
			  ") cannot be used (%s): it is empty, damaged, or hidden by a mount",
			strerror(errno));
		return -EINVAL;
	}
	btf__free(types);
	return 0;
}

static int explain_load_failure(enum probe_way way, int error)
{
	bool refused = error == -EPERM || error == -EACCES;

	if (explain_types() < 0)
		return error;
	if (refused && geteuid() != 0)
		log_error("the kernel refused the programs (%s): start the collector as root, or "
			  "give it CAP_BPF and CAP_PERFMON",
			strerror(-error));
	else if (is_confidential())
		log_error(
			"the kernel is locked down for confidentiality and lets no program read "
			"its memory (%s): nothing can be seen on this machine unless it is booted "
			"with lockdown=integrity or none",
			strerror(-error));
	else if (way == PROBE_TTY)
		log_error("the kernel refused to have its terminal layer hooked (%s), as some do "
			  "for reasons of their own: try --probe syscall; --log-level debug shows "
			  "its reasons",
			strerror(-error));
	else
		log_error("the kernel could not load the programs (%s): Linux 6.1 or later is "
			  "needed; --log-level debug shows its reasons",
			strerror(-error));
	return error;
}

static int load_way(enum probe_way way, bool osc, bool cursor, struct monitor **ret)
{
	struct bpf_program *programs[LOAD_TTY_PROGRAMS];
	struct monitor *skeleton = monitor__open();
	int r;

	if (!skeleton)
		return -errno;
	skeleton->rodata->osc_enabled = osc;
	skeleton->rodata->cursor_enabled = cursor;
	skeleton->rodata->on_tty = way == PROBE_TTY;
	load_tty_programs(skeleton, programs);
	for (unsigned int i = 0; i < LOAD_TTY_PROGRAMS; i++)
		bpf_program__set_autoload(programs[i], way == PROBE_TTY);
	r = monitor__load(skeleton);
	if (r < 0)
		monitor__destroy(skeleton);
	else
		*ret = skeleton;
	return r;
}

/*
 * Whether the kernel loads no fentry program at all, as some do. It says so before it looks what
 * is to be hooked; to find out by loading everything takes it 60 ms.
 */
static bool refuses_fentry(void)
{
	static const struct bpf_insn NOTHING[] = {
		{.code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_0},
		{.code = BPF_JMP | BPF_EXIT},
	};
	LIBBPF_OPTS(bpf_prog_load_opts, options, .expected_attach_type = BPF_TRACE_FENTRY,
		.attach_btf_id = 1);
	int fd = bpf_prog_load(BPF_PROG_TYPE_TRACING, "nothing", "GPL", NOTHING,
		sizeof(NOTHING) / sizeof(NOTHING[0]), &options);

	if (fd >= 0)
		close(fd);
	return fd == -EPERM;
}

int load_programs(bool osc, bool cursor, enum probe_way *way, struct monitor **ret)
{
	bool any = *way == PROBE_AUTO;
	int r = -EPERM;

	libbpf_set_print(print_libbpf);
	if (any)
		*way = PROBE_TTY;
	if (!any || !refuses_fentry())
		r = load_way(*way, osc, cursor, ret);
	if (r < 0 && any) {
		log_debug("the terminal layer cannot be hooked (%s), trying system calls",
			strerror(-r));
		*way = PROBE_SYSCALL;
		r = load_way(*way, osc, cursor, ret);
	}
	return r < 0 ? explain_load_failure(*way, r) : 0;
}
