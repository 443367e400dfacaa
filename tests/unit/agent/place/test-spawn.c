/* SPDX-License-Identifier: MIT */
#include "agent/place/birth.h"
#include "agent/place/spawn.h"
#include "agent/proc/proc.h"
#include "tests/check.h"
#include "tests/unit/agent/loop.h"

#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

/* Ourselves, as a terminal program. */

static struct shell start(int *master)
{
	pid_t pid = forkpty(master, NULL, NULL, NULL);
	struct proc_stat process;

	CHECK(pid >= 0);
	if (pid == 0)
		for (;;)
			pause();
	while (!proc_stat_read(pid, &process) || process.pts < 0)
		usleep(1000);
	return (struct shell){pid, process.start};
}

static void end(const struct shell *shell, int master)
{
	kill(shell->pid, SIGKILL);
	waitpid(shell->pid, NULL, 0);
	close(master);
}

static void on_learned(gpointer data)
{
	++*(int *)data;
}

/* As kitty does: a window is reported, its shell starts, and both anew at once. */
static void test_two(void)
{
	struct binding *binding = binding_new();
	int learned = 0, masters[2];
	struct spawn *spawn = spawn_new(binding, on_learned, &learned);
	struct shell one, two;

	spawn_window(spawn, getpid(), 1);
	run_for(150); /* between two looks at what it has started */
	one = start(&masters[0]);
	spawn_window(spawn, getpid(), 2);
	CHECK(binding_find(binding, &one) != 2);
	run_for(20);
	two = start(&masters[1]);
	run_for(BIRTH_AFTER_MS + 200);
	CHECK_INT(binding_find(binding, &one), 1);
	CHECK_INT(binding_find(binding, &two), 2);
	CHECK_INT(learned, 1);
	spawn_free(spawn);
	binding_free(binding);
	end(&one, masters[0]);
	end(&two, masters[1]);
}

/* A window that gets no shell of its own shows one that was in another. */
static void test_moved(void)
{
	struct binding *binding = binding_new();
	int learned = 0, master;
	struct spawn *spawn = spawn_new(binding, on_learned, &learned);
	struct shell shell = start(&master);

	binding_learn(binding, &shell, 1);
	spawn_window(spawn, getpid(), 2);
	run_for(BIRTH_AFTER_MS + 200);
	CHECK_INT(binding_find(binding, &shell), 1);
	run_for(BIRTH_DOUBT_MS - BIRTH_AFTER_MS);
	CHECK_INT(binding_find(binding, &shell), 0);
	CHECK_INT(learned, 1);
	spawn_free(spawn);
	binding_free(binding);
	end(&shell, master);
}

/* Windows that are closed again are waited for no more. */
static void test_gone(void)
{
	static const char ONE[] = "{\"id\":1,\"type\":\"con\",\"pid\":%d}";
	g_autofree char *text = g_strdup_printf(ONE, getpid());
	struct sway_tree *tree = sway_tree_parse(text, strlen(text), NULL);
	struct binding *binding = binding_new();
	int learned = 0, master;
	struct spawn *spawn = spawn_new(binding, on_learned, &learned);
	struct shell shell;

	spawn_window(spawn, getpid(), 1);
	spawn_window(spawn, getpid(), 2);
	spawn_prune(spawn, tree);
	shell = start(&master);
	run_for(BIRTH_AFTER_MS + 200);
	CHECK_INT(binding_find(binding, &shell), 1);
	sway_tree_free(tree);
	tree = sway_tree_parse("{}", 2, NULL);
	spawn_window(spawn, getpid(), 3);
	spawn_prune(spawn, tree);
	sway_tree_free(tree);
	run_for(BIRTH_AFTER_MS + 200);
	CHECK_INT(learned, 1);
	spawn_free(spawn);
	binding_free(binding);
	end(&shell, master);
}

int main(void)
{
	test_two();
	test_moved();
	test_gone();
	return 0;
}
