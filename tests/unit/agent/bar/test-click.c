/* SPDX-License-Identifier: MIT */
#include "agent/bar/click.h"
#include "tests/check.h"

#include <glib.h>

static void check(const char *line, const char *want)
{
	g_autofree char *id = click_parse(line);

	CHECK_STR(id ? id : "none", want);
}

int main(void)
{
	check("[", "none");
	check("", "none");
	check("{\"name\":\"ebpf-ai-monitor\",\"instance\":\"7-1\",\"button\":1,\"x\":3}", "7-1");
	check(",{\"instance\":\"7-1\",\"button\":1}", "7-1");
	check("{\"button\":1},", "");
	check("{\"instance\":\"\",\"button\":1}", "");
	check("{\"instance\":\"7-1\",\"button\":4}", "none");
	check("{\"instance\":7,\"button\":1}", "none");
	check("{\"instance\":\"7-1\"}", "none");
	check("{\"button\":1", "none");
	check("}{", "none");
	check("{\"button\":1}}", "none");
	return 0;
}
