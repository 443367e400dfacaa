# SPDX-License-Identifier: MIT
"""What model services send: just enough of each that agents take it for an answer.

A dialect reads a request (said, answers_tool, tools) and writes an answer of any number of think()
and text(), then call() or nothing, then end(). SEND takes a chunk of the stream.
"""

import itertools
import json

COUNT = itertools.count(1)  # names calls and messages: one of a known name is taken for the same

# Asks for what needs to be allowed (Codex).
ESCALATE = {"sandbox_permissions": "require_escalated", "justification": "to do the work"}

# A choice where a tool takes any form (Copilot).
FORM = {"properties": {"choice": {"type": "string", "title": "Which one?", "enum": ["One", "Two"]}},
        "required": ["choice"]}

# What agents call their tools; the first that the request offers is called.
SHELL, QUESTION, PLAN = "shell", "question", "plan"
TOOLS = {
    SHELL: ("bash", "shell", "run_shell_command", "exec_command", "shell_command", "local_shell",
            "execute_bash", "run_commands", "execute_command"),
    QUESTION: ("askuserquestion", "ask_user_question", "question", "ask_question", "ask_user",
               "ask_followup_question", "askquestion", "request_user_input"),
    PLAN: ("exitplanmode", "exit_plan_mode"),
}
WORDS = ("One", "Two")


def value(schema, name="", nth=0):
    """Something of that shape."""
    for choice in schema.get("anyOf", schema.get("oneOf", ())):
        if choice.get("type") != "null":
            return value(choice, name, nth)
    if "const" in schema or "enum" in schema:
        return schema.get("const", (schema.get("enum") or [None])[0])
    kind = schema.get("type", "string")
    if isinstance(kind, list):
        kind = kind[0]
    kind = kind.lower()
    if kind == "object":
        return arguments(schema, "", nth)
    if kind == "array":
        items = max(int(schema.get("minItems", 0)), 2 if "option" in name else 1)
        return [value(schema.get("items", {}), name, i) for i in range(items)]
    return {"boolean": False, "number": 60000, "integer": 60000}.get(
        kind, "Which one?" if "question" in name else WORDS[nth % 2])


def arguments(schema, command, nth=0):
    """For a tool that runs a shell command or asks, whatever it calls its parameters."""
    values = {}
    for name, kind in schema.get("properties", {}).items():
        if name in ("command", "cmd", "commands"):
            array = ["bash", "-c", command] if name != "commands" else [command]
            values[name] = array if kind.get("type") == "array" else command
        elif name in ESCALATE:
            values[name] = ESCALATE[name]
        elif name == "requestedSchema":
            values[name] = FORM
        elif name in schema.get("required", []) or "option" in name:
            values[name] = value(kind, name, nth)
    return values


class Dialect:
    by_agent = ("assistant",)  # roles of what the model said
    tool_marks = ()  # in an item that brings the result of a tool

    def __init__(self, request, send):
        self.request, self.send = request, send
        self.ids = {"id": f"msg_{next(COUNT)}", "model": request.get("model", "model")}

    def last(self):
        """What came since the model last spoke."""
        last = []
        for item in reversed(self.items()):
            if item.get("role") in self.by_agent or item.get("type") in self.by_agent:
                break
            last.append(json.dumps(item))
        return "\n".join(reversed(last))

    def items(self):
        return self.request.get("messages", [])

    def answers_tool(self):
        """After that nothing else was said."""
        last = self.last()
        tool = max((last.rfind(mark) for mark in self.tool_marks), default=-1)
        return tool > last.rfind("scene ")

    def tool(self, what):
        """(name, schema) of the tool that does WHAT of TOOLS; None where there is none."""
        found = {name.lower(): (name, schema) for name, schema in self.tools()}
        return next((found[name] for name in TOOLS[what] if name in found), None)

    def call(self, what, command=""):
        """False where the agent has no such tool."""
        tool = self.tool(what)
        if tool:
            self.send_call(tool[0], json.dumps(arguments(tool[1], command)))
        return bool(tool)

    def event(self, data, name=None):
        head = f"event: {name}\n" if name else ""
        self.send(f"{head}data: {json.dumps(data)}\n\n")

    def think(self, text):
        pass


class Anthropic(Dialect):
    tool_marks = ('"tool_result"',)

    def tools(self):
        for tool in self.request.get("tools", []):
            yield tool["name"], tool.get("input_schema", {})

    def message(self, content, stop):
        return {**self.ids, "type": "message", "role": "assistant", "content": content,
                "stop_reason": stop, "stop_sequence": None,
                "usage": {"input_tokens": 10, "output_tokens": 10}}

    def say(self, kind, **data):
        self.event({"type": kind, **data}, kind)

    def begin(self):
        self.block, self.kind = -1, None
        self.say("message_start", message=self.message([], None))

    def open(self, kind, **empty):
        if self.kind == kind:
            return
        self.shut()
        self.block, self.kind = self.block + 1, kind
        self.say("content_block_start", index=self.block, content_block={"type": kind, **empty})

    def shut(self):
        if self.kind:
            self.say("content_block_stop", index=self.block)
        self.kind = None

    def delta(self, kind, **data):
        self.say("content_block_delta", index=self.block, delta={"type": kind, **data})

    def think(self, text):
        self.open("thinking", thinking="", signature="")
        self.delta("thinking_delta", thinking=text)

    def text(self, text):
        self.open("text", text="")
        self.delta("text_delta", text=text)

    def send_call(self, name, values):
        self.open("tool_use", id=f"toolu_{next(COUNT)}", name=name, input={})
        self.delta("input_json_delta", partial_json=values)

    def end(self, called=False):
        self.shut()
        self.say("message_delta", usage={"output_tokens": 10}, delta={
            "stop_reason": "tool_use" if called else "end_turn", "stop_sequence": None})
        self.say("message_stop")

    def whole(self, text):
        return self.message([{"type": "text", "text": text}], "end_turn")


class Chat(Dialect):
    tool_marks = ('"role": "tool"',)

    def tools(self):
        for tool in self.request.get("tools") or []:
            if "function" in tool:
                yield tool["function"]["name"], tool["function"].get("parameters", {})

    def chunk(self, delta, finish=None):
        self.event({**self.ids, "object": "chat.completion.chunk", "created": 1, "choices": [
            {"index": 0, "delta": delta, "finish_reason": finish}]})

    def begin(self):
        self.chunk({"role": "assistant", "content": ""})

    def think(self, text):
        self.chunk({"reasoning_content": text})

    def text(self, text):
        self.chunk({"content": text})

    def send_call(self, name, values):
        self.chunk({"tool_calls": [{"index": 0, "id": f"call_{next(COUNT)}", "type": "function",
                                    "function": {"name": name, "arguments": values}}]})

    def end(self, called=False):
        self.chunk({}, "tool_calls" if called else "stop")
        self.event({**self.ids, "object": "chat.completion.chunk", "created": 1, "choices": [],
                    "usage": {"prompt_tokens": 10, "completion_tokens": 10, "total_tokens": 20}})
        self.send("data: [DONE]\n\n")

    def whole(self, text):
        return {**self.ids, "object": "chat.completion", "created": 1, "choices": [
            {"index": 0, "finish_reason": "stop",
             "message": {"role": "assistant", "content": text}}],
            "usage": {"prompt_tokens": 10, "completion_tokens": 10, "total_tokens": 20}}


class Responses(Dialect):
    by_agent = ("assistant", "function_call", "reasoning")
    tool_marks = ('"function_call_output"',)

    def items(self):
        said = self.request.get("input", [])
        return [{"content": said}] if isinstance(said, str) else said

    def tools(self):
        for tool in self.request.get("tools", []):
            if tool.get("type") == "function":
                yield tool["name"], tool.get("parameters", {})

    def say(self, kind, **data):
        self.event({"type": "response." + kind, **data}, "response." + kind)

    def response(self, status):
        return {**self.ids, "object": "response", "status": status, "output": self.output,
                "usage": {"input_tokens": 10, "output_tokens": 10, "total_tokens": 20,
                          "input_tokens_details": {"cached_tokens": 0},
                          "output_tokens_details": {"reasoning_tokens": 0}}}

    def begin(self):
        self.output, self.told = [], None
        self.say("created", response=self.response("in_progress"))

    def think(self, text):
        self.say("reasoning_summary_text.delta", item_id="rs_1", output_index=0, summary_index=0,
                 delta=text)

    def item(self, text):
        return {"type": "message", "id": "item_1", "role": "assistant", "status": "completed",
                "content": [{"type": "output_text", "text": text, "annotations": []}]}

    def text(self, text):
        if self.told is None:
            self.told = ""
            self.say("output_item.added", output_index=0, item=self.item(""))
        self.told += text
        self.say("output_text.delta", item_id="item_1", output_index=0, content_index=0, delta=text)

    def done(self, item):
        self.say("output_item.done", output_index=len(self.output), item=item)
        self.output.append(item)

    def send_call(self, name, values):
        nth = next(COUNT)
        self.called = {"type": "function_call", "id": f"fc_{nth}", "call_id": f"call_{nth}",
                       "name": name, "arguments": values}

    def end(self, called=False):
        if self.told is not None:
            self.done(self.item(self.told))
        if called:
            self.done(self.called)
        self.say("completed", response=self.response("completed"))

    def whole(self, text):
        self.output = [self.item(text)]
        return self.response("completed")


class Gemini(Dialect):
    by_agent = ("model",)
    tool_marks = ('"functionResponse"',)

    def items(self):
        return self.request.get("contents", [])

    def tools(self):
        for tool in self.request.get("tools", []):
            for one in tool.get("functionDeclarations", []):
                yield one["name"], one.get("parametersJsonSchema") or one.get("parameters", {})

    def chunk(self, part, finish=None):
        candidate = {"index": 0, "content": {"role": "model", "parts": [part]}}
        if finish:
            candidate["finishReason"] = finish
        return {"candidates": [candidate], "modelVersion": "model", "usageMetadata": {
            "promptTokenCount": 10, "candidatesTokenCount": 10, "totalTokenCount": 20}}

    def begin(self):
        pass

    def think(self, text):
        self.event(self.chunk({"text": f"**{text}** {text}", "thought": True}))

    def text(self, text):
        self.event(self.chunk({"text": text}))

    def send_call(self, name, values):
        self.event(self.chunk({"functionCall": {"name": name, "args": json.loads(values)}}))

    def end(self, called=False):
        self.event(self.chunk({"text": ""}, "STOP"))

    def whole(self, text):
        return self.chunk({"text": text}, "STOP")


def find(path):
    """The dialect of a request to PATH; None for what is no question to a model."""
    if path.endswith("/messages"):
        return Anthropic
    if path.endswith("/chat/completions"):
        return Chat
    if path.endswith("/responses"):
        return Responses
    if path.endswith((":generateContent", ":streamGenerateContent")):
        return Gemini
    return None
