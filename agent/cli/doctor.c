/* SPDX-License-Identifier: MIT */
#include "agent/cli/doctor.h"

#include "agent/cli/cli.h"
#include "agent/cli/sessions.h"
#include "agent/cli/terminal.h"

#include <stdio.h>

int cli_doctor(const struct request *request)
{
	g_autoptr(GDBusConnection) bus = g_bus_get_sync(G_BUS_TYPE_SESSION, NULL, NULL);
	g_autoptr(GPtrArray) sessions = sessions_ask(request);
	struct report *report = report_new();
	g_autofree char *text = NULL;
	enum verdict verdict;

	doctor_machine(report, request->socket ? request->socket : SOCKET_PATH);
	doctor_desktop(report, bus);
	if (sessions)
		doctor_sessions(report, sessions);
	text = request->json ? report_json(report)
			     : report_text(report, terminal_has_colours(), terminal_width());
	printf("%s%s", text, request->json ? "\n" : "");
	verdict = report_verdict(report);
	report_free(report);
	return verdict == VERDICT_FAIL ? CLI_FAILED : CLI_OK;
}
