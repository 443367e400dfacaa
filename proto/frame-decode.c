/* SPDX-License-Identifier: MIT */
#include "proto/frame.h"

#include <errno.h>
#include <jansson.h>
#include <limits.h>
#include <string.h>

/* Only the newline that ends the record may be raw; inside strings it is escaped. */
static bool is_one_line(const char *buf, size_t len)
{
	return len > 1 && len <= FRAME_MAX && memchr(buf, '\n', len) == buf + len - 1;
}

static int get_int(
	const json_t *object, const char *key, json_int_t min, json_int_t max, json_int_t *ret)
{
	const json_t *value = json_object_get(object, key);
	json_int_t n = json_integer_value(value);

	if (!json_is_integer(value) || n < min || n > max)
		return -EBADMSG;
	*ret = n;
	return 0;
}

/* Names lengthen where the encoder had to replace bytes: cut them, at the start of a character. */
static int get_word(const json_t *object, const char *key, char ret[static FRAME_WORD_MAX])
{
	const json_t *value = json_object_get(object, key);
	size_t len = json_string_length(value);

	if (!json_is_string(value))
		return -EBADMSG;
	if (len >= FRAME_WORD_MAX) {
		len = FRAME_WORD_MAX - 1;
		while (len > 0 && (json_string_value(value)[len] & 0xc0) == 0x80)
			len--;
	}
	memcpy(ret, json_string_value(value), len);
	ret[len] = '\0';
	return 0;
}

/* An identity that was cut would be another one. */
static int get_id(const json_t *object, char ret[static FRAME_ID_MAX])
{
	const json_t *value = json_object_get(object, "id");
	size_t len = json_string_length(value);

	if (!json_is_string(value) || len == 0 || len >= FRAME_ID_MAX)
		return -EBADMSG;
	memcpy(ret, json_string_value(value), len + 1);
	return 0;
}

static int get_exit(const json_t *object, struct frame_session *s)
{
	const json_t *end = json_object_get(object, "exit");
	json_int_t n;

	if (!end)
		return 0;
	if (!json_is_object(end) || s->state != SESSION_EXITED)
		return -EBADMSG;
	if (json_object_get(end, "signal")) {
		if (get_int(end, "signal", 1, 127, &n) < 0)
			return -EBADMSG;
		s->exit_signal = (int)n;
		s->exit_core = json_is_true(json_object_get(end, "core"));
	} else {
		if (get_int(end, "code", 0, 255, &n) < 0)
			return -EBADMSG;
		s->exit_code = (int)n;
	}
	s->has_exit = true;
	return 0;
}

/* Absent where the kind is not known yet. */
static int get_kind(const json_t *object, struct frame_session *s)
{
	const json_t *kind = json_object_get(object, "kind");
	const json_t *reason = json_object_get(object, "kind_reason");

	if (kind &&
		(!json_is_string(kind) ||
			session_kind_parse(json_string_value(kind), &s->kind) < 0))
		return -EBADMSG;
	/* A kind without it is of an older collector. */
	s->kind_known = kind;
	s->kind_reason = s->reason;
	if (!reason)
		return 0;
	if (!json_is_string(reason) ||
		session_reason_parse(json_string_value(reason), &s->kind_reason) < 0)
		return -EBADMSG;
	s->kind_known = true;
	return 0;
}

static int get_words(const json_t *object, struct frame_session *s)
{
	const char *state = json_string_value(json_object_get(object, "state"));
	const char *reason = json_string_value(json_object_get(object, "reason"));

	if (!state || session_state_parse(state, &s->state) < 0)
		return -EBADMSG;
	if (!reason || session_reason_parse(reason, &s->reason) < 0)
		return -EBADMSG;
	return get_kind(object, s);
}

/* Absent where unknown, and of an older collector. */
static int get_device(const json_t *object, struct frame_session *s)
{
	json_int_t device = 0;

	if (json_object_get(object, "tty_dev") &&
		get_int(object, "tty_dev", 0, INT64_MAX, &device) < 0)
		return -EBADMSG;
	s->tty_dev = (uint64_t)device;
	return 0;
}

static const char *get_text(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

/* Absent where nothing was decided yet, and of an older collector. */
static int get_basis(const json_t *object, struct frame_session *s)
{
	const json_t *basis = json_object_get(object, "basis");
	json_int_t frames, frames_ms, quiet_ms, says_ms = 0;

	if (!basis)
		return 0;
	if (!json_is_object(basis) || get_int(basis, "frames", 0, UINT32_MAX, &frames) < 0 ||
		get_int(basis, "frames_ms", 0, UINT32_MAX, &frames_ms) < 0 ||
		get_int(basis, "quiet_ms", 0, UINT32_MAX, &quiet_ms) < 0)
		return -EBADMSG;
	if (json_object_get(basis, "says_ms") &&
		get_int(basis, "says_ms", 0, UINT32_MAX, &says_ms) < 0)
		return -EBADMSG;
	s->basis = (struct basis){
		.known = true,
		.mode = basis_mode_parse(get_text(basis, "mode")),
		.says = basis_says_parse(get_text(basis, "says")),
		.cursor = basis_cursor_parse(get_text(basis, "cursor")),
		.says_ms = (uint32_t)says_ms,
		.frames = (uint32_t)frames,
		.frames_ms = (uint32_t)frames_ms,
		.quiet_ms = (uint32_t)quiet_ms,
	};
	return 0;
}

static int decode_session(const json_t *object, struct frame *frame)
{
	struct frame_session *s = &frame->session;
	json_int_t pid, uid, since, worked, started, seq;

	if (get_id(object, s->id) < 0 || get_word(object, "name", s->name) < 0 ||
		get_word(object, "source", s->source) < 0 || get_word(object, "tty", s->tty) < 0 ||
		get_int(object, "pid", 1, INT_MAX, &pid) < 0 ||
		get_int(object, "uid", 0, UINT_MAX, &uid) < 0 ||
		get_int(object, "since_ms", 0, INT64_MAX, &since) < 0 ||
		get_int(object, "worked_ms", 0, INT64_MAX, &worked) < 0 ||
		get_int(object, "started_ms", 0, INT64_MAX, &started) < 0 ||
		get_int(object, "seq", 0, INT64_MAX, &seq) < 0 || get_words(object, s) < 0 ||
		get_exit(object, s) < 0 || get_device(object, s) < 0 || get_basis(object, s) < 0)
		return -EBADMSG;
	frame->type = FRAME_SESSION;
	s->pid = (pid_t)pid;
	s->uid = (uid_t)uid;
	s->since_ms = since;
	s->worked_ms = worked;
	s->started_ms = started;
	s->seq = (uint64_t)seq;
	return 0;
}

static int decode_hello(const json_t *object, struct frame *frame)
{
	struct frame_hello *h = &frame->hello;
	json_int_t protocol, threshold;

	if (get_int(object, "protocol", 1, UINT_MAX, &protocol) < 0 ||
		get_int(object, "threshold_ms", 0, UINT_MAX, &threshold) < 0 ||
		get_word(object, "version", h->version) < 0 ||
		get_word(object, "probe", h->probe) < 0)
		return -EBADMSG;
	frame->type = FRAME_HELLO;
	h->protocol = (unsigned int)protocol;
	h->threshold_ms = (unsigned int)threshold;
	return 0;
}

static int decode_synced(const json_t *object, struct frame *frame)
{
	frame->type = FRAME_SYNCED;
	return 0;
}

static int decode_input(const json_t *object, struct frame *frame)
{
	frame->type = FRAME_INPUT;
	return get_id(object, frame->input.id);
}

static int decode_object(const json_t *object, struct frame *ret)
{
	static const struct {
		const char *type;
		int (*decode)(const json_t *object, struct frame *frame);
	} TYPES[] = {
		{"hello", decode_hello},
		{"session", decode_session},
		{"synced", decode_synced},
		{"input", decode_input},
	};
	const char *type = json_string_value(json_object_get(object, "type"));

	if (!type)
		return -EBADMSG;
	for (size_t i = 0; i < sizeof(TYPES) / sizeof(TYPES[0]); i++) {
		struct frame frame = {0};

		if (strcmp(TYPES[i].type, type) != 0)
			continue;
		if (TYPES[i].decode(object, &frame) < 0)
			return -EBADMSG;
		*ret = frame;
		return 0;
	}
	return FRAME_E_UNKNOWN;
}

int frame_decode(const char *buf, size_t len, struct frame *ret)
{
	json_t *object;
	int r;

	if (!is_one_line(buf, len))
		return -EBADMSG;
	object = json_loadb(buf, len, JSON_REJECT_DUPLICATES, NULL);
	if (!object)
		return -EBADMSG;
	r = json_is_object(object) ? decode_object(object, ret) : -EBADMSG;
	json_decref(object);
	return r;
}
