/* SPDX-License-Identifier: MIT */
#include "agent/cli/age.h"

#define SECOND_MS G_GINT64_CONSTANT(1000)
#define MINUTE_MS (60 * SECOND_MS)
#define HOUR_MS   (60 * MINUTE_MS)
#define DAY_MS    (24 * HOUR_MS)

/* The unit that a length is told in: days from the third on. */
static gint64 unit_of(gint64 ms)
{
	return ms < MINUTE_MS     ? SECOND_MS
		: ms < HOUR_MS    ? MINUTE_MS
		: ms < 2 * DAY_MS ? HOUR_MS
				  : DAY_MS;
}

char *age_text(gint64 ms)
{
	gint64 unit = unit_of(ms);

	return g_strdup_printf("%" G_GINT64_FORMAT " %s", MAX(ms, 0) / unit,
		unit == SECOND_MS           ? "s"
			: unit == MINUTE_MS ? "min"
			: unit == HOUR_MS   ? "h"
					    : "d");
}

gint64 age_lasts_ms(gint64 ms)
{
	gint64 unit = unit_of(ms);

	return ms < 0 ? unit - ms : unit - ms % unit;
}

static gint64 parse_unit(const char *text)
{
	static const struct {
		const char *name;
		gint64 ms;
	} UNITS[] = {{"", SECOND_MS}, {"s", SECOND_MS}, {"m", MINUTE_MS}, {"min", MINUTE_MS},
		{"h", HOUR_MS}, {"d", DAY_MS}};

	for (gsize i = 0; i < G_N_ELEMENTS(UNITS); i++)
		if (g_strcmp0(UNITS[i].name, text) == 0)
			return UNITS[i].ms;
	return 0;
}

gboolean age_parse(const char *text, gint64 *ret_ms)
{
	char *end;
	double count = g_ascii_strtod(text, &end);
	gint64 unit = parse_unit(end);

	/* Neither "nan" nor "1e999", nor what begins with a blank. */
	if (end == text || !g_ascii_isdigit(*text) || unit == 0 || !(count * (double)unit < 1e15))
		return FALSE;
	*ret_ms = (gint64)(count * (double)unit);
	return TRUE;
}
