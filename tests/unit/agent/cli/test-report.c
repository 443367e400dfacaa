/* SPDX-License-Identifier: MIT */
#include "agent/cli/report.h"

#include "tests/check.h"

int main(void)
{
	struct report *report = report_new();
	g_autofree char *text = NULL, *coloured = NULL, *json = NULL;

	CHECK_INT(report_verdict(report), VERDICT_OK);
	report_add(report, VERDICT_OK, "kernel", NULL, "Linux %s", "6.1");
	report_add(report, VERDICT_FAIL, "socket", "start it", "%s", "/a\x1b[2J\n\xff");
	report_add(report, VERDICT_WARN, "Sway", NULL, "none");
	CHECK_INT(report_verdict(report), VERDICT_FAIL);
	text = report_text(report, FALSE, 0);
	CHECK_STR(text,
		"ok    kernel         Linux 6.1\n"
		"fail  socket         /a\xef\xbf\xbd[2J\xef\xbf\xbd\xef\xbf\xbd\n"
		"                     start it\n"
		"warn  Sway           none\n");
	coloured = report_text(report, TRUE, 30);
	CHECK(g_str_has_prefix(coloured, "\033[32mok  \033[0m  kernel         Linux 6.1\n"));
	CHECK(strstr(coloured, "                     start it\n"));
	json = report_json(report);
	CHECK(strstr(json, "\"verdict\": \"fail\"") && strstr(json, "\"advice\": \"start it\""));
	CHECK(!strchr(json, '\x1b'));
	report_free(report);
	return 0;
}
