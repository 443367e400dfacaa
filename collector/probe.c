/* SPDX-License-Identifier: MIT */
#include "collector/probe.h"

#include "bpf/monitor.skel.h"
#include "collector/cleanup.h"
#include "collector/log.h"

#include <assert.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>

static const char *const WAYS[] = {
	[PROBE_AUTO] = "auto",
	[PROBE_TTY] = "tty",
	[PROBE_SYSCALL] = "syscall",
};

struct probe {
	struct monitor *skeleton;
	struct ring_buffer *ring;
	struct slot *slots;
	struct bpf_link *terminal_link; /* only while something is watched */
	unsigned int watched;
	uint64_t born;   /* how often a process began to be watched */
	uint64_t looked; /* born at the last look */

	/* While draining. */
	void (*each)(void *data, const struct event *event);
	void *each_data;
};

int probe_way_parse(const char *name, enum probe_way *ret)
{
	for (size_t i = 0; i < sizeof(WAYS) / sizeof(WAYS[0]); i++) {
		if (strcmp(WAYS[i], name) == 0) {
			*ret = (enum probe_way)i;
			return 0;
		}
	}
	return -EINVAL;
}

/* libbpf explains a refused program over many lines; they belong to whoever asks for them. */
__attribute__((format(printf, 2, 0))) static int print_libbpf(
	enum libbpf_print_level level, const char *format, va_list ap)
{
	char text[512];

	if (level == LIBBPF_DEBUG)
		return 0;
	vsnprintf(text, sizeof(text), format, ap);
	text[strcspn(text, "\n")] = '\0';
	log_debug("libbpf: %s", text);
	return 0;
}

static int on_record(void *data, void *record, size_t size)
{
	struct probe *probe = data;

	if (size != sizeof(struct event)) {
		log_error("a record of %zu bytes from the kernel programs, not %zu, ignoring", size,
			sizeof(struct event));
		return 0;
	}
	probe->each(probe->each_data, record);
	return 0;
}

static int explain_load_failure(int error)
{
	if (error == -EPERM || error == -EACCES)
		log_error("the kernel refused the programs (%s): start the collector as root, or "
			  "give it CAP_BPF and CAP_PERFMON",
			strerror(-error));
	else if (access("/sys/kernel/btf/vmlinux", R_OK) != 0)
		log_error(
			"this kernel has no type information (/sys/kernel/btf/vmlinux): one built "
			"with CONFIG_DEBUG_INFO_BTF=y is needed");
	else
		log_error("the kernel could not load the programs (%s): Linux 5.15 or later is "
			  "needed; --log-level debug shows its reasons",
			strerror(-error));
	return error;
}

static int load_programs(struct probe *probe, const struct probe_options *options)
{
	int r;

	probe->skeleton = monitor__open();
	if (!probe->skeleton) {
		r = -errno;
		log_error("the kernel programs cannot be opened: %s", strerror(errno));
		return r;
	}
	probe->skeleton->rodata->osc_enabled = options->osc;
	r = monitor__load(probe->skeleton);
	return r < 0 ? explain_load_failure(r) : 0;
}

static int put_name(void *data, const char comm[NAMES_COMM], bool interpreter)
{
	struct probe *probe = data;
	__u32 kind = interpreter ? NAME_INTERPRETER : NAME_AGENT;

	return bpf_map_update_elem(bpf_map__fd(probe->skeleton->maps.names), comm, &kind, BPF_ANY);
}

static int share_maps(struct probe *probe, const struct names *names)
{
	void *map;
	int r;

	static_assert(NAME_LEN == NAMES_COMM, "the names of the map are those of the table");
	r = names_each_comm(names, put_name, probe);
	if (r < 0) {
		log_error("the table of %zu names does not fit the kernel's: %s", names->count,
			strerror(-r));
		return r;
	}
	map = mmap(NULL, SLOT_MAX * sizeof(struct slot), PROT_READ | PROT_WRITE, MAP_SHARED,
		bpf_map__fd(probe->skeleton->maps.slots), 0);
	if (map == MAP_FAILED) {
		r = -errno;
		log_error("the kernel programs' facts cannot be mapped: %s", strerror(errno));
		return r;
	}
	probe->slots = map;
	probe->ring =
		ring_buffer__new(bpf_map__fd(probe->skeleton->maps.events), on_record, probe, NULL);
	if (!probe->ring) {
		r = -errno;
		log_error("the kernel programs' records cannot be read: %s", strerror(errno));
		return r;
	}
	return 0;
}

static int attach_programs(struct probe *probe)
{
	struct monitor *s = probe->skeleton;
	const struct {
		struct bpf_program *program;
		struct bpf_link **link;
	} ALWAYS[] = {
		{s->progs.on_exec, &s->links.on_exec},
		{s->progs.on_rename, &s->links.on_rename},
		{s->progs.on_exit, &s->links.on_exit},
		{s->progs.on_signal, &s->links.on_signal},
		{s->progs.look, &s->links.look},
	};

	for (size_t i = 0; i < sizeof(ALWAYS) / sizeof(ALWAYS[0]); i++) {
		*ALWAYS[i].link = bpf_program__attach(ALWAYS[i].program);
		if (!*ALWAYS[i].link) {
			int r = -errno;

			log_error("the kernel program %s cannot be attached: %s",
				bpf_program__name(ALWAYS[i].program), strerror(errno));
			return r;
		}
	}
	return 0;
}

static void cleanup_probe(struct probe **probe)
{
	probe_free(*probe);
}

int probe_new(const struct probe_options *options, struct probe **ret)
{
	_cleanup_(cleanup_probe) struct probe *probe = NULL;
	int r;

	if (options->way == PROBE_TTY) {
		log_error("the tty probe is not built into this version: use --probe auto");
		return -EOPNOTSUPP;
	}
	libbpf_set_print(print_libbpf);
	probe = calloc(1, sizeof(*probe));
	if (!probe)
		return -ENOMEM;
	r = load_programs(probe, options);
	if (r >= 0)
		r = share_maps(probe, options->names);
	if (r >= 0)
		r = attach_programs(probe);
	if (r < 0)
		return r;
	*ret = TAKE_PTR(probe);
	return 0;
}

void probe_free(struct probe *probe)
{
	if (!probe)
		return;
	ring_buffer__free(probe->ring);
	if (probe->slots)
		munmap(probe->slots, SLOT_MAX * sizeof(struct slot));
	bpf_link__destroy(probe->terminal_link);
	monitor__destroy(probe->skeleton);
	free(probe);
}

const char *probe_name(const struct probe *probe)
{
	return WAYS[PROBE_SYSCALL];
}

int probe_fd(const struct probe *probe)
{
	return ring_buffer__epoll_fd(probe->ring);
}

int probe_drain(
	struct probe *probe, void (*each)(void *data, const struct event *event), void *data)
{
	int r;

	probe->each = each;
	probe->each_data = data;
	r = ring_buffer__consume(probe->ring);
	return r < 0 ? r : 0;
}

uint64_t probe_lost(const struct probe *probe)
{
	return __atomic_load_n(&probe->skeleton->bss->lost, __ATOMIC_RELAXED);
}

struct slot *probe_slot(struct probe *probe, unsigned int index)
{
	assert(index < SLOT_MAX);
	return &probe->slots[index];
}

int probe_watch(struct probe *probe, pid_t pid, unsigned int index)
{
	struct slot *slot = probe_slot(probe, index);
	__u32 key = (__u32)pid, value = index;
	int r;

	*slot = (struct slot){.born = ++probe->born};
	r = bpf_map_update_elem(bpf_map__fd(probe->skeleton->maps.watched), &key, &value, BPF_ANY);
	if (r < 0)
		return r;
	if (probe->watched++ > 0)
		return 0;
	probe->terminal_link = bpf_program__attach(probe->skeleton->progs.on_sys_enter);
	if (!probe->terminal_link) {
		r = -errno;
		probe_unwatch(probe, pid);
		return r;
	}
	return 0;
}

void probe_unwatch(struct probe *probe, pid_t pid)
{
	__u32 key = (__u32)pid;

	assert(probe->watched > 0);
	/* Gone already where the process has ended. */
	(void)bpf_map_delete_elem(bpf_map__fd(probe->skeleton->maps.watched), &key);
	if (--probe->watched > 0)
		return;
	bpf_link__destroy(probe->terminal_link);
	probe->terminal_link = NULL;
}

int probe_look(struct probe *probe)
{
	_cleanup_close_ int fd = -1;
	char none[64];
	ssize_t n;

	if (probe->looked == probe->born)
		return 0;
	probe->skeleton->bss->look_from = probe->looked + 1;
	probe->looked = probe->born;
	fd = bpf_iter_create(bpf_link__fd(probe->skeleton->links.look));
	if (fd < 0)
		return -errno;
	do
		n = read(fd, none, sizeof(none));
	while (n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR)));
	return n < 0 ? -errno : 0;
}
