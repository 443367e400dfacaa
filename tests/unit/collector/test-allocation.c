/* SPDX-License-Identifier: MIT */
#include "collector/names-file.h"
#include "collector/process.h"
#include "collector/serve.h"
#include "tests/check.h"

#include <dirent.h>
#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

/* What asks for memory and gets none says so, and leaves nothing open: the allocator of this
 * program fails at will. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *p, size_t size);

static int left = -1; /* allocations until one fails; negative: none does */

static bool fails(void)
{
	if (left < 0 || left-- > 0)
		return false;
	errno = ENOMEM;
	return true;
}

void *malloc(size_t size)
{
	return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	return fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *p, size_t size)
{
	return fails() ? NULL : __libc_realloc(p, size);
}

static int count_descriptors(void)
{
	DIR *folder = opendir("/proc/self/fd");
	int count = 0;

	CHECK(folder);
	while (readdir(folder))
		count++;
	closedir(folder);
	return count;
}

static void make_file(char *path)
{
	static const char LINES[] =
		"first\nsecond=claude-code\n# a line that is longer than what "
		"was asked for at first ........................................"
		"........................................\nlast\n";
	int fd = mkstemp(path);

	CHECK(fd >= 0);
	CHECK_INT(write(fd, LINES, strlen(LINES)), strlen(LINES));
	close(fd);
}

/* Not as if the file had ended where memory did. */
static void test_names(void)
{
	char path[] = "/tmp/test-allocation-XXXXXX";
	static struct names names;
	int failed = 0, open_before;

	make_file(path);
	open_before = count_descriptors();
	for (int n = 0; n < 8; n++) {
		int r;

		names = (struct names){};
		left = n;
		r = names_file_read(path, &names);
		left = -1;
		CHECK_INT(count_descriptors(), open_before);
		/* A file is read without a buffer, too. */
		CHECK(r == -ENOMEM || (r == 0 && names.count == 3));
		failed += r != 0;
	}
	CHECK(failed >= 3); /* the file, a line, a longer one */
	unlink(path);
}

static int any_process(void *data, pid_t pid)
{
	return 0;
}

/* When what was missed is looked for, while it serves. */
static void test_processes(void)
{
	int open_before;

	CHECK(process_folder() >= 0);
	open_before = count_descriptors();
	left = 0;
	CHECK_INT(process_each(any_process, NULL), -ENOMEM);
	left = -1;
	CHECK_INT(count_descriptors(), open_before);
	CHECK_INT(process_each(any_process, NULL), 0);
}

static bool no_session(void *data, size_t *cursor, struct frame_session *ret)
{
	return false;
}

static void test_serve(void)
{
	struct frame_hello hello = {.protocol = FRAME_PROTOCOL, .probe = "tty"};
	int open_before = count_descriptors();
	struct serve *serve = NULL;
	int listener = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);

	CHECK(listener >= 0);
	left = 0;
	CHECK_INT(serve_new(listener, &hello, no_session, NULL, &serve), -ENOMEM);
	left = -1;
	CHECK(!serve);
	CHECK_INT(count_descriptors(), open_before);
}

int main(void)
{
	test_names();
	test_processes();
	test_serve();
	return 0;
}
