/* SPDX-License-Identifier: MIT */
#include "judge.h"

#include <stdio.h>
#include <stdlib.h>

#define MS        1000000ULL
#define JUDGED_NS (2000 * MS) /* shorter work need not be reported */
#define END_NS    (2000 * MS) /* at a threshold of a second; longer by what that is longer */
#define BEGIN_NS  (1000 * MS)
#define GRACE_NS  (1000 * MS) /* work too short to judge may be reported when just over */

struct phase {
	enum trace_phase kind;
	uint64_t from_ns, to_ns;
};

struct reports {
	const struct judge_report *at;
	size_t count;
};

static void blame(const struct judge *j, const char *fault, uint64_t at_ns)
{
	if (j->loud)
		printf("  %s: %s at %.1f ms\n", j->loud, fault, at_ns / 1e6);
}

static void add(struct judge *j, struct judge_delays *d, uint64_t delay_ns, uint64_t limit_ns)
{
	if (d->count < JUDGE_MANY)
		d->ms[d->count++] = delay_ns / 1e6;
	d->late += delay_ns > limit_ns;
}

/* The first report of STATE in the phase, or the one that held when it began; or NULL. */
static const struct judge_report *find(
	const struct reports *r, enum session_state state, const struct phase *in)
{
	const struct judge_report *held = NULL;

	for (size_t i = 0; i < r->count && r->at[i].at_ns < in->to_ns; i++) {
		if (r->at[i].at_ns <= in->from_ns)
			held = &r->at[i];
		else if (held && held->state == state)
			return held;
		else if (r->at[i].state == state)
			return &r->at[i];
	}
	return held && held->state == state ? held : NULL;
}

static void judge_end(struct judge *j, const struct reports *r, const struct phase *wait)
{
	const struct judge_report *p = find(r, SESSION_WAITING, wait);
	uint64_t at_ns = p ? p->at_ns : wait->to_ns, limit_ns = END_NS;
	bool declared = p &&
		(p->reason == SESSION_BY_DECLARED || p->reason == SESSION_BY_TITLE ||
			p->reason == SESSION_BY_PROGRESS);

	if (j->threshold_ns > 1000 * MS)
		limit_ns += j->threshold_ns - 1000 * MS;
	/* Waiting already when the work ended is the early ready that was counted. */
	if (at_ns <= wait->from_ns)
		return;
	add(j, declared ? &j->declared : &j->other, at_ns - wait->from_ns, limit_ns);
	if (at_ns - wait->from_ns > limit_ns)
		blame(j, "late end", wait->from_ns);
}

static void judge_work(struct judge *j, const struct reports *r, const struct phase *work)
{
	const struct judge_report *p = find(r, SESSION_WORKING, work);
	uint64_t at_ns = p ? p->at_ns : work->to_ns;

	for (size_t i = 0; i < r->count; i++) {
		/* That a dialog is answered is told of a wait that goes on. */
		if (r->at[i].state == SESSION_WAITING && r->at[i].at_ns >= work->from_ns &&
			r->at[i].at_ns < work->to_ns &&
			(i == 0 || r->at[i - 1].state != SESSION_WAITING)) {
			j->early++;
			blame(j, "early ready", r->at[i].at_ns);
		}
	}
	if (work->to_ns - work->from_ns < JUDGED_NS)
		return;
	add(j, &j->begins, at_ns > work->from_ns ? at_ns - work->from_ns : 0, BEGIN_NS);
	if (at_ns > work->from_ns + BEGIN_NS)
		blame(j, "late begin", work->from_ns);
}

static void judge_wait(
	struct judge *j, const struct reports *r, const struct phase *wait, bool after_work)
{
	uint64_t from_ns = wait->from_ns + (after_work ? GRACE_NS : 0);

	for (size_t i = 0; i < r->count; i++) {
		if (r->at[i].state == SESSION_WORKING && r->at[i].at_ns >= from_ns &&
			r->at[i].at_ns < wait->to_ns) {
			j->false_working++;
			blame(j, "false working", r->at[i].at_ns);
		}
	}
}

static bool is_told(const struct judge_report *r)
{
	return r->state == SESSION_WAITING && r->kind_known;
}

/* What the stop IN, a dialog or the end of WORK, is said to be for. */
static void judge_kind(
	struct judge *j, const struct reports *r, const struct phase *in, bool asks, bool begins)
{
	struct judge_kinds *k = asks ? &j->dialogs : &j->finishes;
	enum session_kind right = asks ? SESSION_KIND_ATTENTION : SESSION_KIND_FINISHED;
	enum session_kind wrong = asks ? SESSION_KIND_FINISHED : SESSION_KIND_ATTENTION;
	const struct judge_report *first = NULL, *last = NULL;

	for (size_t i = 0; i < r->count && r->at[i].at_ns < in->to_ns; i++) {
		if (r->at[i].at_ns < in->from_ns || !is_told(&r->at[i]))
			continue;
		if (r->at[i].kind == wrong) {
			k->wrong++;
			blame(j, asks ? "finished, of a dialog" : "attention, of no dialog",
				r->at[i].at_ns);
		}
		if (first && begins && last->kind != r->at[i].kind) {
			k->changes++;
			blame(j, "another kind", r->at[i].at_ns);
		}
		if (!first && asks && r->at[i].kind == right)
			add(j, &j->asked, r->at[i].at_ns - in->from_ns, END_NS);
		first = first ? first : &r->at[i];
		last = &r->at[i];
	}
	if (!begins)
		return;
	k->count++;
	k->first += first && first->kind == right;
	k->last += last && last->kind == right;
	k->untold += !first || first->kind == SESSION_KIND_NONE;
	if (asks && (!first || first->kind == SESSION_KIND_NONE))
		blame(j, "a dialog not told", in->from_ns);
}

/* The stretches of dialogs and of other waits; an end is the first of these after work. */
static void judge_kinds(struct judge *j, const struct trace *t, const struct reports *r)
{
	const struct trace_event *now = NULL;
	bool worked = false;

	for (size_t i = 0; i < t->count; i++) {
		const struct trace_event *e = &t->events[i];
		struct phase in;

		if (e->kind != TRACE_TRUTH)
			continue;
		if (now && now->phase == TRACE_WAITING && e->phase == TRACE_WAITING &&
			now->asks == e->asks)
			continue;
		if (now && now->phase == TRACE_WAITING && e->phase != TRACE_EXITED) {
			in = (struct phase){
				.kind = TRACE_WAITING, .from_ns = now->at_ns, .to_ns = e->at_ns};
			judge_kind(j, r, &in, now->asks, now->asks || worked);
		}
		if (!now || now->phase != e->phase || now->phase == TRACE_WAITING)
			worked = now && now->phase == TRACE_WORKING;
		now = e;
	}
}

/* The phase of one kind that begins at event *I, which then stands at the next phase. */
static struct phase phase_take(const struct trace *t, size_t *i)
{
	struct phase p = {.kind = t->events[*i].phase, .from_ns = t->events[*i].at_ns};

	while (*i < t->count &&
		(t->events[*i].kind != TRACE_TRUTH || t->events[*i].phase == p.kind))
		++*i;
	p.to_ns = t->events[*i < t->count ? *i : t->count - 1].at_ns;
	return p;
}

void judge_trace(
	struct judge *j, const struct trace *t, const struct judge_report *reports, size_t count)
{
	struct reports r = {reports, count};
	struct phase before = {}, now = {}, next;
	size_t i = 0;

	judge_kinds(j, t, &r);
	while (i < t->count && t->events[i].kind != TRACE_TRUTH)
		i++;
	while (i < t->count) {
		next = phase_take(t, &i);
		if (now.kind == TRACE_WORKING)
			judge_work(j, &r, &now);
		if (now.kind == TRACE_WAITING && next.kind != TRACE_EXITED)
			judge_wait(j, &r, &now, before.kind == TRACE_WORKING);
		if (now.kind == TRACE_WAITING && before.kind == TRACE_WORKING &&
			before.to_ns - before.from_ns >= JUDGED_NS)
			judge_end(j, &r, &now);
		before = now;
		now = next;
	}
}

static void delays_merge(struct judge_delays *to, const struct judge_delays *from)
{
	for (size_t i = 0; i < from->count && to->count < JUDGE_MANY; i++)
		to->ms[to->count++] = from->ms[i];
	to->late += from->late;
}

static void kinds_merge(struct judge_kinds *to, const struct judge_kinds *from)
{
	to->count += from->count;
	to->first += from->first;
	to->last += from->last;
	to->untold += from->untold;
	to->wrong += from->wrong;
	to->changes += from->changes;
}

void judge_merge(struct judge *to, const struct judge *from)
{
	delays_merge(&to->declared, &from->declared);
	delays_merge(&to->other, &from->other);
	delays_merge(&to->begins, &from->begins);
	delays_merge(&to->asked, &from->asked);
	kinds_merge(&to->dialogs, &from->dialogs);
	kinds_merge(&to->finishes, &from->finishes);
	to->early += from->early;
	to->false_working += from->false_working;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

double judge_share(struct judge_delays *d, double part)
{
	size_t i = d->count * part;

	if (d->count == 0)
		return 0;
	qsort(d->ms, d->count, sizeof(d->ms[0]), compare);
	return d->ms[i < d->count ? i : d->count - 1];
}
