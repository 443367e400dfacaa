/* SPDX-License-Identifier: MIT */
#include "collector/names.h"
#include "tests/check.h"

#include <errno.h>

static struct names names;

static void test_known(void)
{
	for (size_t i = 0; i < names.count; i++) {
		const struct agent_name *entry = &names.entries[i];

		CHECK(names_find_file(&names, entry->name) == entry);
		CHECK(strlen(entry->source) > 0);
		CHECK(!strpbrk(entry->name, "* /"));
	}
	CHECK(names.count >= 45 &&
		names.count + 50 <= NAMES_MAX); /* as many may be added on NixOS */
	CHECK_STR(names_find_file(&names, "cn")->source, "continue");
	CHECK(names_find_file(&names, "cn")->common && names_find_file(&names, "agent")->common);
	CHECK(!names_find_file(&names, "cursor-agent")->common);
}

static void test_forms(void)
{
	CHECK_STR(names_find_file(&names, ".codex-wrapped_")->name, "codex");
	CHECK_STR(names_find_comm(&names, ".cursor-agent-w")->name, "cursor-agent");
	CHECK_STR(names_find_comm(&names, "qwen-code sessi")->source, "qwen");
	CHECK_STR(names_find_comm(&names, "Kimi Code")->source, "kimi");
	CHECK(!names_find_file(&names, ".cursor-agent-w"));
	CHECK(!names_find_comm(&names, ".cursor-agent-"));
	CHECK(!names_find_comm(&names, "qwen-code sess"));
	CHECK(!names_find_file(&names, "codex-wrapped"));
	CHECK(!names_find_file(&names, ""));
}

static void test_adding(void)
{
	struct names own = {};
	char spec[80];

	CHECK_INT(names_add(&own, "mine=robot"), 0);
	CHECK_STR(own.entries[0].source, "robot");
	CHECK_INT(names_add(&own, "mine"), 0);
	CHECK_INT(own.count, 1);
	CHECK_STR(own.entries[0].source, "robot");
	CHECK_INT(names_add(&own, "plain"), 0);
	CHECK_STR(own.entries[1].source, "plain");
	CHECK_INT(names_add(&own, ""), -EINVAL);
	CHECK_INT(names_add(&own, "=x"), -EINVAL);
	CHECK_INT(names_add(&own, "x="), -EINVAL);
	CHECK_INT(names_add(&own, "a b"), -EINVAL);
	CHECK_INT(names_add(&own, "a/b"), -EINVAL);
	CHECK_INT(names_add(&own, "%n"), -EINVAL);
	for (int i = 2; i < NAMES_MAX; i++) {
		snprintf(spec, sizeof(spec), "agent%d", i);
		CHECK_INT(names_add(&own, spec), 0);
	}
	CHECK_INT(names_add(&own, "one-more"), -ENOSPC);
}

/* Who asks for a common name by name is believed. */
static void test_asking_for_a_common_name(void)
{
	static struct names own;

	names_init_default(&own);
	CHECK_INT(names_add(&own, "cn"), 0);
	CHECK(!names_find_file(&own, "cn")->common);
	CHECK_STR(names_find_file(&own, "cn")->source, "continue");
	CHECK_INT(own.count, names.count);
}

static bool seen_wrapped, seen_node, seen_process;

static int each_comm(void *data, const char comm[NAMES_COMM], bool interpreter)
{
	CHECK(comm[NAMES_COMM - 1] == '\0');
	seen_wrapped |= !interpreter && strcmp(comm, ".cursor-agent-w") == 0;
	seen_node |= interpreter && strcmp(comm, "node") == 0;
	seen_process |= !interpreter && strcmp(comm, "qwen-code sessi") == 0;
	CHECK(strcmp(comm, "bash") != 0);
	return ++*(int *)data == 2000 ? -ENOSPC : 0;
}

static void test_kernel_filter(void)
{
	int count = 0;

	CHECK_INT(names_each_comm(&names, each_comm, &count), 0);
	CHECK(seen_wrapped && seen_node && seen_process);
	for (int last = 2000 - count; last < 2000; last++) {
		count = last;
		CHECK_INT(names_each_comm(&names, each_comm, &count), -ENOSPC);
		CHECK_INT(count, 2000);
	}
}

int main(void)
{
	names_init_default(&names);
	test_known();
	test_forms();
	test_adding();
	test_asking_for_a_common_name();
	test_kernel_filter();
	return 0;
}
