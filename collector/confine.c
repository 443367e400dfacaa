/* SPDX-License-Identifier: MIT */
#include "collector/confine.h"

#include "collector/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/bpf.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "the numbers of system calls are per architecture: name this one's"
#endif

#ifdef INSTRUMENTED /* at its end this looks for leaks from a process of its own, or writes what was run */
#define CONFINES false
#else
#define CONFINES true
#endif

#define NEEDS_MAX 2
#define RULE_SIZE (2 + NEEDS_MAX * 3 + 2)
#define ALL       0xffffffffU

/* The low half of an argument, or of its upper half, under MASK is VALUE. */
struct need {
	uint32_t at;
	uint32_t mask;
	uint32_t value;
};

struct rule {
	uint32_t call;
	uint32_t action;              /* SECCOMP_RET_... */
	struct need needs[NEEDS_MAX]; /* with a mask of 0: none */
};

/* Little endian, as both architectures are. */
#define ARG(n)      ((uint32_t)offsetof(struct seccomp_data, args) + 8 * (n))
#define ARG_HIGH(n) (ARG(n) + 4)

#define ALLOW(name)                             \
	{                                       \
		__NR_##name, SECCOMP_RET_ALLOW, \
		{                               \
			{                       \
			}                       \
		}                               \
	}
#define ALLOW_IF(name, ...)                     \
	{                                       \
		__NR_##name, SECCOMP_RET_ALLOW, \
		{                               \
			__VA_ARGS__             \
		}                               \
	}
#define END(name)                                      \
	{                                              \
		__NR_##name, SECCOMP_RET_KILL_PROCESS, \
		{                                      \
			{                              \
			}                              \
		}                                      \
	}

/* What is asked for most often first. FOLDER stands for the descriptor of that. */
#define FOLDER 0xf01de4U
static const struct rule RULES[] = {
#ifdef __NR_epoll_wait
	ALLOW(epoll_wait),
#endif
	ALLOW(epoll_pwait),
	ALLOW(read),
	ALLOW(timerfd_settime),
	ALLOW_IF(sendto, {ARG(4), ALL, 0}, {ARG_HIGH(4), ALL, 0}), /* to nobody but the peer */
	ALLOW(close),
	ALLOW(clock_gettime),
	/* /proc; nothing is written. */
	ALLOW_IF(openat, {ARG(0), ALL, FOLDER}, {ARG(2), ~(O_CLOEXEC | O_DIRECTORY), O_RDONLY}),
	ALLOW(getdents64),
	ALLOW(fstat),
	ALLOW_IF(newfstatat, {ARG(3), ALL, AT_EMPTY_PATH}), /* fstat of some C libraries */
	ALLOW(lseek),
	ALLOW(fcntl),
	/* Readers. */
	ALLOW(accept4),
	ALLOW(getsockopt),
	ALLOW(shutdown),
	ALLOW(epoll_ctl),
	/* The kernel programs: loaded ones are attached, and maps written. */
	ALLOW_IF(bpf, {ARG(0), ALL, BPF_MAP_UPDATE_ELEM}),
	ALLOW_IF(bpf, {ARG(0), ALL, BPF_MAP_DELETE_ELEM}),
	ALLOW_IF(bpf, {ARG(0), ALL, BPF_ITER_CREATE}),
	ALLOW_IF(bpf, {ARG(0), ALL, BPF_LINK_CREATE}),
	ALLOW_IF(bpf, {ARG(0), ALL, BPF_RAW_TRACEPOINT_OPEN}),
	/* Memory, none of it to be executed. */
	ALLOW(brk),
	ALLOW(madvise),
	ALLOW_IF(mmap, {ARG(2), PROT_EXEC, 0}),
	ALLOW_IF(mprotect, {ARG(2), PROT_EXEC, 0}),
	ALLOW(mremap),
	ALLOW(munmap),
	/* The log, the C library, the end. */
	ALLOW(write),
	ALLOW(writev),
	ALLOW(futex),
	ALLOW(getrandom),
	ALLOW(getpid),
	ALLOW(gettid),
	ALLOW(tgkill),
	ALLOW(restart_syscall),
	ALLOW(rt_sigaction),
	ALLOW(rt_sigprocmask),
	ALLOW(rt_sigreturn),
	ALLOW(exit),
	ALLOW(exit_group),
	/* Whoever gets to these is not the collector any more. */
	END(openat),
	END(openat2),
	END(open_by_handle_at),
	END(execve),
	END(execveat),
	END(clone),
	END(clone3),
	END(socket),
	END(socketpair),
	END(connect),
	END(bind),
	END(listen),
	END(ptrace),
#ifdef __NR_open
	END(open),
	END(creat),
	END(fork),
	END(vfork),
#endif
};

#define RULES_COUNT (sizeof(RULES) / sizeof(RULES[0]))

/* Each step puts one or more instructions at the end of what it is given, and returns the new end. */
static struct sock_filter *put_load(struct sock_filter *end, uint32_t at)
{
	*end = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, at);
	return end + 1;
}

static struct sock_filter *put_return(struct sock_filter *end, uint32_t action)
{
	*end = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, action);
	return end + 1;
}

/* Every mismatch goes to the rule after this one, with the call's number loaded anew. */
static struct sock_filter *put_rule(struct sock_filter *end, const struct rule *rule, int folder)
{
	unsigned int needs = 0;
	struct sock_filter *begin = end++;

	while (needs < NEEDS_MAX && rule->needs[needs].mask)
		needs++;
	for (unsigned int i = 0; i < needs; i++) {
		const struct need *need = &rule->needs[i];
		uint32_t value = need->value == FOLDER ? (uint32_t)folder : need->value;
		uint8_t left = (uint8_t)((needs - i - 1) * 3 + 1);

		end = put_load(end, need->at);
		*end++ = (struct sock_filter)BPF_STMT(BPF_ALU | BPF_AND | BPF_K, need->mask);
		*end++ = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, left);
	}
	end = put_return(end, rule->action);
	if (needs)
		end = put_load(end, offsetof(struct seccomp_data, nr));
	*begin = (struct sock_filter)BPF_JUMP(
		BPF_JMP | BPF_JEQ | BPF_K, rule->call, 0, (uint8_t)(end - begin - 1));
	return end;
}

static int filter_calls(int folder)
{
	struct sock_filter code[RULES_COUNT * RULE_SIZE + 5], *end = code;
	struct sock_fprog program = {.filter = code};

	end = put_load(end, offsetof(struct seccomp_data, arch));
	*end++ = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
	end = put_return(end, SECCOMP_RET_KILL_PROCESS);
	end = put_load(end, offsetof(struct seccomp_data, nr));
	for (size_t i = 0; i < RULES_COUNT; i++)
		end = put_rule(end, &RULES[i], folder);
	end = put_return(end, SECCOMP_RET_ERRNO | EPERM);
	program.len = (unsigned short)(end - code);
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) < 0 ? -errno : 0;
}

/* 0 or -errno. */
static int keep_below(int folder)
{
	struct landlock_ruleset_attr all = {
		/* All of its first version. */
		.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1,
	};
	struct landlock_path_beneath_attr below = {
		.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
		.parent_fd = folder,
	};
	_cleanup_close_ int rules =
		(int)syscall(__NR_landlock_create_ruleset, &all, sizeof(all), 0);

	if (rules < 0 ||
		syscall(__NR_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &below, 0) < 0 ||
		syscall(__NR_landlock_restrict_self, rules, 0) < 0)
		return -errno;
	return 0;
}

int confine(int folder)
{
	bool bound;
	int r;

	if (!CONFINES)
		return 0;
	bound = keep_below(folder) == 0;
	r = filter_calls(folder);
	return r < 0 || bound ? r : CONFINE_E_UNBOUND;
}
