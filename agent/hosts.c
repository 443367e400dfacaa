/* SPDX-License-Identifier: MIT */
#include "agent/hosts.h"

#include "agent/base/clock.h"
#include "agent/remote/remote.h"
#include "agent/remote/ssh.h"

#include <string.h>

struct hosts {
	struct model *model;
	struct locate *locate;
	struct remote *remote;
	GHashTable *shown; /* id -> pid of the ssh that LOCATE was told of */
	void (*changed)(gpointer data);
	gpointer data;
};

static void forget(struct hosts *hosts, const char *id)
{
	if (g_hash_table_remove(hosts->shown, id))
		locate_forget(hosts->locate, id);
}

/* Nothing says when its user logs in there or out, but that is what makes a session stop or go on. */
static void find_window(struct hosts *hosts, const char *id, const char *host)
{
	gpointer known = g_hash_table_lookup(hosts->shown, id);
	g_autofree char *tty = NULL;
	pid_t ssh = ssh_find(host, &tty);

	if (ssh && ssh == GPOINTER_TO_INT(known))
		return;
	forget(hosts, id);
	if (!ssh)
		return;
	g_hash_table_insert(hosts->shown, g_strdup(id), GINT_TO_POINTER(ssh));
	locate_add(hosts->locate, id, ssh, tty, 0);
}

static void on_session(
	const struct frame_session *frame, const char *project, const char *host, gpointer data)
{
	struct hosts *hosts = data;

	model_session_heard(hosts->model, frame, now_ms());
	model_project(hosts->model, frame->id, project);
	if (frame->state == SESSION_EXITED)
		forget(hosts, frame->id);
	else
		find_window(hosts, frame->id, host);
	locate_request(hosts->locate, 0);
	hosts->changed(hosts->data);
}

static void on_gone(const char *id, gpointer data)
{
	struct hosts *hosts = data;
	const struct model_session *s = model_find(hosts->model, id);
	struct frame_session frame;

	forget(hosts, id);
	if (!s)
		return;
	frame = s->frame;
	frame.state = SESSION_EXITED;
	model_session_heard(hosts->model, &frame, now_ms());
	hosts->changed(hosts->data);
}

static const struct remote_events EVENTS = {.session = on_session, .gone = on_gone};

struct hosts *hosts_new(
	struct model *model, struct locate *locate, void (*changed)(gpointer data), gpointer data)
{
	struct hosts *hosts = g_new0(struct hosts, 1);

	*hosts = (struct hosts){.model = model, .locate = locate, .changed = changed, .data = data};
	hosts->shown = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	hosts->remote = remote_new(&EVENTS, hosts);
	return hosts;
}

void hosts_free(struct hosts *hosts)
{
	if (!hosts)
		return;
	remote_free(hosts->remote);
	g_hash_table_unref(hosts->shown);
	g_free(hosts);
}

void hosts_set(struct hosts *hosts, const char *const *names)
{
	remote_set_hosts(hosts->remote, names);
}
