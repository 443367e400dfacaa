/* SPDX-License-Identifier: MIT */
#include "collector/probe.h"

#include "collector/cleanup.h"
#include "collector/load.h"
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

/* A call that a process was about to wait in when it was looked at is waited in by then. */
#define LOOK_AGAIN_NS  100000000ULL
#define LOOK_FAILED_NS 1000000000ULL

/* As many as the ring holds, each behind a header of 8 bytes; then the timer and the readers have
 * their turn. Whoever renames itself without end makes records faster than they are taken. */
#define DRAIN_MOST (EVENT_RING_SIZE / (sizeof(struct event) + 8))

struct probe {
	enum probe_way way;
	struct monitor *skeleton;
	struct ring_buffer *ring;
	struct slot *slots;
	struct bpf_link *tty_links[LOAD_TTY_PROGRAMS]; /* only while something is watched */
	struct bpf_link *syscall_link;                 /* only while something is followed */
	unsigned int watched;
	unsigned int followed;
	bool follows[SLOT_MAX]; /* whose system calls must be seen */
	uint64_t lost;          /* records lost at the last drain */
	uint64_t born;          /* how often a process began to be watched */
	uint64_t looked;        /* born at the last look */
	uint64_t settled;       /* what was born until then has been looked at twice */
	uint64_t again_ns;

	/* While draining. */
	void (*each)(void *data, const struct event *event);
	void *each_data;
	unsigned int drained;
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

static int set_attached(struct bpf_link **link, struct bpf_program *program, bool wanted)
{
	if (wanted == (*link != NULL))
		return 0;
	if (wanted) {
		*link = bpf_program__attach(program);
		return *link ? 0 : -errno;
	}
	bpf_link__destroy(*link);
	*link = NULL;
	return 0;
}

/* Attaches what the watched processes need, and nothing else. */
static int attach_wanted(struct probe *probe)
{
	struct bpf_program *programs[LOAD_TTY_PROGRAMS];
	bool tty = probe->way == PROBE_TTY && probe->watched > 0;
	int r = 0;

	load_tty_programs(probe->skeleton, programs);
	for (unsigned int i = 0; i < LOAD_TTY_PROGRAMS && r >= 0; i++)
		r = set_attached(&probe->tty_links[i], programs[i], tty);
	if (r < 0)
		return r;
	return set_attached(
		&probe->syscall_link, probe->skeleton->progs.on_sys_enter, probe->followed > 0);
}

static void set_followed(struct probe *probe, unsigned int index, bool followed)
{
	probe->followed += followed;
	probe->followed -= probe->follows[index];
	probe->follows[index] = followed;
}

/* Processes may be waiting already when their calls begin to be seen: then looked at once more. */
static void on_follow(struct probe *probe, unsigned int index)
{
	bool was = probe->syscall_link != NULL;
	int r;

	if (index >= SLOT_MAX)
		return;
	set_followed(probe, index, probe->slots[index].follow);
	r = attach_wanted(probe);
	if (r < 0)
		log_warning("system calls cannot be followed: %s, ignoring", strerror(-r));
	if (!was && probe->syscall_link)
		probe->looked = probe->settled = 0;
}

static int on_record(void *data, void *record, size_t size)
{
	struct probe *probe = data;
	const struct event *event = record;

	if (size != sizeof(struct event)) {
		log_error("a record of %zu bytes from the kernel programs, not %zu, ignoring", size,
			sizeof(struct event));
		return 0;
	}
	if (event->type == EVENT_FOLLOW)
		on_follow(probe, event->slot);
	else
		probe->each(probe->each_data, event);
	return ++probe->drained < DRAIN_MOST ? 0 : -EAGAIN;
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

	probe = calloc(1, sizeof(*probe));
	if (!probe)
		return -ENOMEM;
	probe->way = options->way;
	probe->again_ns = UINT64_MAX;
	r = load_programs(options->osc, options->cursor, &probe->way, &probe->skeleton);
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
	for (unsigned int i = 0; i < LOAD_TTY_PROGRAMS; i++)
		bpf_link__destroy(probe->tty_links[i]);
	bpf_link__destroy(probe->syscall_link);
	monitor__destroy(probe->skeleton);
	free(probe);
}

const char *probe_name(const struct probe *probe)
{
	return WAYS[probe->way];
}

int probe_fd(const struct probe *probe)
{
	return ring_buffer__epoll_fd(probe->ring);
}

/* A record that got lost may have told of a change. */
static void repair_followed(struct probe *probe)
{
	probe->lost = probe_lost(probe);
	for (unsigned int i = 0; i < SLOT_MAX; i++)
		on_follow(probe, i);
}

int probe_drain(
	struct probe *probe, void (*each)(void *data, const struct event *event), void *data)
{
	int r;

	probe->each = each;
	probe->each_data = data;
	probe->drained = 0;
	r = ring_buffer__consume(probe->ring);
	if (probe_lost(probe) != probe->lost)
		repair_followed(probe);
	return r < 0 && r != -EAGAIN ? r : 0;
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

int probe_watch(struct probe *probe, pid_t pid, enum dialect dialect, unsigned int index)
{
	struct slot *slot = probe_slot(probe, index);
	__u32 key = (__u32)pid, value = index;
	int r;

	*slot = (struct slot){
		.terminal.dialect = dialect,
		.born = ++probe->born,
		.follow = probe->way == PROBE_SYSCALL,
	};
	r = bpf_map_update_elem(bpf_map__fd(probe->skeleton->maps.watched), &key, &value, BPF_ANY);
	if (r < 0)
		return r;
	probe->watched++;
	set_followed(probe, index, slot->follow);
	r = attach_wanted(probe);
	if (r < 0)
		probe_unwatch(probe, pid, index);
	return r;
}

void probe_unwatch(struct probe *probe, pid_t pid, unsigned int index)
{
	__u32 key = (__u32)pid;

	assert(probe->watched > 0);
	/* Gone already where the process has ended. */
	(void)bpf_map_delete_elem(bpf_map__fd(probe->skeleton->maps.watched), &key);
	probe->watched--;
	probe_slot(probe, index)->follow = false;
	set_followed(probe, index, false);
	(void)attach_wanted(probe);
}

static int run_look(struct probe *probe, uint64_t from)
{
	_cleanup_close_ int fd = -1;
	char none[64];
	ssize_t n;

	probe->skeleton->bss->look_from = from;
	fd = bpf_iter_create(bpf_link__fd(probe->skeleton->links.look));
	if (fd < 0)
		return -errno;
	do
		n = read(fd, none, sizeof(none));
	while (n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR)));
	return n < 0 ? -errno : 0;
}

int probe_look(struct probe *probe, uint64_t now_ns, uint64_t *ret_again_ns)
{
	bool anew = probe->looked != probe->born, again = now_ns >= probe->again_ns;
	int r = anew || again ? run_look(probe, probe->settled + 1) : 0;

	if (r < 0) {
		probe->again_ns = now_ns + LOOK_FAILED_NS;
	} else if (anew) {
		probe->looked = probe->born;
		probe->again_ns = now_ns + LOOK_AGAIN_NS;
	} else if (again) {
		probe->settled = probe->looked;
		probe->again_ns = UINT64_MAX;
	}
	*ret_again_ns = probe->again_ns;
	return r;
}
