/* SPDX-License-Identifier: MIT */
#include "collector/track.h"

#include "bpf/declare.h"
#include "bpf/osc.h"
#include "tests/check.h"

#include <errno.h>
#include <signal.h>

#define MS  1000000ULL
#define TTY 34816

static struct track track;
static struct moment now;
static char told[4096]; /* what was published, "PID:state:reason " each */
static struct frame_session last;

static const struct agent_name CODEX = {.name = "codex", .source = "codex"},
			       CLAUDE = {.name = "claude", .source = "claude-code"},
			       PI = {.name = "pi", .source = "pi"};

static void publish(void *data, const struct frame_session *session)
{
	size_t len = strlen(told);

	snprintf(told + len, sizeof(told) - len, "%d:%s:%s ", session->pid,
		session_state_name(session->state), session_reason_name(session->reason));
	last = *session;
}

static void begin(void)
{
	now = (struct moment){
		.mono_ns = 1000000 * MS, .wall_ms = 1795460000000, .epoch_ms = 1795459000000};
	told[0] = '\0';
	memset(&track, 0, sizeof(track));
	track_init(&track, (struct detect_config){.threshold_ns = 1000 * MS}, publish, NULL);
	track_clock(&track, now);
}

static void pass(uint64_t ms)
{
	now.mono_ns += ms * MS;
	now.wall_ms += (int64_t)ms;
}

static struct track_session *add(
	pid_t pid, pid_t ancestor, const struct agent_name *agent, bool interpreted, bool scanned)
{
	struct track_process process = {
		.pid = pid,
		.uid = 1000,
		.group = 10,
		.leader = 10,
		.terminal = TTY,
		.start_ticks = (uint64_t)pid * 100,
		.agent = agent,
		.interpreted = interpreted,
		.scanned = scanned,
	};
	int index = track_add(&track, &process, now);

	CHECK(index >= 0);
	track_set_ancestor(&track, &track.sessions[index], ancestor);
	return &track.sessions[index];
}

static void step(struct track_session *session, bool used, bool read)
{
	struct terminal facts = {.mode = TERMINAL_RAW, .input_ns = read ? now.mono_ns : 0};
	struct standing front = {.foreground = true};

	track_step(&track, session, &facts, used, front, now);
}

static void test_shown_when_it_uses_its_terminal(void)
{
	struct track_session *s;

	begin();
	s = add(100, 0, &CLAUDE, false, false);
	step(s, false, false);
	CHECK_STR(told, "");
	pass(5);
	step(s, true, false);
	CHECK_STR(told, "100:working:started ");
	CHECK_STR(last.id, "100-10000");
	CHECK_STR(last.tty, "pts/0");
	CHECK_INT(last.seq, 1);
	CHECK(!last.basis.known);
	step(s, true, false);
	CHECK_STR(told, "100:working:started ");
}

static void test_shown_after_a_silent_while(void)
{
	struct track_session *s;

	begin();
	s = add(100, 0, &CLAUDE, false, false);
	CHECK_INT(track_deadline(&track, s, &(struct terminal){}), now.mono_ns + TRACK_GRACE_NS);
	pass(1000);
	step(s, false, false);
	CHECK_STR(told, "100:working:started ");
}

/* SECONDS later, or earlier, than it was. */
static void set_clock(int64_t seconds)
{
	now.wall_ms += seconds * 1000;
	now.epoch_ms += seconds * 1000;
	track_clock(&track, now);
}

static void test_clock_is_set_in_a_turn(void)
{
	struct osc done = {.kind = OSC_STATE, .value = OSC_STATE_DONE};
	struct terminal facts = {.mode = TERMINAL_RAW};
	struct standing front = {.foreground = true};
	struct frame_session frame;
	struct track_session *s;
	int64_t began_ms;

	begin();
	s = add(100, 0, &CLAUDE, false, false);
	s->process.started_ms = now.wall_ms;
	step(s, true, false);
	began_ms = last.since_ms;
	pass(500);
	set_clock(-3600);
	track_frame(s, &frame);
	CHECK_INT(frame.since_ms, began_ms - 3600 * 1000);
	CHECK_INT(frame.started_ms, began_ms - 3600 * 1000);
	set_clock(86400 + 3600);
	terminal_declare(&facts, now.mono_ns, &done);
	for (int i = 0; i < 20 && last.state == SESSION_WORKING; i++) {
		pass(100);
		track_step(&track, s, &facts, SLOT_READ_RAW, front, now);
	}
	CHECK_INT(last.state, SESSION_WAITING);
	CHECK(last.worked_ms <= 2500);
	CHECK(last.since_ms <= now.wall_ms && last.since_ms >= now.wall_ms - 2500);
	CHECK_INT(last.started_ms, began_ms + 86400 * 1000);
}

static void test_clock_that_is_slewed_is_not_set(void)
{
	struct frame_session frame;
	struct track_session *s;

	begin();
	s = add(100, 0, &CLAUDE, false, false);
	step(s, true, false);
	now.epoch_ms += TRACK_STEP_MS - 1;
	track_clock(&track, now);
	track_frame(s, &frame);
	CHECK_INT(frame.since_ms, last.since_ms);
}

/* One that declares all it can, without end. */
static void test_a_flood_is_told_at_a_pace(void)
{
	static const enum osc_state STATES[] = {
		OSC_STATE_WORKING, OSC_STATE_BLOCKED, OSC_STATE_IDLE, OSC_STATE_DONE};
	struct osc osc = {.kind = OSC_STATE};
	struct terminal facts = {.mode = TERMINAL_RAW};
	struct standing front = {.foreground = true};
	struct track_session *s;

	begin();
	s = add(100, 0, &CLAUDE, false, false);
	step(s, true, true);
	for (int i = 0; i < 400; i++) {
		pass(10);
		osc.value = STATES[i / 7 % 4];
		terminal_declare(&facts, now.mono_ns, &osc);
		track_step(&track, s, &facts, SLOT_READ_RAW, front, now);
	}
	CHECK(last.seq >= 12 && last.seq <= SCHEDULE_RATE + 4 * SCHEDULE_RATE);
	/* What is true in the end is told. */
	pass(1000);
	track_step(&track, s, &facts, SLOT_READ_RAW, front, now);
	CHECK_INT(last.state, s->detect.state);
	/* And what it was told by. */
	CHECK(last.basis.known && last.basis.mode == BASIS_MODE_RAW);
	CHECK_INT(last.basis.says, BASIS_SAYS_REST + (facts.says - TERMINAL_SAYS_REST));
	CHECK_INT(track_deadline(&track, s, &facts), s->detect.deadline_ns);
}

static void test_launcher_is_never_shown(void)
{
	struct track_session *launcher, *child;

	begin();
	launcher = add(100, 0, &CODEX, true, false);
	pass(300);
	child = add(101, 100, &CODEX, false, false);
	step(child, true, false);
	CHECK_STR(told, "101:working:started ");
	pass(2000);
	step(launcher, false, false);
	CHECK_STR(told, "101:working:started ");
	track_remove(&track, launcher, (struct track_exit){.known = true, .code = SIGKILL}, now);
	CHECK_STR(told, "101:working:started ");
	CHECK_INT(child->ancestor, 0);
}

/* At an orderly exit the child ends first, and its launcher some ms later. */
static void test_launcher_stays_hidden_when_its_child_ends(void)
{
	struct track_session *launcher, *child;

	begin();
	launcher = add(100, 0, &CODEX, true, false);
	child = add(101, 100, &CODEX, false, false);
	step(child, true, true);
	pass(5000);
	track_remove(&track, child, (struct track_exit){.known = true}, now);
	step(launcher, true, false);
	CHECK_STR(told, "101:working:started 101:exited:exit ");
}

/* A launcher that printed something before it gave way must not look as if it had died. */
static void test_launcher_that_printed_hands_over(void)
{
	struct track_session *launcher, *child;

	begin();
	launcher = add(100, 0, &CODEX, false, false);
	step(launcher, true, false);
	child = add(101, 100, &CODEX, false, false);
	step(child, true, true);
	CHECK_STR(told, "100:working:started 100:exited:handover 101:working:started ");
	CHECK(!launcher->shown && child->shown);
}

static void test_helper_is_never_shown(void)
{
	struct track_session *session, *helper, *other;

	begin();
	session = add(100, 0, &CLAUDE, false, false);
	step(session, true, true);
	helper = add(101, 100, &CLAUDE, false, false);
	step(helper, true, true);
	other = add(102, 101, &CODEX, true, false);
	pass(1500);
	step(other, true, true);
	CHECK_STR(told, "100:working:started ");
}

static void test_helper_outlives_its_session(void)
{
	struct track_session *session, *helper;

	begin();
	session = add(100, 0, &CLAUDE, false, false);
	step(session, true, true);
	helper = add(101, 100, &CLAUDE, false, false);
	step(helper, true, false);
	track_remove(&track, session, (struct track_exit){.known = true, .code = 3 << 8}, now);
	CHECK_STR(told, "100:working:started 100:exited:exit 101:working:started ");
}

static void test_ends(void)
{
	struct track_session *s;

	begin();
	s = add(100, 0, &CLAUDE, false, false);
	step(s, true, false);
	track_remove(&track, s, (struct track_exit){.known = true, .code = SIGSEGV | 0x80}, now);
	CHECK(last.has_exit && last.exit_signal == SIGSEGV && last.exit_core);
	CHECK(!track_find(&track, 100));
	s = add(100, 0, &CLAUDE, false, false);
	step(s, true, false);
	track_remove(&track, s, (struct track_exit){}, now);
	CHECK(last.state == SESSION_EXITED && !last.has_exit);
	CHECK_INT(track.count, 0);
}

static void test_scanned_is_unknown(void)
{
	struct track_session *launcher, *child;

	begin();
	launcher = add(100, 0, &CODEX, true, true);
	child = add(101, 100, &CODEX, false, true);
	step(launcher, false, false);
	step(child, false, false);
	CHECK_STR(told, "101:unknown:scan ");
}

static void test_two_on_one_terminal(void)
{
	begin();
	step(add(100, 0, &CLAUDE, false, false), true, true);
	step(add(200, 0, &CODEX, false, false), true, true);
	CHECK_STR(told, "100:working:started 200:working:started ");
}

static struct track_session *add_candidate(pid_t pid, pid_t ancestor, bool scanned)
{
	struct track_session *s = add(pid, ancestor, &PI, false, scanned);

	s->candidate = s->process.candidate = true;
	return s;
}

static void step_as(struct track_session *session, enum terminal_mode mode, enum slot_use use,
	struct standing standing)
{
	struct terminal facts = {.mode = mode};

	track_step(&track, session, &facts, use, standing, now);
}

static const struct standing FRONT = {.foreground = true}, BEHIND = {}, STOPPED = {.stopped = true};

static void test_candidate_that_goes_full_screen(void)
{
	struct track_session *s;

	begin();
	s = add_candidate(100, 0, false);
	step_as(s, TERMINAL_CANONICAL, SLOT_USED, FRONT);
	pass(1500);
	step_as(s, TERMINAL_CANONICAL, SLOT_USED, FRONT);
	step_as(s, TERMINAL_RAW, SLOT_USED, FRONT);
	CHECK_STR(told, "");
	step_as(s, TERMINAL_RAW, SLOT_PRINTED_RAW, FRONT);
	CHECK_STR(told, "100:working:started ");
	step_as(s, TERMINAL_CANONICAL, SLOT_PRINTED_RAW, FRONT);
	pass(100000);
	CHECK(!track_is_refuted(s, now));
	CHECK_STR(told, "100:working:started ");
}

/* Its terminal was raw before it: a task runner's child prints, an agent reads keys as well. */
static void test_candidate_on_a_raw_terminal(void)
{
	struct track_session *s;

	begin();
	s = add_candidate(100, 0, false);
	step_as(s, TERMINAL_RAW, SLOT_PRINTED_RAW, FRONT);
	CHECK_STR(told, "");
	step_as(s, TERMINAL_RAW, SLOT_READ_RAW, FRONT);
	CHECK_STR(told, "100:working:started ");
}

/* At its prompt, a shell has the terminal raw. */
static void test_candidate_in_the_background(void)
{
	struct track_session *s;

	begin();
	s = add_candidate(100, 0, false);
	step_as(s, TERMINAL_CANONICAL, SLOT_USED, FRONT);
	step_as(s, TERMINAL_RAW, SLOT_PRINTED_RAW, BEHIND);
	step_as(s, TERMINAL_CANONICAL, SLOT_PRINTED_RAW, FRONT);
	CHECK_STR(told, "");
}

static void test_candidate_found_running(void)
{
	struct track_session *s;

	begin();
	s = add_candidate(100, 0, true);
	step_as(s, TERMINAL_CANONICAL, SLOT_UNUSED, FRONT);
	step_as(s, TERMINAL_RAW, SLOT_UNUSED, BEHIND);
	CHECK_STR(told, "");
	step_as(s, TERMINAL_RAW, SLOT_UNUSED, FRONT);
	CHECK_STR(told, "100:unknown:scan ");
}

/* One look, a minute later: a line tool wakes nobody, and is not watched for ever. */
static void test_candidate_that_stays_in_line_mode(void)
{
	struct track_session *s;
	struct terminal facts = {.armed = 1};

	begin();
	s = add_candidate(100, 0, false);
	step_as(s, TERMINAL_CANONICAL, SLOT_USED, FRONT);
	CHECK_INT(track_deadline(&track, s, &facts), now.mono_ns + TRACK_PROOF_NS);
	track_arm(&track, s, &facts);
	CHECK_INT(facts.wake_on, TERMINAL_WAKE_MODE);
	CHECK_INT(facts.armed, 2);
	pass(59999);
	CHECK(!track_is_refuted(s, now));
	pass(1);
	CHECK(track_is_refuted(s, now));
	step_as(s, TERMINAL_CANONICAL, SLOT_USED, STOPPED);
	CHECK(!track_is_refuted(s, now));
	CHECK_INT(track_deadline(&track, s, &facts), DETECT_NEVER);
	CHECK_STR(told, "");
}

/* A tool called "agent" that runs an agent: that is no helper of a session. */
static void test_candidate_above_a_session(void)
{
	struct track_session *candidate, *session;

	begin();
	candidate = add_candidate(100, 0, false);
	step_as(candidate, TERMINAL_CANONICAL, SLOT_USED, FRONT);
	session = add(101, 100, &CLAUDE, false, false);
	step(session, true, true);
	CHECK_STR(told, "101:working:started ");
}

/* The launcher's path told who it is, the native program below it is only called so. */
static void test_candidate_below_its_launcher(void)
{
	struct track_session *launcher, *child;

	begin();
	launcher = add(100, 0, &PI, true, false);
	step(launcher, false, false);
	child = add_candidate(101, 0, false);
	track_set_ancestor(&track, child, 100);
	step_as(child, TERMINAL_CANONICAL, SLOT_USED, FRONT);
	CHECK_STR(told, "101:working:started ");
}

static void test_same_bucket(void)
{
	begin();
	add(7, 0, &CLAUDE, false, false);
	add(7 + TRACK_BUCKETS, 0, &CLAUDE, false, false);
	add(7 + 2 * TRACK_BUCKETS, 0, &CLAUDE, false, false);
	track_remove(&track, track_find(&track, 7 + TRACK_BUCKETS), (struct track_exit){}, now);
	CHECK(track_find(&track, 7) && track_find(&track, 7 + 2 * TRACK_BUCKETS));
	CHECK(!track_find(&track, 7 + TRACK_BUCKETS));
}

static void test_one_user_cannot_take_all_room(void)
{
	struct track_process process = {.uid = 1000, .terminal = TTY, .agent = &CLAUDE};

	begin();
	for (int i = 0; i < TRACK_PER_UID_MAX; i++) {
		process.pid = 1000 + i;
		CHECK(track_add(&track, &process, now) >= 0);
	}
	process.pid = 5000;
	CHECK_INT(track_add(&track, &process, now), -EDQUOT);
	process.uid = 1001;
	CHECK(track_add(&track, &process, now) >= 0);
	process.uid = 0;
	for (int i = TRACK_PER_UID_MAX + 1; i < TRACK_MAX; i++) {
		process.pid = 10000 + i;
		CHECK(track_add(&track, &process, now) >= 0);
	}
	process.pid = 9999;
	CHECK_INT(track_add(&track, &process, now), -ENOSPC);
}

int main(void)
{
	test_shown_when_it_uses_its_terminal();
	test_shown_after_a_silent_while();
	test_clock_is_set_in_a_turn();
	test_clock_that_is_slewed_is_not_set();
	test_a_flood_is_told_at_a_pace();
	test_launcher_is_never_shown();
	test_launcher_stays_hidden_when_its_child_ends();
	test_launcher_that_printed_hands_over();
	test_helper_is_never_shown();
	test_helper_outlives_its_session();
	test_ends();
	test_scanned_is_unknown();
	test_two_on_one_terminal();
	test_candidate_that_goes_full_screen();
	test_candidate_on_a_raw_terminal();
	test_candidate_in_the_background();
	test_candidate_found_running();
	test_candidate_that_stays_in_line_mode();
	test_candidate_above_a_session();
	test_candidate_below_its_launcher();
	test_same_bucket();
	test_one_user_cannot_take_all_room();
	return 0;
}
