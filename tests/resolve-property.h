/* SPDX-License-Identifier: MIT */
#ifndef TESTS_RESOLVE_PROPERTY_H
#define TESTS_RESOLVE_PROPERTY_H

struct resolve_score {
	unsigned shown, found; /* terminals */
};

/* Nothing wrong is said of any terminal of a desktop, as it is drawn. */
void resolve_property_round(struct resolve_score *score);

#endif
