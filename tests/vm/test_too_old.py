# SPDX-License-Identifier: MIT
"""On a kernel without the hooks the collector needs."""

import test_usage


class TooOld(test_usage.Refused):
    def test_refused(self):
        self.assert_refused(1, ["or later is needed"], "--socket", "/tmp/never.sock")
