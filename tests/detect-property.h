/* SPDX-License-Identifier: MIT */
#ifndef TESTS_DETECT_PROPERTY_H
#define TESTS_DETECT_PROPERTY_H

/* What holds of the detector whatever comes, in whatever order: one session, as it is drawn. */
void detect_property_round(void);

#endif
