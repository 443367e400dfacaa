/* SPDX-License-Identifier: MIT */
#include "agent/bus/facts.h"

static const char *name_card(const struct model_session *s, gboolean paused)
{
	static const char *const NAMES[_MODEL_CARD_MAX] = {
		[MODEL_CARD_NONE] = "none",
		[MODEL_CARD_DUE] = "due",
		[MODEL_CARD_SHOWN] = "shown",
		[MODEL_CARD_UNTOLD] = "untold",
		[MODEL_CARD_NO_TURN] = "no-turn",
		[MODEL_CARD_OLD] = "old",
		[MODEL_CARD_OFF] = "off",
		[MODEL_CARD_SHORT] = "short",
		[MODEL_CARD_LOOKED] = "looked",
		[MODEL_CARD_SEEN] = "seen",
		[MODEL_CARD_DISMISSED] = "dismissed",
		[MODEL_CARD_CLOSED] = "closed",
	};

	if (!s->notice.serial)
		return NAMES[s->card];
	if (paused)
		return "paused";
	return s->notice.gathered ? "gathered" : "shown";
}

static void add_heard(GVariantDict *dict, const struct frame_session *heard)
{
	g_variant_dict_insert(dict, "heard-state", "s", session_state_name(heard->state));
	g_variant_dict_insert(dict, "heard-reason", "s", session_reason_name(heard->reason));
	g_variant_dict_insert(dict, "heard-since-ms", "x", heard->since_ms);
}

static void add_file(GVariantDict *dict, const struct evidence *evidence)
{
	static const char *const NAMES[_STATUS_WORD_MAX] = {
		[STATUS_NOTHING] = "",
		[STATUS_BUSY] = "busy",
		[STATUS_IDLE] = "idle",
		[STATUS_SHELL] = "shell",
		[STATUS_ASKS] = "asks",
		[STATUS_DIALOG] = "dialog",
	};

	if (evidence->told.word == STATUS_NOTHING)
		return;
	g_variant_dict_insert(dict, "file", "s", NAMES[evidence->told.word]);
	g_variant_dict_insert(dict, "file-since-ms", "x", evidence->told.at_ms);
	g_variant_dict_insert(dict, "file-counts", "b", evidence_counts(evidence));
}

static void add_basis(GVariantDict *dict, const struct basis *basis)
{
	if (!basis->known)
		return;
	g_variant_dict_insert(dict, "mode", "s", basis_mode_name(basis->mode));
	g_variant_dict_insert(dict, "cursor", "s", basis_cursor_name(basis->cursor));
	g_variant_dict_insert(dict, "says", "s", basis_says_name(basis->says));
	g_variant_dict_insert(dict, "says-ms", "x", (gint64)basis->says_ms);
	g_variant_dict_insert(dict, "frames", "x", (gint64)basis->frames);
	g_variant_dict_insert(dict, "frames-ms", "x", (gint64)basis->frames_ms);
	g_variant_dict_insert(dict, "quiet-ms", "x", (gint64)basis->quiet_ms);
}

GVariant *facts_add(GVariant *shown, const struct model_session *session, gboolean paused)
{
	g_autoptr(GVariant) owned = g_variant_ref_sink(shown);
	GVariantDict dict;

	g_variant_dict_init(&dict, owned);
	g_variant_dict_insert(&dict, "card", "s", name_card(session, paused));
	if (*session->evidence.heard.id)
		add_heard(&dict, &session->evidence.heard);
	add_file(&dict, &session->evidence);
	add_basis(&dict, &session->frame.basis);
	return g_variant_dict_end(&dict);
}
