/* SPDX-License-Identifier: MIT */
#include "collector/renames.h"

bool renames_take(struct renames *renames, pid_t pid, uint64_t now_ns)
{
	struct rename *r = &renames->of[(unsigned int)pid % RENAMES_MAX];

	if (r->pid == pid && now_ns < r->looked_ns + RENAMES_GAP_NS) {
		renames->due += !r->due;
		r->due = true;
		return false;
	}
	/* Another that is due there keeps its place. */
	if (r->due && r->pid != pid)
		return true;
	renames->due -= r->due;
	*r = (struct rename){.pid = pid, .looked_ns = now_ns};
	return true;
}

pid_t renames_due(struct renames *renames, uint64_t now_ns, uint64_t *ret_ns)
{
	for (unsigned int i = 0; renames->due && i < RENAMES_MAX; i++) {
		struct rename *r = &renames->of[i];

		if (!r->due)
			continue;
		if (now_ns >= r->looked_ns + RENAMES_GAP_NS) {
			r->due = false;
			r->looked_ns = now_ns;
			renames->due--;
			return r->pid;
		}
		if (r->looked_ns + RENAMES_GAP_NS < *ret_ns)
			*ret_ns = r->looked_ns + RENAMES_GAP_NS;
	}
	return 0;
}
