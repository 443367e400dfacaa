# SPDX-License-Identifier: MIT
"""Does to one agent in a terminal what a user does, and writes down what that means."""

import time

import truth

REST_S = 6  # between turns
SHORT_REST_S = 3  # the same where many are wanted
START_S = 180
TURN_S = 60
DECLINED_S = 3  # an agent that goes on after a no has asked its model by then
TYPE_TIMES = 3  # some lose or swap keys under load
TYPED = "and then what"


class Failed(Exception):
    pass


class Driver:
    def __init__(self, agent, terminal, truth_path):
        self.agent, self.terminal = agent, terminal
        self.path, self.truth = truth_path, truth.Truth(truth_path)
        self.rest_s = REST_S

    def say(self, phase, why, at=None):
        self.truth.write(phase, why, at)

    def key(self, *names):
        for name in names:
            self.terminal.key(name)
            time.sleep(0.3 if len(names) > 1 else 0)

    def since(self, phase, since):
        """When it first became PHASE after SINCE; None where it did not."""
        return next((at for at, now, _ in truth.read(self.path) if now == phase and at >= since),
                    None)

    def until(self, phase, since, timeout=TURN_S):
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            at = self.since(phase, since)
            if at is not None:
                return at
            if not self.terminal.lives():
                raise Failed("the agent has ended")
            time.sleep(0.05)
        raise Failed(f"not {phase} after {timeout} s; the screen:\n{self.terminal.screen()}")

    def start(self):
        """Waits until the screen is still; answers what is asked first."""
        self.say("starting", "exec")
        begin = still = time.monotonic()
        before = ""
        while time.monotonic() - still < self.terminal.still_s or not before:
            if time.monotonic() - begin > START_S or not self.terminal.lives():
                raise Failed(f"did not start; the screen:\n{self.terminal.screen()}")
            now = self.terminal.screen()
            for text, key in self.agent.dialogs.items():
                if text in now and now != before:
                    self.key(key)
            changes = now != before and not self.agent.clock
            if changes or not before or (self.terminal.readable and self.agent.ready not in now):
                before, still = now, time.monotonic()
            time.sleep(0.2)
        self.say("waiting", "started")

    def rest(self, seconds=None):
        time.sleep(self.rest_s if seconds is None else seconds)

    def submit(self, text):
        """From Enter on it is open what is true, until the request arrives."""
        self.say("waiting", "typing")
        for _ in range(TYPE_TIMES):
            self.terminal.type(text, self.agent.type_gap_s)
            self.rest(1)
            if not self.terminal.readable or text in self.terminal.screen():
                break
            self.erase(text)
        since = time.monotonic()
        self.say("unknown", "sent")
        self.key("Enter")
        return since

    def turn(self, scene):
        since = self.submit(f"do scene {scene} please")
        return self.until("waiting", self.until("working", since, 20))

    def answer(self, keys):
        """To what is asked; the turn goes on."""
        since = time.monotonic()
        self.say("working", "tool")
        self.key(*keys)
        self.until("waiting", since)

    def approved(self, scene="TOOL"):
        self.turn(scene)
        if self.agent.approves:
            self.rest()
            self.answer(self.agent.allow)

    def approved_at_once(self):
        self.approved("ATONCE 5")

    def answered(self):
        self.turn("ASK")
        self.rest()
        self.answer(self.agent.answer)

    def planned(self):
        """In plan mode and out of it again."""
        self.say("waiting", "mode")
        self.key(*self.agent.plan)
        self.rest(2)
        self.turn("PLAN")
        self.rest()
        self.answer(self.agent.allow_plan)

    def declined(self, keys=None):
        """Some agents tell the model so and go on, others stop."""
        self.turn("TOOL")
        self.rest()
        self.decline(self.agent.deny)

    def escaped(self):
        self.turn("ASK" if self.agent.asks else "TOOL")
        self.rest()
        self.decline(("Escape",))

    def decline(self, keys):
        since = time.monotonic()
        self.say("unknown", "declined")
        self.key(*keys)
        try:
            self.until("waiting", self.until("working", since, DECLINED_S))
        except Failed:
            if not self.terminal.lives() or self.since("working", since):
                raise
            self.say("waiting", "declined", since + 0.001)

    def interrupted(self):
        since = self.submit("do scene SILENT 90 please")
        since = self.until("working", since, 20)
        self.rest(6)
        for _ in range(3):
            self.key(*self.agent.interrupt)
            try:
                return self.until("waiting", since, 1.5)
            except Failed:
                if not self.terminal.lives():
                    raise
        raise Failed(f"Escape does not interrupt; the screen:\n{self.terminal.screen()}")

    def erase(self, text):
        for _ in text:
            self.key("BSpace")
            time.sleep(self.agent.type_gap_s)

    def type_ahead(self):
        """While it works; not sent."""
        since = self.until("working", self.submit("do scene SILENT 12 please"), 20)
        self.rest(3)
        self.terminal.type(TYPED, self.agent.type_gap_s)
        self.until("waiting", since)
        self.rest()
        self.say("waiting", "typing")
        self.erase(TYPED)

    def only_type(self):
        self.say("waiting", "typed-not-sent")
        self.terminal.type(TYPED, self.agent.type_gap_s)
        self.rest(4)
        self.erase(TYPED)

    def resize(self):
        for size in self.terminal.sizes:
            self.say("waiting", "resize")
            self.terminal.resize(*size)
            self.rest(3)

    def focus(self):
        for how in ("out", "in"):
            self.say("waiting", f"focus-{how}")
            self.terminal.focus(how)
            self.rest(4)

    def leave(self):
        self.say("waiting", "typing")
        self.terminal.type(self.agent.leave, self.agent.type_gap_s)
        self.rest(1)
        self.say("unknown", "leave")
        self.key("Enter")
        end = time.monotonic() + 10
        while self.terminal.lives() and time.monotonic() < end:
            time.sleep(0.1)
        self.say("exited", "left" if not self.terminal.lives() else "killed")

    def attempt(self, step, *arguments):
        """What fails is told, and the rest is done nevertheless. Returns whether it did."""
        try:
            step(*arguments)
        except Failed as error:
            if not self.terminal.lives():
                raise
            print(f"{self.agent.command}: {step.__name__}: {error}", flush=True)
            self.say("unknown", "failed")
            self.key("Escape")
            return False
        self.rest()
        return True

    def everything(self):
        for scene in ("QUICK", "SLOW", "SILENT 20", "STREAMGAPS 12"):
            self.attempt(self.turn, scene)
        self.attempt(self.approved)
        if self.agent.asks:
            self.attempt(self.answered)
        if self.agent.plan:
            self.attempt(self.planned)
        if self.agent.approves:
            self.attempt(self.declined)
            self.attempt(self.approved_at_once)
        if self.agent.approves or self.agent.asks:
            self.attempt(self.escaped)
        self.attempt(self.type_ahead)
        self.attempt(self.only_type)
        self.attempt(self.resize)
        if self.terminal.has_focus:
            self.attempt(self.focus)
        self.attempt(self.interrupted)
        self.attempt(self.turn, "SLOW")

    def dialogs(self, count):
        """As many of each kind, and as many ends as both together."""
        self.rest_s = SHORT_REST_S
        for _ in range(count):
            if self.agent.approves:
                self.attempt(self.approved, "TOOL 2")
            if self.agent.asks:
                self.attempt(self.answered)
            if not self.agent.approves and not self.agent.asks:
                self.attempt(self.turn, "SLOW")

    def all(self, dialogs=0):
        self.start()
        self.rest(SHORT_REST_S if dialogs else 10)
        if dialogs:
            self.dialogs(dialogs)
        else:
            self.everything()
        self.leave()
