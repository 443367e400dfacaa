/* SPDX-License-Identifier: MIT */
#include "proto/frame.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct writer {
	char *buf;
	size_t len;
	bool full;
};

static void write_bytes(struct writer *w, const char *bytes, size_t len)
{
	if (w->full || len > FRAME_MAX - w->len) {
		w->full = true;
		return;
	}
	memcpy(w->buf + w->len, bytes, len);
	w->len += len;
}

__attribute__((format(printf, 2, 3))) static void write_format(
	struct writer *w, const char *format, ...)
{
	char text[128];
	va_list ap;
	int len;

	va_start(ap, format);
	len = vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	assert(len >= 0 && (size_t)len < sizeof(text));
	write_bytes(w, text, (size_t)len);
}

/* Length of the well-formed UTF-8 sequence at S (RFC 3629, table of section 4), or 0. */
static size_t utf8_len(const unsigned char *s)
{
	static const struct {
		unsigned char first, last, second_min, second_max;
		size_t len;
	} FORMS[] = {
		{0x01, 0x7f, 0x00, 0xff, 1},
		{0xc2, 0xdf, 0x80, 0xbf, 2},
		{0xe0, 0xe0, 0xa0, 0xbf, 3},
		{0xe1, 0xec, 0x80, 0xbf, 3},
		{0xed, 0xed, 0x80, 0x9f, 3},
		{0xee, 0xef, 0x80, 0xbf, 3},
		{0xf0, 0xf0, 0x90, 0xbf, 4},
		{0xf1, 0xf3, 0x80, 0xbf, 4},
		{0xf4, 0xf4, 0x80, 0x8f, 4},
	};

	for (size_t i = 0; i < sizeof(FORMS) / sizeof(FORMS[0]); i++) {
		size_t len = FORMS[i].len, n = 1;

		if (s[0] < FORMS[i].first || s[0] > FORMS[i].last)
			continue;
		if (len > 1 && (s[1] < FORMS[i].second_min || s[1] > FORMS[i].second_max))
			return 0;
		for (n = 2; n < len; n++)
			if ((s[n] & 0xc0) != 0x80)
				return 0;
		return len;
	}
	return 0;
}

/* Control characters, DEL and the C1 range too, are escaped: socat shows frames on terminals. */
static void write_string(struct writer *w, const char *key, const char *value)
{
	const unsigned char *s = (const unsigned char *)value;

	write_format(w, "\"%s\":\"", key);
	while (*s) {
		size_t len = utf8_len(s);

		if (len == 0)
			write_bytes(w, "\xef\xbf\xbd", 3);
		else if (*s == '"' || *s == '\\')
			write_format(w, "\\%c", *s);
		else if (*s < 0x20 || *s == 0x7f)
			write_format(w, "\\u%04x", *s);
		else if (len == 2 && s[0] == 0xc2 && s[1] < 0xa0)
			write_format(w, "\\u%04x", s[1]);
		else
			write_bytes(w, (const char *)s, len);
		s += len ? len : 1;
	}
	write_bytes(w, "\"", 1);
}

static void write_hello(struct writer *w, const struct frame_hello *h)
{
	write_format(w, "{\"type\":\"hello\",\"protocol\":%u,", h->protocol);
	write_string(w, "version", h->version);
	write_bytes(w, ",", 1);
	write_string(w, "probe", h->probe);
	write_format(w, ",\"threshold_ms\":%u}\n", h->threshold_ms);
}

static void write_exit(struct writer *w, const struct frame_session *s)
{
	if (s->exit_signal)
		write_format(w, ",\"exit\":{\"signal\":%d,\"core\":%s}", s->exit_signal,
			s->exit_core ? "true" : "false");
	else
		write_format(w, ",\"exit\":{\"code\":%d}", s->exit_code);
}

static void write_basis(struct writer *w, const struct basis *b)
{
	write_format(w, ",\"basis\":{\"frames\":%" PRIu32 ",\"frames_ms\":%" PRIu32, b->frames,
		b->frames_ms);
	write_format(w, ",\"quiet_ms\":%" PRIu32, b->quiet_ms);
	if (b->mode != BASIS_MODE_UNKNOWN)
		write_format(w, ",\"mode\":\"%s\"", basis_mode_name(b->mode));
	if (b->cursor != BASIS_CURSOR_UNKNOWN)
		write_format(w, ",\"cursor\":\"%s\"", basis_cursor_name(b->cursor));
	if (b->says != BASIS_SAYS_NOTHING)
		write_format(w, ",\"says\":\"%s\",\"says_ms\":%" PRIu32, basis_says_name(b->says),
			b->says_ms);
	write_bytes(w, "}", 1);
}

static void write_session(struct writer *w, const struct frame_session *s, bool with_basis)
{
	write_bytes(w, "{\"type\":\"session\",", 18);
	write_string(w, "id", s->id);
	write_format(w, ",\"pid\":%jd,\"uid\":%ju,", (intmax_t)s->pid, (uintmax_t)s->uid);
	write_string(w, "name", s->name);
	write_bytes(w, ",", 1);
	write_string(w, "source", s->source);
	write_bytes(w, ",", 1);
	write_string(w, "tty", s->tty);
	if (s->tty_dev != 0)
		write_format(w, ",\"tty_dev\":%" PRIu64, s->tty_dev);
	write_format(w, ",\"state\":\"%s\",\"reason\":\"%s\"", session_state_name(s->state),
		session_reason_name(s->reason));
	if (s->kind != SESSION_KIND_NONE)
		write_format(w, ",\"kind\":\"%s\"", session_kind_name(s->kind));
	if (s->kind_known)
		write_format(w, ",\"kind_reason\":\"%s\"", session_reason_name(s->kind_reason));
	write_format(
		w, ",\"since_ms\":%" PRId64 ",\"worked_ms\":%" PRId64, s->since_ms, s->worked_ms);
	write_format(w, ",\"started_ms\":%" PRId64 ",\"seq\":%" PRIu64, s->started_ms, s->seq);
	if (s->has_exit)
		write_exit(w, s);
	if (with_basis && s->basis.known)
		write_basis(w, &s->basis);
	write_bytes(w, "}\n", 2);
}

ssize_t frame_encode(const struct frame *frame, char buf[static FRAME_MAX])
{
	struct writer w = {.buf = buf};

	switch (frame->type) {
	case FRAME_HELLO:
		write_hello(&w, &frame->hello);
		break;
	case FRAME_SESSION:
		write_session(&w, &frame->session, true);
		if (!w.full)
			break;
		w = (struct writer){.buf = buf};
		write_session(&w, &frame->session, false);
		break;
	case FRAME_SYNCED:
		write_bytes(&w, "{\"type\":\"synced\"}\n", 18);
		break;
	case FRAME_INPUT:
		write_bytes(&w, "{\"type\":\"input\",", 16);
		write_string(&w, "id", frame->input.id);
		write_bytes(&w, "}\n", 2);
		break;
	}
	return w.full ? -EMSGSIZE : (ssize_t)w.len;
}
