/* SPDX-License-Identifier: MIT */
#include "agent/cli/frames.h"

#include "agent/base/log.h"
#include "agent/bus/describe.h"
#include "agent/place/project.h"
#include "agent/session/link.h"

static const char *const BY_FOLDER[] = {"git", NULL};

struct frames {
	const struct frames_events *events;
	gpointer data;
	struct link *link;
	GHashTable *projects; /* by the id of the session */
};

static const char *find_project(struct frames *frames, const struct frame_session *f)
{
	const char *project = g_hash_table_lookup(frames->projects, f->id);
	struct project_facts facts = {.pid = f->pid};
	char *found;

	if (project)
		return project;
	found = project_look(BY_FOLDER, &facts);
	g_hash_table_insert(frames->projects, g_strdup(f->id), found);
	return found;
}

/* Takes SESSION: nobody looks for its place. */
static GVariant *without_place(GVariant *session)
{
	g_autoptr(GVariant) described = g_variant_ref_sink(session);
	GVariantDict dict;

	g_variant_dict_init(&dict, described);
	g_variant_dict_insert(&dict, "place", "s", "unknown");
	return g_variant_ref_sink(g_variant_dict_end(&dict));
}

static void take_session(struct frames *frames, const struct frame_session *f)
{
	g_autofree char *project = NULL;
	g_autoptr(GVariant) shown = NULL;
	struct model_session session = {.frame = *f, .looking_since = -1};

	if (f->state == SESSION_EXITED) {
		g_hash_table_remove(frames->projects, f->id);
		frames->events->gone(f->id, frames->data);
		return;
	}
	project = g_strdup(find_project(frames, f));
	session.project = project;
	shown = without_place(describe_session(&session, NULL, NULL));
	frames->events->session(shown, frames->data);
}

static void on_frame(const struct frame *frame, gpointer data)
{
	struct frames *frames = data;

	if (frame->type == FRAME_HELLO)
		frames->events->begun(frames->data);
	else if (frame->type == FRAME_SESSION)
		take_session(frames, &frame->session);
	else if (frame->type == FRAME_SYNCED)
		frames->events->settled(frames->data);
}

static void on_down(gpointer data)
{
}

static void on_missed(const char *why, gpointer data)
{
	struct frames *frames = data;

	frames->events->down(why, frames->data);
}

static const struct link_events EVENTS = {.frame = on_frame, .down = on_down, .missed = on_missed};

struct frames *frames_new(const char *socket, const struct frames_events *events, gpointer data)
{
	struct frames *frames = g_new0(struct frames, 1);

	frames->events = events;
	frames->data = data;
	frames->projects = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	/* What is to be said, the events say. */
	log_set_level(LOG_LEVEL_ERROR);
	frames->link = link_new(socket, &EVENTS, frames);
	return frames;
}

void frames_free(struct frames *frames)
{
	if (!frames)
		return;
	link_free(frames->link);
	g_hash_table_unref(frames->projects);
	g_free(frames);
}
