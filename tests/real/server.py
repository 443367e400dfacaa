# SPDX-License-Identifier: MIT
"""A model service that does what the prompt says, and writes down what was really the case.

A prompt holds `scene WORD [SECONDS]`, see SCENES; any other request is answered at once and is no
turn: agents also ask for titles, routes and summaries.
"""

import http.server
import json
import re
import select
import socket
import threading
import time

import dialects

SIDE_ANSWER = json.dumps(
    {"title": "Work", "next_speaker": "user", "reasoning": "done", "model_choice": "pro"})
TOOL = "date > tool-ran; sleep {}"
SCENE = re.compile(r"scene ([A-Z]+)(?: (\d+))?")


class Gone(Exception):
    """The agent hung up: it was interrupted."""


class Turn:
    """One answer in progress."""

    def __init__(self, dialect, connection, truth):
        self.dialect, self.connection, self.truth = dialect, connection, truth

    def pause(self, seconds):
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self.connection], [], [], left)[0]:
                if not self.connection.recv(1, socket.MSG_PEEK):
                    raise Gone
                time.sleep(min(left, 0.05))

    def stream(self, chunks, gap):
        self.truth.write("working", "stream")
        for i in range(chunks):
            self.dialect.text(f"Part {i} of what was asked for, in so many words.\n\n")
            self.pause(gap)


def quick(turn, seconds):
    turn.dialect.begin()
    turn.stream(1, 0)


def slow(turn, seconds):
    """8 s of thinking, then a stream of 6 s."""
    turn.dialect.begin()
    for _ in range(16):
        turn.dialect.think("Thinking it over. ")
        turn.pause(0.5)
    turn.stream(60, 0.1)


def silent(turn, seconds):
    """No byte at all for that long."""
    turn.pause(seconds or 20)
    quick(turn, 0)


def stream_gaps(turn, seconds):
    """A piece a second."""
    turn.dialect.begin()
    turn.stream(seconds or 12, 1)


def tool(turn, seconds):
    """Wants a command run that takes 10 s or so long, which must be allowed first."""
    turn.dialect.begin()
    turn.stream(20, 0.1)
    return turn.dialect.call(dialects.SHELL, TOOL.format(seconds or 10)) and "approval"


def tool_at_once(turn, seconds):
    """The same, with no more than that between it and Enter."""
    turn.pause(0.2)
    turn.dialect.begin()
    return turn.dialect.call(dialects.SHELL, TOOL.format(seconds or 10)) and "approval"


def question(turn, seconds):
    turn.dialect.begin()
    turn.stream(20, 0.1)
    return turn.dialect.call(dialects.QUESTION) and "question"


def plan(turn, seconds):
    turn.dialect.begin()
    turn.stream(20, 0.1)
    return turn.dialect.call(dialects.PLAN) and "plan"


def after_tool(turn, seconds):
    turn.dialect.begin()
    turn.stream(10, 0.1)


SCENES = {"QUICK": quick, "SLOW": slow, "SILENT": silent, "STREAMGAPS": stream_gaps,
          "TOOL": tool, "ATONCE": tool_at_once, "ASK": question, "PLAN": plan}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def reply(self, data, status=200):
        body = json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def chunk(self, text):
        """The headers go out with the first byte: a silent server has sent nothing."""
        if not self.begun:
            self.begun = True
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
        data = text.encode()
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))

    def do_GET(self):
        self.server.note(f"GET {self.path}")
        models = {"data": [], "models": []} if self.path.split("?")[0].endswith("/models") else None
        self.reply(models or {"error": {"message": "not here"}}, 200 if models else 404)

    def do_POST(self):
        path = self.path.split("?")[0]
        data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        kind = dialects.find(path)
        if not kind:
            self.server.note(f"POST {path}: not known")
            counts = path.endswith(("count_tokens", ":countTokens"))
            self.reply({"input_tokens": 10, "totalTokens": 10} if counts else {})
            return
        self.begun = False
        request = json.loads(data)
        dialect = kind(request, self.chunk)
        streams = request.get("stream") or ":stream" in path
        try:
            self.answer(dialect, streams)
        except (Gone, ConnectionError):
            self.server.truth.write("waiting", "interrupted")
            self.close_connection = True

    def answer(self, dialect, streams):
        said = SCENE.findall(dialect.last())
        tools = [name for name, _ in dialect.tools()]
        after = dialect.answers_tool()
        self.server.note(f"{type(dialect).__name__} tools={tools} said={said} after_tool={after}")
        if after:
            self.server.note(f"tool result: {dialect.last()[:400]}")
        if not streams:
            self.reply(dialect.whole(SIDE_ANSWER))
        elif dialect.tool(dialects.SHELL) and (after or said):
            word, seconds = ("after-tool", None) if after else said[-1]
            self.turn(dialect, word, int(seconds or 0))
        else:
            dialect.begin()
            dialect.text(SIDE_ANSWER)
            dialect.end()
        if streams:
            self.wfile.write(b"0\r\n\r\n")

    def turn(self, dialect, word, seconds):
        self.server.truth.write("working", f"request:{word}")
        scene = SCENES.get(word, after_tool)
        called = scene(Turn(dialect, self.connection, self.server.truth), seconds)
        dialect.end(bool(called))
        if called == "approval" and not self.server.approves:
            self.server.truth.write("working", "tool")
        else:
            self.server.truth.write("waiting", called or "idle")


class Server(http.server.ThreadingHTTPServer):
    """Serves from a thread of its own on a port of loopback."""

    daemon_threads = True

    def __init__(self, truth, log, approves):
        """APPROVES: the agent asks before it runs what the model wants."""
        super().__init__(("127.0.0.1", 0), Handler)
        self.truth, self.log = truth, open(log, "a", buffering=1)
        self.approves = approves
        self.url = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def note(self, text):
        self.log.write(f"{time.monotonic() * 1000:.1f} {text}\n")
