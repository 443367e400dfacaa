/* SPDX-License-Identifier: MIT */
#include "feed.h"

static char text[8192];

/* One report; NULL where it says nothing. */
static const struct osc *report(struct feed *f, const char *number, const char *pairs)
{
	snprintf(text, sizeof(text), "\033]%s;%s\a", number, pairs);
	feed_first(f, text);
	CHECK(f->count <= 1);
	return f->count ? &f->osc[0] : NULL;
}

static void check_state(const char *number, const char *pairs, enum osc_state want)
{
	struct feed f;
	const struct osc *osc = report(&f, number, pairs);

	if (!osc)
		fprintf(stderr, "%s\n", pairs);
	CHECK(osc);
	CHECK_INT(osc->kind, strcmp(number, "7501") == 0 ? OSC_STATE : OSC_STATUS);
	CHECK_INT(osc->value, want);
}

static void test_states(void)
{
	static const struct {
		const char *pairs;
		enum osc_state want;
	} cases[] = {
		{"state=idle", OSC_STATE_IDLE},
		{"state=working:app=claude-code", OSC_STATE_WORKING},
		{"state=done:app=codex", OSC_STATE_DONE},
		{"state=error", OSC_STATE_ERROR},
		{"state=blocked", OSC_STATE_BLOCKED},
		{"state=clear", OSC_STATE_CLEAR},
		{"app=x:state=idle", OSC_STATE_IDLE},
		{"state=blocked:app=claude-code:kind=permission", OSC_STATE_PERMISSION},
		{"state=blocked:kind=question", OSC_STATE_QUESTION},
		{"kind=auth:state=blocked", OSC_STATE_AUTH},
		{"state=blocked:kind=what", OSC_STATE_BLOCKED},
		{"state=working:kind=permission", OSC_STATE_WORKING},
		/* Malformed pairs are skipped, unknown keys as well. */
		{"state=working:junk:=x:Kind=question:x y=1:msg=a b", OSC_STATE_WORKING},
		{"state=working:state=bad!", OSC_STATE_WORKING},
		{"mystate=done:state=idle:states=done:stat=done", OSC_STATE_IDLE},
		{":state=done:", OSC_STATE_DONE},
		/* Of a key given twice the last counts. */
		{"state=working:state=done", OSC_STATE_DONE},
		{"state=blocked:kind=auth:kind=question", OSC_STATE_QUESTION},
		{"state=idle:abcdefghijklmnop=1", OSC_STATE_IDLE},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check_state("7501", cases[i].pairs, cases[i].want);
}

static void test_ignored(void)
{
	static const char *const cases[] = {
		"",
		"?",
		"app=x",
		"state=",
		"state=what",
		"state=workin",
		"state=workingx",
		"state=Working",
		"state=working!",
		"state=done:state=what",
		"state",
		"status=working",
		"app=x;state=done", /* no key of its own: ';' separates nothing */
		/* Limits. */
		"state=done:abcdefghijklmnopq=1",
		"state=done:id=",
		"state=done:id=/a",
		"state=done:id=a/",
		"state=done:id=a//b",
		"state=clear:id=a b",
		"state=clear:id=\xc3\xbc",
		"state=done:id=a/b/c/d/e/f/g/h/i",
		"state=done:id=123456789012345678901234567890123",
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct feed f;

		if (report(&f, "7501", cases[i]))
			fprintf(stderr, "%s\n", cases[i]);
		CHECK(!report(&f, "7501", cases[i]));
	}
}

static struct osc id_of(const char *id)
{
	const struct osc *osc;
	char pairs[64];
	struct feed f;

	snprintf(pairs, sizeof(pairs), "state=done:id=%s", id);
	osc = report(&f, "7501", pairs);
	CHECK(osc);
	return *osc;
}

/* What is below begins as what is above. */
static void test_ids(void)
{
	struct osc a = id_of("a"), ab = id_of("a/b"), ac = id_of("a/c"),
		   deep = id_of("a/b/c/d/e/f/g/h");

	CHECK_INT(a.depth, 1);
	CHECK_INT(ab.depth, 2);
	CHECK_INT(deep.depth, 8);
	CHECK_INT(ab.path & 0xff, a.path);
	CHECK_INT(deep.path & 0xffff, ab.path);
	CHECK(ab.id != ac.id && ab.path != ac.path && a.id != ab.id);
	CHECK_INT(id_of("12345678901234567890123456789012").depth, 1);
}

/* In pieces that are all looked at, the limits are the protocol's. */
static void test_long_report(void)
{
	struct feed f = {};

	feed(&f, "\033]7501;state=done:id=");
	for (unsigned i = 0; i < 4; i++)
		feed(&f,
			i ? "/1234567890123456789012345678901" : "1234567890123456789012345678901");
	feed(&f, "\a");
	CHECK_INT(f.count, 1);
	CHECK_INT(f.osc[0].depth, 4);
	feed(&f, "\033]7501;state=done:id=");
	for (unsigned i = 0; i < 5; i++)
		feed(&f, i ? "/1234567890123456789012345678" : "1234567890123456789012345678");
	feed(&f, "\a");
	CHECK_INT(f.count, 0);

	for (unsigned more = 0; more < 2; more++) {
		feed(&f, "\033]7501;state=done:msg=");
		for (unsigned i = 0; i < 4000 / 50 + 2 * more; i++)
			feed(&f, "12345678901234567890123456789012345678901234567890");
		feed(&f, "\a");
		CHECK_INT(f.count, !more);
	}
}

/* Text for people: two letters tell it. */
static void test_status(void)
{
	struct feed f;

	check_state("21337", "status=Working\xe2\x80\xa6;indicator=#ffa500", OSC_STATE_WORKING);
	check_state("21337", "status=Waiting", OSC_STATE_BLOCKED);
	check_state("21337", "indicator=#fff;status-color=;status=Idle;detail=x", OSC_STATE_IDLE);
	check_state("21337", "status=working", OSC_STATE_WORKING);
	check_state("21337", "status=;indicator=", OSC_STATE_CLEAR);
	CHECK(!report(&f, "21337", "indicator=#fff"));
	CHECK(!report(&f, "21337", "status=Done"));
	CHECK(!report(&f, "21337", "status=W"));
	CHECK(!report(&f, "21337", "state=working"));
}

int main(void)
{
	test_states();
	test_ignored();
	test_ids();
	test_long_report();
	test_status();
	return 0;
}
