/* SPDX-License-Identifier: MIT */
#ifndef BPF_PARSER_H
#define BPF_PARSER_H

#include "osc.h"
#include "pairs.h"

/* Where an output's commands begin and end, byte by byte. Pure: the kernel programs, the recorder and
 * the unit tests run the same functions. */

/* The first character, of UTF-8: position counts the bytes it still lacks. */
OSC_INLINE void parser_title(struct osc_parser *p, __u8 c)
{
	enum {
		FIRST,
		LACKS_3 = 3,
		WHOLE,
		DONE
	};
	__u32 *value = &p->osc.value;

	if (p->position == WHOLE) {
		if (*value != OSC_TITLE_PI || c != ' ')
			p->position = DONE;
		if (*value == OSC_TITLE_PI && c != ' ' && c < 0x80)
			*value = OSC_TITLE_MARK((__u32)c);
	} else if (p->position == FIRST) {
		p->position = c < 0xc0 ? WHOLE : c < 0xe0 ? 1 : c < 0xf0 ? 2 : LACKS_3;
		*value = c < 0x80 ? c : c < 0xc0 ? 0 : c & (0x3f >> p->position);
	} else if (p->position != DONE) {
		*value = *value << 6 | (c & 0x3f);
		p->position = p->position == 1 ? WHOLE : p->position - 1;
	}
}

/* 9;4;N, and what may follow N. */
OSC_INLINE void parser_progress(struct osc_parser *p, __u8 c)
{
	__u8 at = p->position++;

	if (at == 2 && byte_is_in(c, '0', '4')) {
		p->osc.kind = OSC_PROGRESS;
		p->osc.value = c - '0';
	} else if (at == 3 && c == ';') {
		p->at = OSC_AT_OTHER;
	} else if (!(at == 0 && c == '4') && !(at == 1 && c == ';')) {
		p->osc.kind = OSC_NONE;
		p->at = OSC_AT_OTHER;
	}
}

/* 133;A, and what may follow. */
OSC_INLINE void parser_prompt(struct osc_parser *p, __u8 c)
{
	bool first = p->position++ == 0;

	p->osc.kind = first ? c == 'A' ? OSC_PROMPT : OSC_NONE : c == ';' ? p->osc.kind : OSC_NONE;
	if (!first || c != 'A')
		p->at = OSC_AT_OTHER;
}

OSC_INLINE void parser_number(struct osc_parser *p, __u8 c)
{
	if (byte_is_in(c, '0', '9') && p->number < 100000) {
		p->number = p->number * 10 + (c - '0');
		p->position = 1;
		return;
	}
	p->at = OSC_AT_OTHER;
	if (c != ';' || !p->position)
		return;
	p->mark = ';';
	p->position = 0;
	if (p->number == 0 || p->number == 2) {
		p->osc.kind = OSC_TITLE;
		p->at = OSC_AT_TITLE;
	} else if (p->number == 9) {
		p->at = OSC_AT_PROGRESS;
	} else if (p->number == 133) {
		p->at = OSC_AT_PROMPT;
	} else if (p->number == 7501 || p->number == 21337) {
		p->osc.kind = p->number == 7501 ? OSC_STATE : OSC_STATUS;
		pairs_begin(p);
	}
}

OSC_INLINE void parser_command_begin(struct osc_parser *p)
{
	p->osc = (struct osc){};
	p->number = 0;
	p->length = 0;
	p->position = 0;
	p->mark = 0;
	p->key = 0;
	p->state = OSC_STATE_UNKNOWN;
	p->why = 0;
	p->bad = 0;
	p->at = OSC_AT_NUMBER;
}

/* CUT: its end was not seen. True where it says something. */
OSC_INLINE bool parser_command_end(struct osc_parser *p, bool cut)
{
	if (p->at == OSC_AT_VALUE && !cut)
		pair_end(p);
	if (p->osc.kind == OSC_STATE || p->osc.kind == OSC_STATUS) {
		p->osc.value = p->state == OSC_STATE_BLOCKED && p->why ? p->why : p->state;
		if (p->bad || p->state == OSC_STATE_UNKNOWN)
			p->osc.kind = OSC_NONE;
	}
	if (p->mark == '?')
		p->asks = 1;
	else
		p->other = 1;
	return p->osc.kind != OSC_NONE;
}

/* What follows ESC. Of what does something no more is looked at than is needed to find its end. */
OSC_INLINE void parser_escape(struct osc_parser *p, __u8 c)
{
	switch (c) {
	case ']':
		parser_command_begin(p);
		return;
	case '[':
		p->mark = 0;
		p->at = OSC_AT_CONTROL;
		return;
	case 'P':
		word_begin(p);
		p->at = OSC_AT_PASSING;
		return;
	case '\\': /* ends a string */
		p->at = OSC_AT_GROUND;
		return;
	case '7': /* saves and restores the cursor */
	case '8':
		p->at = OSC_AT_GROUND;
		break;
	default:
		p->at = OSC_AT_TEXT;
	}
	p->other = 1;
}

/* DSR and DA; DECRQM, the kitty keyboard's flags, the terminal's version. */
OSC_INLINE bool parser_control_asks(__u8 mark, __u8 c)
{
	return c == 'n' || c == 'c' || (c == 'p' && mark == '$') || (c == 'u' && mark == '?') ||
		(c == 'q' && mark == '>');
}

OSC_INLINE void parser_control(struct osc_parser *p, __u8 c)
{
	if (byte_is_in(c, 0x20, 0x3f)) {
		if (!byte_is_in(c, '0', ';'))
			p->mark = c;
		return;
	}
	p->at = byte_is_in(c, 0x40, 0x7e) ? OSC_AT_GROUND : OSC_AT_TEXT;
	if (parser_control_asks(p->mark, c))
		p->asks = 1;
	else
		p->other = 1;
}

OSC_INLINE void parser_passing(struct osc_parser *p, __u8 c)
{
	word_add(p, c);
	if (word_end(p, OSC_OF_PASSING, 0)) {
		p->passed = OSC_PASSED;
		p->at = OSC_AT_GROUND;
	} else if (!p->words) {
		p->other = 1;
		p->at = OSC_AT_STRING;
	}
}

/* False where the byte is the passthrough's own. */
OSC_INLINE bool parser_is_passed(struct osc_parser *p, __u8 c)
{
	bool escape = c == 0x1b;

	if (p->passed == OSC_PASSED_NOT)
		return true;
	if (p->passed == OSC_PASSED) {
		p->passed = escape ? OSC_PASSED_ESCAPE : OSC_PASSED;
		return !escape;
	}
	p->passed = escape ? OSC_PASSED : OSC_PASSED_NOT;
	if (!escape)
		p->at = c == '\\' ? OSC_AT_GROUND : OSC_AT_TEXT;
	return escape;
}

/* ESC ends any command: alone, as the first half of ESC \\, or as the begin of another. */
OSC_INLINE bool parser_special(struct osc_parser *p, __u8 c)
{
	bool says = p->at >= OSC_AT_NUMBER && parser_command_end(p, false);

	p->at = c == 0x1b ? OSC_AT_ESCAPE : OSC_AT_GROUND;
	return says;
}

/* The next byte. True where it ended a command that says something: parser.osc. */
OSC_INLINE bool parser_step(struct osc_parser *p, __u8 c)
{
	if (p->at == OSC_AT_TEXT || !parser_is_passed(p, c))
		return false;
	if (c == 0x1b || (c == 0x07 && p->at >= OSC_AT_NUMBER))
		return parser_special(p, c);
	if (p->at >= OSC_AT_NUMBER && p->at != OSC_AT_TITLE)
		p->mark = c == ';' || (c == '?' && p->mark == ';') ? c : 0;
	switch (p->at) {
	case OSC_AT_GROUND:
		p->other = 1;
		p->at = OSC_AT_TEXT;
		break;
	case OSC_AT_ESCAPE:
		parser_escape(p, c);
		break;
	case OSC_AT_CONTROL:
		parser_control(p, c);
		break;
	case OSC_AT_PASSING:
		parser_passing(p, c);
		break;
	case OSC_AT_NUMBER:
		parser_number(p, c);
		break;
	case OSC_AT_TITLE:
		parser_title(p, c);
		break;
	case OSC_AT_PROGRESS:
		parser_progress(p, c);
		break;
	case OSC_AT_PROMPT:
		parser_prompt(p, c);
		break;
	case OSC_AT_KEY:
	case OSC_AT_VALUE:
		pairs_add(p, c);
		break;
	}
	return false;
}

/* Whether an output that begins with BYTE is looked at. */
OSC_INLINE bool parser_wants(const struct osc_parser *p, __u8 byte)
{
	return byte == 0x1b || p->at != OSC_AT_GROUND;
}

OSC_INLINE void parser_begin(struct osc_parser *p)
{
	p->asks = 0;
	p->other = 0;
}

/* CUT: more of the output follows than is looked at. True as parser_step. */
OSC_INLINE bool parser_end(struct osc_parser *p, bool cut)
{
	bool says = cut && p->at >= OSC_AT_NUMBER && parser_command_end(p, true);

	if (cut || p->at == OSC_AT_TEXT) {
		p->other = 1;
		p->passed = OSC_PASSED_NOT;
		p->at = OSC_AT_GROUND;
	}
	return says;
}

/* The output asked the terminal something, and did nothing else: it paints nothing. */
OSC_INLINE bool parser_only_asked(const struct osc_parser *p)
{
	return p->asks && !p->other && p->at == OSC_AT_GROUND;
}

#endif
