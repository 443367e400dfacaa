/* SPDX-License-Identifier: MIT */
#include "status.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Makes the folders on the way to it. */
static void find_file(char path[static PATH_MAX])
{
	const char *set = getenv("CLAUDE_CONFIG_DIR"), *home = getenv("HOME");
	int len = set ? snprintf(path, PATH_MAX, "%s", set)
		      : snprintf(path, PATH_MAX, "%s/.claude", home ? home : "");

	mkdir(path, 0700);
	len += snprintf(path + len, (size_t)(PATH_MAX - len), "/sessions");
	mkdir(path, 0700);
	snprintf(path + len, (size_t)(PATH_MAX - len), "/%d.json", getpid());
}

/* Field 22 of /proc/self/stat; the name before it has no blanks here. */
static unsigned long long find_start(void)
{
	FILE *f = fopen("/proc/self/stat", "re");
	unsigned long long start = 0;

	if (!f)
		return 0;
	if (fscanf(f,
		    "%*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s "
		    "%*s %*s %llu",
		    &start) != 1)
		start = 0;
	fclose(f);
	return start;
}

static const char *word(const struct stage *s)
{
	if (strcmp(s->phase, "working") == 0)
		return "\"status\":\"busy\"";
	if (strcmp(s->sub, "approval") == 0)
		return "\"status\":\"waiting\",\"waitingFor\":\"permission prompt\"";
	if (strcmp(s->sub, "question") == 0)
		return "\"status\":\"waiting\",\"waitingFor\":\"input needed\"";
	return s->has_shell ? "\"status\":\"shell\"" : "\"status\":\"idle\"";
}

void status_write(const struct stage *s)
{
	char path[PATH_MAX];
	struct timespec now;
	FILE *f;

	find_file(path);
	clock_gettime(CLOCK_REALTIME, &now);
	f = fopen(path, "we");
	if (!f)
		return;
	fprintf(f,
		"{\"pid\":%d,\"procStart\":\"%llu\",\"kind\":\"interactive\",%s,"
		"\"statusUpdatedAt\":%lld}",
		getpid(), find_start(), word(s),
		(long long)now.tv_sec * 1000 + now.tv_nsec / NS_PER_MS);
	fclose(f);
}

void status_remove(void)
{
	char path[PATH_MAX];

	find_file(path);
	unlink(path);
}
