/* SPDX-License-Identifier: MIT */
#include "bpf/cursor.h"
#include "tests/check.h"

#define BYTES 64

struct part {
	unsigned char bytes[BYTES];
};

static const char show[] = "\033[?25h", hide[] = "\033[?25l";

/* The same, byte by byte. */
static __u32 find_plainly(const struct part *p, size_t len)
{
	for (size_t at = len - 6 + 1; at-- > 0;) {
		if (memcmp(p->bytes + at, show, 6) == 0)
			return TERMINAL_CURSOR_SHOWN;
		if (memcmp(p->bytes + at, hide, 6) == 0)
			return TERMINAL_CURSOR_HIDDEN;
	}
	return TERMINAL_CURSOR_UNKNOWN;
}

static void check(const struct part *p)
{
	CHECK_INT(cursor_find(p->bytes, BYTES), find_plainly(p, BYTES));
	CHECK_INT(cursor_find(p->bytes, CURSOR_TAIL), find_plainly(p, CURSOR_TAIL));
}

static void put(struct part *p, size_t at, const char *text)
{
	memcpy(p->bytes + at, text, strlen(text));
}

static void test_every_place(void)
{
	for (size_t at = 0; at + 6 <= BYTES; at++) {
		struct part p = {};

		put(&p, at, show);
		CHECK_INT(cursor_find(p.bytes, BYTES), TERMINAL_CURSOR_SHOWN);
		CHECK_INT(cursor_find(p.bytes, CURSOR_TAIL),
			at + 6 <= CURSOR_TAIL ? TERMINAL_CURSOR_SHOWN : TERMINAL_CURSOR_UNKNOWN);
		put(&p, at, hide);
		CHECK_INT(cursor_find(p.bytes, BYTES), TERMINAL_CURSOR_HIDDEN);
	}
}

/* Every pair, touching ones included: the last decides. */
static void test_the_last_counts(void)
{
	for (size_t first = 0; first + 12 <= BYTES; first++) {
		for (size_t last = first + 6; last + 6 <= BYTES; last++) {
			struct part p = {};

			put(&p, first, show);
			put(&p, last, hide);
			CHECK_INT(cursor_find(p.bytes, BYTES), TERMINAL_CURSOR_HIDDEN);
		}
	}
}

static void test_none_but_the_exact_six_bytes(void)
{
	static const char *const others[] = {
		"\033[?25",
		"\033[?25H",
		"\033[?2h",
		"\033[?26h",
		"\033[?1049h",
		"\033[?2026l",
		"\033[25h",
		"\033?25h",
		"[?25h",
		"\033[?25;1h",
		"\033[?025h",
		"\033\033?25h",
		"?????????????",
	};

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		for (size_t at = 0; at + strlen(others[i]) <= BYTES; at++) {
			struct part p = {};

			put(&p, at, others[i]);
			CHECK_INT(cursor_find(p.bytes, BYTES), TERMINAL_CURSOR_UNKNOWN);
		}
	}
}

static void test_anything(void)
{
	static const char some[] = "\033[?25hl2?\377";
	struct part p;

	srand(1);
	for (unsigned round = 0; round < 1000000; round++) {
		for (size_t i = 0; i < BYTES; i++)
			p.bytes[i] = round % 2 ? rand() : some[rand() % sizeof(some)];
		for (unsigned i = rand() % 3; i > 0; i--)
			put(&p, rand() % (BYTES - 5), rand() % 2 ? show : hide);
		check(&p);
	}
}

int main(void)
{
	test_every_place();
	test_the_last_counts();
	test_none_but_the_exact_six_bytes();
	test_anything();
	return 0;
}
