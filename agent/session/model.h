/* SPDX-License-Identifier: MIT */
#ifndef AGENT_SESSION_MODEL_H
#define AGENT_SESSION_MODEL_H

#include "agent/badge/json.h"
#include "agent/config/text.h"
#include "agent/status/evidence.h"
#include "proto/frame.h"

#include <glib.h>

/*
 * What is known of every session, and what its user should be shown for it. Pure: facts go in with
 * the time, wanted badges and wanted notifications come out; bringing the world in line with them
 * is for others. All times are milliseconds of one clock that never jumps.
 */

struct model_rules {
	gboolean shown[TEXT_CLASSES]; /* which notifications are wanted */
	gboolean suppress_when_focused;
	gint64 min_turn_ms;
};

struct model_notice {
	guint serial; /* 0 for none; a new one is a new notification */
	enum text_class class;
	gint64 at;
	guint gathered;    /* 0, or the serial of the summary that shows it */
	gboolean held;     /* that of what came while there were no cards */
	gboolean choosing; /* asks which window it is */
};

/* Why there is a notification, or none. */
enum model_card {
	MODEL_CARD_NONE, /* nothing to tell has happened that this agent knows of */
	MODEL_CARD_DUE,  /* once it is known which window it is */
	MODEL_CARD_SHOWN,
	MODEL_CARD_UNTOLD,    /* nothing tells yet what it waits for */
	MODEL_CARD_NO_TURN,   /* no turn ended */
	MODEL_CARD_OLD,       /* it was so before the agent was there */
	MODEL_CARD_OFF,       /* the settings want none of its class */
	MODEL_CARD_SHORT,     /* they want none of turns that short */
	MODEL_CARD_LOOKED,    /* its user was looking */
	MODEL_CARD_SEEN,      /* taken off when its user looked, */
	MODEL_CARD_DISMISSED, /* or said so, */
	MODEL_CARD_CLOSED,    /* or when it was closed on the screen */
	_MODEL_CARD_MAX,
};

struct model_session {
	struct frame_session frame; /* as it is believed */
	struct evidence evidence;   /* why */
	char *project;
	gint64 window;     /* con_id, 0 where unknown */
	gboolean visible;  /* that window shows this session's pane */
	gboolean listed;   /* by the latest snapshot */
	gboolean heard;    /* from the collector; else only remembered */
	gboolean strange;  /* was there before us: in what state is no news */
	gboolean turn;     /* its wait follows a turn that ended with us */
	gint64 earlier_ms; /* of its work, that the collector has not seen */
	gboolean seen;     /* its user has looked since it began to wait */
	gboolean dismissed;
	guint stops;          /* since its user last looked */
	guint visited;        /* 0, or by order: gone to since it began to wait */
	gint64 looking_since; /* -1 while nobody looks at it */
	gint64 pending_due; /* -1; else a notification waits for its place to be known until then */
	gint64 restless_until; /* what it says of itself is not believed at once */
	enum text_class pending;
	enum model_card card;
	struct model_notice notice;
};

struct model;

/* On another machine: its id names that before a slash. */
gboolean model_session_is_remote(const struct model_session *s);

/* Of those in model_list(). */
gboolean model_session_is_living(const struct model_session *s);

struct model *model_new(const struct model_rules *rules);
void model_free(struct model *model);
void model_set_rules(struct model *model, const struct model_rules *rules);

/* A connection to the collector: begins with a snapshot, ends. */
void model_snapshot_begin(struct model *model);
void model_snapshot_end(struct model *model);
void model_disconnected(struct model *model, gint64 now);

/* How long it waits before it calls silence a rest. */
void model_set_threshold(struct model *model, gint64 threshold_ms);

void model_session_heard(struct model *model, const struct frame_session *frame, gint64 now);

/* What its status file says of a session, and that its user touched its terminal. */
void model_status_told(
	struct model *model, const char *id, const struct status_claim *claim, gint64 now);
void model_touched(struct model *model, const char *id);

/* What an earlier agent knew of a session; takes S, made by model_session_new. Believed once the
 * collector knows it too. */
void model_restore(struct model *model, struct model_session *s);
struct model_session *model_session_new(const struct frame_session *frame);
void model_session_free(struct model_session *s);

/* Facts of the desktop. A window of 0 is none, or none that is known. */
void model_place(struct model *model, const char *id, gint64 window, gboolean visible, gint64 now);
/* FALSE where it is of that one already. */
gboolean model_project(struct model *model, const char *id, const char *project);
void model_focus(struct model *model, gint64 window, gint64 now);
void model_renamed(struct model *model, gint64 window);

/* All places are as fresh as they get: what was pending needs to wait no longer. */
void model_settled(struct model *model, gint64 now);

/* Somebody else removed the badge of WINDOW: its user has seen it. */
void model_badge_dismissed(struct model *model, gint64 window);

/* The notification SERIAL of session ID is gone from the screen. */
void model_notice_closed(struct model *model, const char *id, guint serial);

/* The same for a summary. */
void model_summary_closed(struct model *model, guint serial);

/* The notification of ID asks which window it is. FALSE where there is nothing to ask for. */
gboolean model_choose(struct model *model, const char *id, gint64 now);

/* Its user has said that it needs no more attention: ID, or all where that is "". FALSE where there
 * is no such session. */
gboolean model_mark_seen(struct model *model, const char *id);

/* Its user was taken to the session, or tried to be. */
void model_visited(struct model *model, const char *id);

/* No cards until then, G_MAXINT64 for until model_resume(), -1 for not at all. What came meanwhile,
 * and still is so, is one card then. */
void model_pause(struct model *model, gint64 until);
void model_resume(struct model *model);
gboolean model_is_paused(const struct model *model);
gint64 model_paused_until(const struct model *model);

/* The wall clock, by which frames and status files have their times, was set by so much. */
void model_clock_set(struct model *model, gint64 step_ms);

/* Does what is due. */
void model_tick(struct model *model, gint64 now);

/* When model_tick has something to do next; -1 for never. */
gint64 model_deadline(const struct model *model);

/* Ids of sessions of which something else is to be told than when this was last asked, or nothing any
 * more; cards left aside. */
gboolean model_has_changes(const struct model *model);
GHashTable *model_take_changes(struct model *model);

/* NULL where unknown. */
const struct model_session *model_find(const struct model *model, const char *id);

/* Living sessions, oldest first; valid until the next change. */
GPtrArray *model_list(const struct model *model);

/* The con_id that has the focus, 0 for none. */
gint64 model_focused(const struct model *model);

/* Without a collector for so long that nothing is believed any more. */
gboolean model_is_blind(const struct model *model);

/* struct badge, one per window, owned by the caller. */
GPtrArray *model_badges(const struct model *model);

/* struct model_session with a notification, ended ones too; valid until the next change. */
GPtrArray *model_notices(const struct model *model);

/* All that a later agent should know, to be restored there; as model_notices. */
GPtrArray *model_everything(const struct model *model);

#endif
