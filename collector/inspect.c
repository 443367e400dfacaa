/* SPDX-License-Identifier: MIT */
#include "collector/inspect.h"

#define ANCESTORS_MAX 32

struct identity inspect_identity(const struct names *names, const struct process *process)
{
	char args[PROCESS_ARGS_MAX];
	ssize_t len = process_read_args(process->pid, args, sizeof(args));
	struct command command = {
		.comm = process->comm, .args = args, .args_len = len < 0 ? 0 : (size_t)len + 1};
	struct identity identity = {};

	if (len >= 0 && process->terminal != 0)
		identify(names, &command, &identity);
	return identity;
}

pid_t inspect_ancestor(struct track *track, const struct process *process)
{
	struct process above = *process;

	for (int i = 0; i < ANCESTORS_MAX && above.parent > 1; i++) {
		const struct track_session *session;

		if (process_read(above.parent, &above) < 0 || above.leader != process->leader)
			return 0;
		session = track_find(track, above.pid);
		if (session && session->process.start_ticks == above.start_ticks)
			return above.pid;
	}
	return 0;
}
