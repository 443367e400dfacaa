/* SPDX-License-Identifier: MIT */
#include "agent/remote/line.h"

#include "tests/check.h"

#define NOW 100000

#define WAITS                                                                                   \
	"{\"id\":\"7-1\",\"name\":\"claude\",\"source\":\"claude-code\",\"state\":\"waiting\"," \
	"\"reason\":\"title\",\"kind\":\"attention\",\"kind-reason\":\"cursor\",\"tty\":\"pts/" \
	"3\","                                                                                  \
	"\"pid\":7,\"since-ms\":90000,\"started-ms\":1000,\"worked-ms\":5000,\"project\":\"web\"}"

static void test_wait(void)
{
	struct frame_session f;
	g_autofree char *project = NULL;

	CHECK(remote_line_parse(WAITS, "me@build1", NOW, &f, &project));
	CHECK_STR(f.id, "me@build1/7-1");
	CHECK_STR(f.name, "claude");
	CHECK_INT(f.state, SESSION_WAITING);
	CHECK_INT(f.kind, SESSION_KIND_ATTENTION);
	CHECK(f.kind_known);
	CHECK_INT(f.kind_reason, SESSION_BY_CURSOR);
	CHECK_INT(f.since_ms, 90000);
	CHECK_INT(f.worked_ms, 5000);
	CHECK_STR(project, "me@build1:web");
	/* Neither is of this machine. */
	CHECK_INT(f.pid, 0);
	CHECK_STR(f.tty, "");
}

/* Its clock may be ahead, and its names may be of a later version. */
static void test_strange_values(void)
{
	struct frame_session f;
	g_autofree char *project = NULL;

	CHECK(remote_line_parse("{\"id\":\"7-1\",\"state\":\"waiting\",\"reason\":\"telepathy\","
				"\"kind\":\"lunch\",\"kind-reason\":\"hunger\",\"since-ms\":1e300,"
				"\"started-ms\":999999999999,\"worked-ms\":-5}",
		"build1", NOW, &f, &project));
	CHECK_INT(f.since_ms, 0);
	CHECK_INT(f.started_ms, NOW);
	CHECK_INT(f.worked_ms, 0);
	CHECK_INT(f.kind, SESSION_KIND_NONE);
	CHECK_STR(project, "build1");
}

static void test_refused(void)
{
	static const char *const LINES[] = {"", "{", "[]", "null", "{\"state\":\"working\"}",
		"{\"id\":\"7-1\"}", "{\"id\":\"7-1\",\"state\":\"asleep\"}",
		"{\"id\":\"other/7-1\",\"state\":\"working\"}",
		"{\"id\":\"7-1\",\"id\":\"7-2\",\"state\":\"working\"}",
		"{\"id\":\"012345678901234567890123456789012345678901234567890\",\"state\":"
		"\"working\"}"};

	for (gsize i = 0; i < G_N_ELEMENTS(LINES); i++) {
		struct frame_session f;
		char *project;

		CHECK(!remote_line_parse(LINES[i], "build1", NOW, &f, &project));
	}
}

/* A long name leaves the id its room. */
static void test_long_host(void)
{
	struct frame_session f;
	g_autofree char *project = NULL;

	CHECK(remote_line_parse("{\"id\":\"4194304-12345678901\",\"state\":\"working\"}",
		"somebody@build-server-17.example.org", NOW, &f, &project));
	CHECK_STR(f.id, "somebody@build-serve/4194304-12345678901");
	CHECK_STR(project, "somebody@build-server-17.example.org");
}

int main(void)
{
	test_wait();
	test_strange_values();
	test_refused();
	test_long_host();
	return 0;
}
