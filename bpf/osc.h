/* SPDX-License-Identifier: MIT */
#ifndef BPF_OSC_H
#define BPF_OSC_H

#include <linux/types.h>
#include <stdbool.h>

/*
 * Operating system commands, ESC ] ..., the messages of a program to its terminal. Of the few that
 * tell what the program does a small number is kept, and nothing else of any output.
 *
 * Looked at are the commands that an output begins with, up to the first byte that is none or to
 * OSC_LOOKED bytes. One that ends with the output goes on in the next; one that goes on beyond what
 * is looked at is taken for what was seen of it.
 */
#define OSC_LOOKED 64
#define OSC_INLINE static inline __attribute__((always_inline, unused))

enum osc_kind {
	OSC_NONE,
	OSC_STATE,    /* OSC 7501, revision 0.4; value: enum osc_state */
	OSC_TITLE,    /* OSC 0 and 2; value: see OSC_TITLE_MARK */
	OSC_PROGRESS, /* OSC 9;4; value: enum osc_progress */
	OSC_STATUS,   /* OSC 21337, the tab's status; value: enum osc_state */
	OSC_PROMPT,   /* OSC 133;A: a shell is back at its prompt */
};

/* In the order in which one of several records stands for all. */
enum osc_state {
	OSC_STATE_CLEAR, /* takes back what was declared */
	OSC_STATE_IDLE,
	OSC_STATE_WORKING,
	OSC_STATE_DONE,
	OSC_STATE_ERROR,
	OSC_STATE_BLOCKED, /* without saying why; from here on all are */
	OSC_STATE_PERMISSION,
	OSC_STATE_QUESTION,
	OSC_STATE_AUTH,
	OSC_STATE_UNKNOWN, /* no state */
};

enum osc_progress {
	OSC_PROGRESS_GONE,
	OSC_PROGRESS_SHARE, /* of a known whole */
	OSC_PROGRESS_ERROR,
	OSC_PROGRESS_BUSY, /* for as long as it takes */
	OSC_PROGRESS_PAUSED,
};

/*
 * A title is its first character's code point, 0 where it is empty. Where that is a Greek pi, what
 * follows it and blanks is added: oh-my-pi's own mark is the same always.
 */
#define OSC_TITLE_PI      0x3c0
#define OSC_TITLE_MARK(c) (OSC_TITLE_PI | (c) << 24)

struct osc {
	__u32 kind; /* enum osc_kind */
	__u32 value;
	__u32 depth; /* of OSC_STATE: segments of the record's id; 0: the root's */
	__u32 id;    /* hash of the id */
	__u64 path;  /* a byte of hash for it up to each segment */
};

/* What the next byte is part of. */
enum osc_at {
	OSC_AT_GROUND,  /* a command, if anything */
	OSC_AT_TEXT,    /* nothing that is looked at */
	OSC_AT_ESCAPE,  /* what an ESC begins */
	OSC_AT_CONTROL, /* a control sequence, ESC [ ... */
	OSC_AT_PASSING, /* ESC P tmux; if it is that */
	OSC_AT_STRING,  /* one that says nothing */
	OSC_AT_NUMBER,  /* the command's number */
	OSC_AT_OTHER,   /* a command of which the rest says nothing */
	OSC_AT_TITLE,
	OSC_AT_PROGRESS,
	OSC_AT_PROMPT,
	OSC_AT_KEY, /* of key=value */
	OSC_AT_VALUE,
};

/* tmux hands on what it gets in ESC P tmux; ... ESC \, where each ESC is doubled. */
enum osc_passed {
	OSC_PASSED_NOT,
	OSC_PASSED,
	OSC_PASSED_ESCAPE, /* after one ESC */
};

enum osc_of {
	OSC_OF_KEY = 1,
	OSC_OF_STATE, /* key "state", and its values */
	OSC_OF_KIND,
	OSC_OF_ID,
	OSC_OF_STATUS,
	OSC_OF_PASSING,
};

/* Where the commands of one terminal stand, from output to output. Of words that are not known
 * nothing is kept but that. */
struct osc_parser {
	struct osc osc; /* the command so far */
	__u32 words;    /* which of the known the word may still be, a bit each */
	__u32 number;   /* of the command */
	__u32 length;   /* of the report */
	__u32 id_length;
	__u8 at;       /* enum osc_at */
	__u8 passed;   /* enum osc_passed */
	__u8 position; /* in the word, or whatever it is */
	__u8 mark;     /* private mark of a control sequence; '?' after ';' in a command */
	__u8 key;      /* enum osc_of */
	__u8 state;    /* enum osc_state */
	__u8 why;      /* enum osc_state, of a blocked one; 0: not said */
	__u8 skip;     /* the pair is malformed */
	__u8 bad;      /* a limit was broken */
	__u8 asks;     /* the output asked the terminal something */
	__u8 other;    /* the output did something else */
	__u8 pad;
};

#endif
