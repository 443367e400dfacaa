/* SPDX-License-Identifier: MIT */
#include "agent/bus/facts.h"

#include "agent/bus/describe.h"
#include "agent/bus/field.h"
#include "tests/check.h"

static GVariant *explain(const struct model_session *session, gboolean paused)
{
	return g_variant_ref_sink(
		facts_add(describe_session(session, NULL, NULL), session, paused));
}

static void check_card(struct model_session session, gboolean paused, const char *want)
{
	g_autoptr(GVariant) facts = explain(&session, paused);

	CHECK_STR(field_string(facts, "card"), want);
}

static void test_card(void)
{
	struct model_session s = {.frame = {.id = "7-1"}, .project = ""};

	for (s.card = MODEL_CARD_NONE; s.card < _MODEL_CARD_MAX; s.card++) {
		g_autoptr(GVariant) facts = explain(&s, FALSE);

		CHECK(*field_string(facts, "card"));
	}
	s.card = MODEL_CARD_LOOKED;
	check_card(s, FALSE, "looked");
	/* A card that an earlier agent showed is one, whatever this one knows. */
	s.notice.serial = 3;
	check_card(s, FALSE, "shown");
	s.notice.gathered = 4;
	check_card(s, FALSE, "gathered");
	check_card(s, TRUE, "paused");
}

static void test_basis(void)
{
	struct model_session s = {.frame = {.id = "7-1"}, .project = ""};
	g_autoptr(GVariant) without = explain(&s, FALSE), with = NULL;

	CHECK(!g_variant_lookup(without, "frames", "x", NULL));
	CHECK(!g_variant_lookup(without, "file", "s", NULL));
	CHECK(!g_variant_lookup(without, "heard-state", "s", NULL));
	s.frame.basis = (struct basis){
		.known = true, .mode = BASIS_MODE_RAW, .says = BASIS_SAYS_WORK, .frames = 14};
	s.evidence.heard = (struct frame_session){.id = "7-1", .state = SESSION_WORKING};
	s.evidence.told = (struct status_claim){STATUS_ASKS, 5};
	with = explain(&s, FALSE);
	CHECK_INT(field_int64(with, "frames"), 14);
	CHECK_STR(field_string(with, "mode"), "raw");
	CHECK_STR(field_string(with, "says"), "work");
	CHECK_STR(field_string(with, "file"), "asks");
	CHECK(field_boolean(with, "file-counts"));
	CHECK_STR(field_string(with, "heard-state"), "working");
}

int main(void)
{
	test_card();
	test_basis();
	return 0;
}
