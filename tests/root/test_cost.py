# SPDX-License-Identifier: MIT
"""How often the collector wakes up. Counted by the kernel, so a busy machine changes nothing."""

import re
import time

import harness

AGENTS = 12


class Cost(harness.LiveTest):
    def wakeups(self):
        status = open(f"/proc/{self.collector.process.pid}/status").read()
        return int(re.search(r"\nvoluntary_ctxt_switches:\s+(\d+)", status)[1])

    def agents(self, *commands):
        program = self.program(f"{len(commands[1])}/claude", harness.STAND_IN)
        return [self.terminal(program, *commands) for _ in range(AGENTS)]

    def wakeups_while(self, agents, seconds):
        before = self.wakeups()
        for _ in range(seconds * 10):
            for agent in agents:
                agent.drain()
            time.sleep(0.1)
        return self.wakeups() - before

    def settle(self, reader, state, agents):
        waiting = {agent.pid for agent in agents}
        while waiting:
            frame = reader.wait(6, type="session", state=state)
            waiting.discard(frame["pid"])

    def test_working_sessions_share_four_wakeups_a_second(self):
        reader = self.reader()
        agents = self.agents("-e", "work 60000 10")
        self.settle(reader, "working", agents)
        self.wakeups_while(agents, 4)
        # Programs that start on other terminals wake it too: then once more.
        for _ in range(3):
            rate = self.wakeups_while(agents, 10) / 10
            if rate <= 4.2:
                break
        print(f"{AGENTS} sessions at work: {rate:.1f} wake-ups a second")
        self.assertLessEqual(rate, 4.2)

    def test_waiting_sessions_cost_nothing(self):
        """Silent prompts and blinking ones; both are known for what they are after some seconds."""
        reader = self.reader()
        agents = self.agents("-e", "prompt") + self.agents("-e", "approve 600")
        self.settle(reader, "waiting", agents)
        self.wakeups_while(agents, 6)
        # Programs that start on other terminals, or work there, wake it too: then once more.
        for _ in range(4):
            woken = self.wakeups_while(agents, 30)
            if not woken:
                break
        print(f"{len(agents)} waiting sessions, half of them blinking: {woken} wake-ups in 30 s")
        self.assertEqual(woken, 0)


if __name__ == "__main__":
    harness.main()
