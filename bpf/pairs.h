/* SPDX-License-Identifier: MIT */
#ifndef BPF_PAIRS_H
#define BPF_PAIRS_H

#include "osc.h"

/* The key=value pairs of OSC 7501 and 21337, byte by byte: words are known or not, none is kept. */

#define WORD_MAX 16 /* a power of two: see word_at */

static const struct word {
	char text[WORD_MAX];
	__u8 of; /* enum osc_of */
	__u8 value;
} known_words[] = {
	{"state", OSC_OF_KEY, OSC_OF_STATE},
	{"kind", OSC_OF_KEY, OSC_OF_KIND},
	{"id", OSC_OF_KEY, OSC_OF_ID},
	{"status", OSC_OF_KEY, OSC_OF_STATUS},
	{"idle", OSC_OF_STATE, OSC_STATE_IDLE},
	{"working", OSC_OF_STATE, OSC_STATE_WORKING},
	{"done", OSC_OF_STATE, OSC_STATE_DONE},
	{"error", OSC_OF_STATE, OSC_STATE_ERROR},
	{"blocked", OSC_OF_STATE, OSC_STATE_BLOCKED},
	{"clear", OSC_OF_STATE, OSC_STATE_CLEAR},
	{"permission", OSC_OF_KIND, OSC_STATE_PERMISSION},
	{"question", OSC_OF_KIND, OSC_STATE_QUESTION},
	{"auth", OSC_OF_KIND, OSC_STATE_AUTH},
	/* Text for people, "Working…": what differs is looked at. */
	{"", OSC_OF_STATUS, OSC_STATE_CLEAR},
	{"id", OSC_OF_STATUS, OSC_STATE_IDLE},
	{"wo", OSC_OF_STATUS, OSC_STATE_WORKING},
	{"wa", OSC_OF_STATUS, OSC_STATE_BLOCKED},
	{"tmux;", OSC_OF_PASSING, 1},
};

#define WORDS (sizeof(known_words) / sizeof(known_words[0]))

/* The limits of OSC 7501. */
#define OSC_KEY_MAX     16
#define OSC_SEGMENT_MAX 32
#define OSC_DEPTH_MAX   8
#define OSC_ID_MAX      128
#define OSC_REPORT_MAX  4096

/* 0 or 1, without a branch: the verifier walks each. */
OSC_INLINE __u32 byte_differs(__u8 a, __u8 b)
{
	return ((__u32)(a ^ b) + 0xff) >> 8;
}

/* AT, below WORD_MAX, so that Linux 6.1 sees it: what it learns from a comparison it forgets of the
 * copy that the compiler has spilled. */
OSC_INLINE __u32 word_at(__u32 at)
{
	asm volatile("" : "+r"(at));
	return at & (WORD_MAX - 1);
}

OSC_INLINE void word_begin(struct osc_parser *p)
{
	p->words = (1U << WORDS) - 1;
	p->position = 0;
}

OSC_INLINE void word_add(struct osc_parser *p, __u8 c)
{
	__u32 at = p->position, still = p->words;

	if (at < 255)
		p->position++;
	if (!c || at >= WORD_MAX - 1) {
		p->words = 0;
		return;
	}
	at = word_at(at);
	for (unsigned int i = 0; i < WORDS; i++)
		still &= ~(byte_differs(known_words[i].text[at], c) << i);
	p->words = still;
}

/* The value of the word, if it is one of those; else NONE. */
OSC_INLINE __u8 word_end(const struct osc_parser *p, __u8 of, __u8 none)
{
	__u32 at = p->position, found = 0, value = 0;

	if (at >= WORD_MAX)
		return none;
	at = word_at(at);
	for (unsigned int i = 0; i < WORDS; i++) {
		const struct word *word = &known_words[i];
		__u32 is = word->of == of && p->words >> i & ~byte_differs(word->text[at], 0) & 1;

		found |= is;
		value |= is * word->value;
	}
	return found ? value : none;
}

OSC_INLINE bool byte_is_in(__u8 c, __u8 first, __u8 last)
{
	return c >= first && c <= last;
}

/* A character of a segment of an id. */
OSC_INLINE bool byte_is_name(__u8 c)
{
	return byte_is_in(c, 'a', 'z') || byte_is_in(c, 'A', 'Z') || byte_is_in(c, '0', '9') ||
		c == '_' || c == '.' || c == '+' || c == '-';
}

OSC_INLINE bool byte_is_value(__u8 c)
{
	return byte_is_name(c) || c == ',' || c == '/' || c == '=';
}

OSC_INLINE void pairs_begin(struct osc_parser *p)
{
	word_begin(p);
	p->at = OSC_AT_KEY;
	p->key = 0;
	p->skip = 0;
}

OSC_INLINE void id_begin(struct osc_parser *p)
{
	p->osc.depth = 0;
	p->osc.path = 0;
	p->osc.id = 2166136261U; /* FNV-1a */
	p->id_length = 0;
}

OSC_INLINE void id_segment_end(struct osc_parser *p)
{
	__u32 depth = p->osc.depth;

	if (!p->position || p->position > OSC_SEGMENT_MAX || depth >= OSC_DEPTH_MAX) {
		p->bad = 1;
		return;
	}
	p->osc.path |= (__u64)(p->osc.id >> 24) << 8 * depth;
	p->osc.depth = depth + 1;
	p->position = 0;
}

/* An id that is none must not stand for the root's. */
OSC_INLINE void id_add(struct osc_parser *p, __u8 c)
{
	if (c == '/')
		id_segment_end(p);
	else if (byte_is_name(c) && p->position <= OSC_SEGMENT_MAX)
		p->position++;
	else
		p->bad = 1;
	if (++p->id_length > OSC_ID_MAX)
		p->bad = 1;
	p->osc.id = (p->osc.id ^ c) * 16777619U;
}

OSC_INLINE void pair_key_end(struct osc_parser *p)
{
	bool status = p->osc.kind == OSC_STATUS;

	p->key = word_end(p, OSC_OF_KEY, 0);
	if ((p->key == OSC_OF_STATUS) != status)
		p->key = 0;
	if (p->position > OSC_KEY_MAX)
		p->bad = 1;
	if (p->key == OSC_OF_ID)
		id_begin(p);
	word_begin(p);
	p->at = OSC_AT_VALUE;
}

OSC_INLINE void pair_value_add(struct osc_parser *p, __u8 c)
{
	if (!byte_is_value(c))
		p->skip = 1;
	if (p->key == OSC_OF_ID)
		id_add(p, c);
	else if (p->key != OSC_OF_STATUS)
		word_add(p, c);
	else if (p->position < 2)
		word_add(p, c | 0x20);
}

/* Of a key given twice the last counts. */
OSC_INLINE void pair_end(struct osc_parser *p)
{
	if (p->key == OSC_OF_STATUS)
		p->state = word_end(p, OSC_OF_STATUS, OSC_STATE_UNKNOWN);
	else if (p->key == OSC_OF_ID)
		id_segment_end(p);
	else if (p->key == OSC_OF_STATE && !p->skip)
		p->state = word_end(p, OSC_OF_STATE, OSC_STATE_UNKNOWN);
	else if (p->key == OSC_OF_KIND && !p->skip)
		p->why = word_end(p, OSC_OF_KIND, 0);
}

OSC_INLINE void pairs_add(struct osc_parser *p, __u8 c)
{
	if (++p->length > OSC_REPORT_MAX)
		p->bad = 1;
	if (c == (p->osc.kind == OSC_STATE ? ':' : ';')) {
		if (p->at == OSC_AT_VALUE)
			pair_end(p);
		pairs_begin(p);
	} else if (p->at == OSC_AT_VALUE) {
		pair_value_add(p, c);
	} else if (c == '=') {
		pair_key_end(p);
	} else {
		word_add(p, c);
	}
}

#endif
