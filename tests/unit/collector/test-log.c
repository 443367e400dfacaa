/* SPDX-License-Identifier: MIT */
#include "collector/log.h"

#include "tests/check.h"

#include <sys/mman.h>
#include <unistd.h>

#define LATER_S (LOG_BURST_S + 1)

static int lines = -1; /* what is logged, instead of on standard error */

static void provoke(struct log_place *place, int times)
{
	for (int i = 0; i < times; i++)
		log_limited(place, LOG_LEVEL_WARNING, "%s does that again", "a peer");
}

/* What was logged since the last time. */
static const char *logged(void)
{
	static char text[4096];
	ssize_t size = pread(lines, text, sizeof(text) - 1, 0);

	CHECK(size >= 0 && ftruncate(lines, 0) == 0 && lseek(lines, 0, SEEK_SET) == 0);
	text[size] = '\0';
	return text;
}

static int count(const char *text, const char *words)
{
	int n = 0;

	while ((text = strstr(text, words))) {
		text += strlen(words);
		n++;
	}
	return n;
}

/* A few are told, the others counted, and how many those were is told with the next one. */
static void test_limit(void)
{
	struct log_place place = {}, other = {};
	const char *text;

	provoke(&place, 45000);
	CHECK_INT(count(logged(), "a peer does that again\n"), LOG_BURST);
	provoke(&place, 1);
	CHECK_STR(logged(), "");
	provoke(&other, 1);
	CHECK_INT(count(logged(), "\n"), 1);

	place.begun_s -= LATER_S;
	provoke(&place, 1);
	text = logged();
	CHECK(strstr(text, "44996 messages like the next were left out\n"));
	CHECK_INT(count(text, "\n"), 2);
	place.begun_s -= LATER_S;
	provoke(&place, 1);
	CHECK_INT(count(logged(), "\n"), 1);
}

/* What is not told anyway is not counted. */
static void test_level(void)
{
	struct log_place place = {};

	log_set_level(LOG_LEVEL_ERROR);
	provoke(&place, 100);
	log_set_level(LOG_LEVEL_INFO);
	provoke(&place, 1);
	CHECK_INT(count(logged(), "\n"), 1);
}

int main(void)
{
	int errors = dup(STDERR_FILENO);

	lines = memfd_create("lines", MFD_CLOEXEC);
	CHECK(errors >= 0 && lines >= 0 && dup2(lines, STDERR_FILENO) >= 0);
	test_limit();
	test_level();
	CHECK(dup2(errors, STDERR_FILENO) >= 0);
	return 0;
}
