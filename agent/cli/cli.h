/* SPDX-License-Identifier: MIT */
#ifndef AGENT_CLI_CLI_H
#define AGENT_CLI_CLI_H

#include "agent/cli/option.h"

/* Exit codes of the command line. */
enum cli_rc {
	CLI_OK = 0,
	CLI_FAILED = 1,
	CLI_USAGE = 2,
	CLI_ENDED = 3,     /* what was waited for can't come any more */
	CLI_TIMEOUT = 124, /* as of timeout(1) */
};

int cli_bar(const struct request *request);
int cli_completion(const struct request *request);
int cli_doctor(const struct request *request);
int cli_explain(const struct request *request);
int cli_focus(const struct request *request);
int cli_history(const struct request *request);
int cli_list(const struct request *request);
int cli_menu(const struct request *request);
int cli_next(const struct request *request);
int cli_pause(const struct request *request);
int cli_resume(const struct request *request);
int cli_seen(const struct request *request);
int cli_stats(const struct request *request);
int cli_status(const struct request *request);
int cli_wait(const struct request *request);
int cli_watch(const struct request *request);

#endif
