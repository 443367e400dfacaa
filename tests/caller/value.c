/* SPDX-License-Identifier: MIT */
#include "tests/caller/value.h"

#include "tests/draw.h"

#include <string.h>

#define DEPTH_MAX 6
#define LONG_TEXT 70000

struct drawn {
	const char *const *words;
	guint count;
};

static void put_type(GString *text, guint depth)
{
	static const char BASIC[] = "sbynqiuxtdog";
	guint kind = depth < DEPTH_MAX ? draw(16) : 15;

	if (kind == 0) {
		g_string_append_c(text, 'v');
	} else if (kind < 3) {
		g_string_append_c(text, 'a');
		put_type(text, depth + 1);
	} else if (kind == 3) {
		g_string_append(text, "a{s");
		put_type(text, depth + 1);
		g_string_append_c(text, '}');
	} else if (kind == 4) {
		g_string_append_c(text, '(');
		for (guint i = draw(3) + 1; i > 0; i--)
			put_type(text, depth + 1);
		g_string_append_c(text, ')');
	} else {
		g_string_append_c(text, BASIC[draw(sizeof(BASIC) - 1)]);
	}
}

void value_signature(char *ret, gsize len)
{
	g_autoptr(GString) text = g_string_new("(");

	for (guint i = draw(5); i > 0; i--)
		put_type(text, 0);
	g_string_append_c(text, ')');
	g_strlcpy(ret, text->len < len ? text->str : "()", len);
}

static guint64 draw_number(void)
{
	static const guint64 EDGES[] = {0, 1, G_MAXINT32, G_MAXUINT32, G_MAXINT64, G_MAXUINT64};

	return draw(2) ? EDGES[draw(G_N_ELEMENTS(EDGES))] : (guint64)draw(1 << 30) << draw(34);
}

static GVariant *make_text(const struct drawn *drawn)
{
	static const char *const PARTS[] = {
		"a", "/", "-", "1", "\n", "\033", "%s", "\xc3\xa4", "<b>", "$("};
	g_autoptr(GString) text = g_string_new(NULL);

	if (draw(2))
		return g_variant_new_string(drawn->words[draw(drawn->count)]);
	for (guint i = draw(64) ? draw(12) : LONG_TEXT; i > 0; i--)
		g_string_append(text, PARTS[draw(G_N_ELEMENTS(PARTS))]);
	return g_variant_new_string(text->str);
}

static GVariant *make_basic(const struct drawn *drawn, char type)
{
	guint64 number = draw_number();

	switch (type) {
	case 'b':
		return g_variant_new_boolean(number & 1);
	case 'y':
		return g_variant_new_byte((guint8)number);
	case 'n':
		return g_variant_new_int16((gint16)number);
	case 'q':
		return g_variant_new_uint16((guint16)number);
	case 'i':
		return g_variant_new_int32((gint32)number);
	case 'u':
		return g_variant_new_uint32((guint32)number);
	case 'x':
		return g_variant_new_int64((gint64)number);
	case 't':
		return g_variant_new_uint64(number);
	case 'd':
		return g_variant_new_double((double)number);
	case 'o':
		return g_variant_new_object_path("/org/ebpfaimonitor/Agent1");
	case 'g':
		return g_variant_new_signature("a{sv}");
	default:
		return make_text(drawn);
	}
}

static GVariant *make(const struct drawn *drawn, const GVariantType *type, guint depth);

static GVariant *make_variant(const struct drawn *drawn, guint depth)
{
	g_autoptr(GString) text = g_string_new(NULL);

	put_type(text, MIN(depth + 2, DEPTH_MAX));
	return g_variant_new_variant(make(drawn, G_VARIANT_TYPE(text->str), depth + 2));
}

static GVariant *make_list(const struct drawn *drawn, const GVariantType *type, guint depth)
{
	g_autoptr(GVariantBuilder) list = g_variant_builder_new(type);

	for (guint i = draw(depth ? 3 : 40); i > 0; i--)
		g_variant_builder_add_value(
			list, make(drawn, g_variant_type_element(type), depth + 1));
	return g_variant_builder_end(list);
}

/* Of a tuple or a dictionary's entry. */
static GVariant *make_parts(const struct drawn *drawn, const GVariantType *type, guint depth)
{
	g_autoptr(GVariantBuilder) parts = g_variant_builder_new(type);

	for (const GVariantType *part = g_variant_type_first(type); part;
		part = g_variant_type_next(part))
		g_variant_builder_add_value(parts, make(drawn, part, depth + 1));
	return g_variant_builder_end(parts);
}

static GVariant *make(const struct drawn *drawn, const GVariantType *type, guint depth)
{
	if (g_variant_type_is_array(type))
		return make_list(drawn, type, depth);
	if (g_variant_type_is_variant(type))
		return make_variant(drawn, depth);
	if (g_variant_type_is_container(type))
		return make_parts(drawn, type, depth);
	return make_basic(drawn, *g_variant_type_peek_string(type));
}

GVariant *value_make(const char *signature, const char *const *words, guint count)
{
	struct drawn drawn = {.words = words, .count = count};

	return make(&drawn, G_VARIANT_TYPE(signature), 0);
}

char *value_id_of(const char *path)
{
	const char *last = strrchr(path, '/');
	g_auto(GStrv) parts = g_strsplit(last ? last + 1 : path, "_2d", -1);

	return g_strjoinv("-", parts);
}
