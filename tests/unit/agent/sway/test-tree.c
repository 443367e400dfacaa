/* SPDX-License-Identifier: MIT */
#include "agent/sway/tree.h"
#include "tests/check.h"

/* As Sway 1.7 says it, less the keys that nobody reads. */
#define TREE                                                                                       \
	"{\"id\":1,\"type\":\"root\",\"name\":\"root\",\"nodes\":["                                \
	"{\"id\":2147483647,\"type\":\"output\",\"name\":\"__i3\",\"nodes\":["                     \
	"{\"id\":2147483646,\"type\":\"workspace\",\"name\":\"__i3_scratch\",\"nodes\":[],"        \
	"\"floating_nodes\":[{\"id\":9,\"type\":\"floating_con\",\"name\":\"hidden\",\"pid\":300," \
	"\"app_id\":\"foot\",\"focused\":false,\"nodes\":[]}]}]},"                                 \
	"{\"id\":3,\"type\":\"output\",\"name\":\"HEADLESS-1\",\"nodes\":["                        \
	"{\"id\":4,\"type\":\"workspace\",\"name\":\"1\",\"nodes\":["                              \
	"{\"id\":5,\"type\":\"con\",\"name\":null,\"layout\":\"splitv\",\"nodes\":["               \
	"{\"id\":6,\"type\":\"con\",\"name\":\"a \\\"b\\\"\",\"pid\":100,\"app_id\":\"foot\","     \
	"\"focused\":true,\"nodes\":[],\"floating_nodes\":[]},"                                    \
	"{\"id\":7,\"type\":\"con\",\"name\":\"x\",\"pid\":100,\"app_id\":null,"                   \
	"\"window_properties\":{\"class\":\"XTerm\"},\"focused\":false,\"nodes\":[]}]}],"          \
	"\"floating_nodes\":[{\"id\":8,\"type\":\"floating_con\",\"name\":\"f\",\"pid\":200,"      \
	"\"app_id\":\"kitty\",\"focused\":false}]}]}]}"

static void test_tree(void)
{
	struct sway_tree *tree = sway_tree_parse(TREE, strlen(TREE), NULL);
	gint64 id = 0;

	CHECK(tree != NULL);
	CHECK_INT(tree->windows->len, 4);
	CHECK_INT(tree->focused, 6);
	CHECK_STR(sway_tree_find(tree, 6)->name, "a \"b\"");
	CHECK_STR(sway_tree_find(tree, 6)->app_id, "foot");
	CHECK_STR(sway_tree_find(tree, 6)->workspace, "1");
	CHECK_STR(sway_tree_find(tree, 7)->app_id, "XTerm");
	CHECK_INT(sway_tree_find(tree, 8)->pid, 200);
	CHECK_STR(sway_tree_find(tree, 9)->workspace, "__i3_scratch");
	CHECK(sway_tree_find(tree, 5) == NULL);
	CHECK_INT(sway_tree_of_pid(tree, 100, &id), 2);
	CHECK_INT(sway_tree_of_pid(tree, 200, &id), 1);
	CHECK_INT(id, 8);
	CHECK_INT(sway_tree_of_pid(tree, 999, &id), 0);
	sway_tree_free(tree);
}

static void count(gint64 id, gpointer data)
{
	GArray *ids = data;

	g_array_append_val(ids, id);
}

/* What TREE says otherwise where OLD is NEW, and which one of its windows is called otherwise. */
static void check_compare(const char *old, const char *new, gboolean is_same, gint64 renamed)
{
	g_auto(GStrv) parts = g_strsplit(TREE, old, 2);
	g_autofree char *other = g_strjoin(new, parts[0], parts[1], NULL);
	struct sway_tree *before = sway_tree_parse(TREE, strlen(TREE), NULL);
	struct sway_tree *after = sway_tree_parse(other, strlen(other), NULL);
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));

	CHECK(sway_tree_compare(before, after, count, ids) == is_same);
	CHECK_INT(ids->len, renamed != 0);
	CHECK(renamed == 0 || g_array_index(ids, gint64, 0) == renamed);
	sway_tree_free(before);
	sway_tree_free(after);
}

static void test_compare(void)
{
	struct sway_tree *tree = sway_tree_parse(TREE, strlen(TREE), NULL);

	check_compare("\"x\"", "\"x\"", TRUE, 0);
	check_compare("\"x\"", "\"y\"", FALSE, 7);
	check_compare("__i3_scratch", "2", FALSE, 9);
	check_compare("XTerm", "Emacs", FALSE, 0);
	check_compare("\"pid\":200", "\"pid\":201", FALSE, 0);
	check_compare("\"id\":8", "\"id\":18", FALSE, 0);
	check_compare("\"pid\":300", "\"pid\":0", FALSE, 0);
	CHECK(!sway_tree_compare(NULL, tree, count, NULL));
	CHECK(!sway_tree_compare(tree, NULL, count, NULL));
	sway_tree_free(tree);
}

/* i3 4.22 knows the number of a window in X11, and not its program. */
static void test_i3(void)
{
	static const char TEXT[] =
		"{\"id\":94063331584000,\"type\":\"root\",\"window\":null,\"nodes\":["
		"{\"id\":94063331596288,\"type\":\"con\",\"name\":\"a\",\"window\":4194318,"
		"\"window_properties\":{\"class\":\"XTerm\"},\"focused\":true,\"nodes\":[]}]}";
	struct sway_tree *tree = sway_tree_parse(TEXT, strlen(TEXT), NULL);

	CHECK_INT(tree->windows->len, 1);
	CHECK_INT(tree->focused, 94063331596288);
	CHECK_INT(sway_tree_find(tree, 94063331596288)->x11, 4194318);
	CHECK_INT(sway_tree_find(tree, 94063331596288)->pid, 0);
	sway_tree_free(tree);
}

static void test_not_trees(void)
{
	static const char *const BAD[] = {
		"", "{", "[]", "7", "\"x\"", "null", "{\"nodes\":[7]}", "{\"nodes\":[{}", "\xff"};
	GString *deep = g_string_new(NULL);

	for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
		g_autoptr(GError) error = NULL;

		CHECK(sway_tree_parse(BAD[i], strlen(BAD[i]), &error) == NULL);
		CHECK(error != NULL);
	}
	for (int i = 0; i < 1000; i++)
		g_string_append(deep, "{\"nodes\":[");
	g_string_append(deep, "{}");
	for (int i = 0; i < 1000; i++)
		g_string_append(deep, "]}");
	CHECK(sway_tree_parse(deep->str, deep->len, NULL) == NULL);
	g_string_free(deep, TRUE);
}

/* What is no window is none, whatever a window looks like. */
static void test_odd_nodes(void)
{
	static const char TEXT[] =
		"{\"nodes\":[{\"id\":-1,\"pid\":5},{\"id\":1,\"pid\":-5},{\"id\":1,\"pid\":0},"
		"{\"id\":1,\"pid\":99999999999},{\"id\":\"1\",\"pid\":\"5\"},"
		"{\"id\":2,\"pid\":6,\"name\":7,\"app_id\":[],\"focused\":\"yes\"}]}";
	struct sway_tree *tree = sway_tree_parse(TEXT, strlen(TEXT), NULL);

	CHECK(tree != NULL);
	CHECK_INT(tree->windows->len, 1);
	CHECK_INT(tree->focused, 0);
	CHECK_STR(sway_tree_find(tree, 2)->name, "");
	sway_tree_free(tree);
}

static void test_event(void)
{
	static const char NEW[] = "{\"change\":\"new\",\"container\":{\"id\":6,\"pid\":100}}";
	static const char MARK[] = "{\"change\":\"mark\",\"container\":{\"id\":6,\"pid\":100}}";
	static const char WORKSPACE[] = "{\"change\":\"focus\",\"current\":{\"id\":4}}";
	struct sway_event event;

	CHECK(sway_event_parse(NEW, strlen(NEW), &event));
	CHECK_INT(event.change, SWAY_CHANGE_NEW);
	CHECK_INT(event.id, 6);
	CHECK_INT(event.pid, 100);
	CHECK(sway_event_parse(MARK, strlen(MARK), &event));
	CHECK_INT(event.change, SWAY_CHANGE_OTHER);
	CHECK(sway_event_parse(WORKSPACE, strlen(WORKSPACE), &event));
	CHECK_INT(event.id, 0);
	CHECK(!sway_event_parse("[]", 2, &event));
	CHECK(!sway_event_parse("{}", 2, &event));
	CHECK(!sway_event_parse("{\"change\":1}", 12, &event));
}

static void test_reply(void)
{
	static const char OK[] = "[{\"success\":true},{\"success\":true}]";
	static const char BAD[] = "[{\"success\":true},{\"success\":false,\"error\":\"No node\"}]";
	char *error = NULL;

	CHECK(sway_reply_parse(OK, strlen(OK), &error));
	CHECK(error == NULL);
	CHECK(!sway_reply_parse(BAD, strlen(BAD), &error));
	CHECK_STR(error, "No node");
	g_free(error);
	CHECK(!sway_reply_parse("[]", 2, &error));
	CHECK(error == NULL);
	CHECK(!sway_reply_parse("{", 1, &error));
}

int main(void)
{
	test_tree();
	test_compare();
	test_i3();
	test_not_trees();
	test_odd_nodes();
	test_event();
	test_reply();
	return 0;
}
