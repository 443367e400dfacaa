# SPDX-License-Identifier: MIT
"""The agents that can be run, and what each needs to talk to a local model service only."""

import json
import os
from dataclasses import dataclass, field

KEY = "not-a-key"


@dataclass
class Agent:
    package: str  # for npm
    command: str
    settings: object  # (home, work, url): the environment, and files by path below home
    arguments: list = field(default_factory=list)
    folder: str = ""  # where it is installed, if not under its own name
    ready: str = ""  # on the screen once keys are taken
    clock: bool = False  # its prompt never stands still
    approves: bool = True  # asks before it runs a tool
    allow: tuple = ("Enter",)  # the keys that allow the tool asked for
    deny: tuple = ("Escape",)
    asks: bool = True  # has a tool that asks the user
    answer: tuple = ("Enter",)
    plan: tuple = ()  # the keys for its plan mode, where it has one
    allow_plan: tuple = ("Enter",)
    interrupt: tuple = ("Escape",)
    leave: str = "/exit"
    type_gap_s: float = 0.06
    dialogs: dict = field(default_factory=dict)  # start-up screens: text and the keys to answer

    def prepare(self, home, work, url):
        """Writes its settings below HOME; returns its environment."""
        environment, files = self.settings(home, work, url)
        for name, content in files.items():
            path = os.path.join(home, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w") as file:
                file.write(content if isinstance(content, str) else json.dumps(content))
        return environment


def claude(home, work, url):
    return {
        "ANTHROPIC_BASE_URL": url,
        "ANTHROPIC_API_KEY": KEY,
        "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
        "DISABLE_AUTOUPDATER": "1",
        "DISABLE_ERROR_REPORTING": "1",
        "DISABLE_TELEMETRY": "1",
        "ENABLE_TOOL_SEARCH": "false",  # else some tools are offered only once asked for
    }, {".claude.json": {
        "hasCompletedOnboarding": True,
        "theme": "dark",
        "customApiKeyResponses": {"approved": [KEY], "rejected": []},
        "projects": {work: {"hasTrustDialogAccepted": True, "hasCompletedProjectOnboarding": True}},
    }}


def claude_clock(home, work, url):
    """With a status line that repaints every second."""
    environment, files = claude(home, work, url)
    return environment, {**files, ".claude/settings.json": {"statusLine": {
        "type": "command", "command": "date +%T", "refreshInterval": 1}}}


CODEX = """\
model = "gpt-5"
model_provider = "local"
approval_policy = "on-request"
sandbox_mode = "workspace-write"
check_for_update_on_startup = false
[features]
default_mode_request_user_input = true
[analytics]
enabled = false
[model_providers.local]
name = "local"
base_url = "{url}/v1"
env_key = "LOCAL_KEY"
wire_api = "responses"
[projects."{work}"]
trust_level = "trusted"
"""


def codex(home, work, url):
    return {"LOCAL_KEY": KEY}, {".codex/config.toml": CODEX.format(url=url, work=work)}


def gemini(home, work, url):
    return {
        "GEMINI_API_KEY": KEY,
        "GOOGLE_GEMINI_BASE_URL": url,
        "GEMINI_TELEMETRY_ENABLED": "false",
    }, {".gemini/settings.json": {
        "general": {"enableAutoUpdate": False, "enableAutoUpdateNotification": False},
        "privacy": {"usageStatisticsEnabled": False},
        "security": {"auth": {"selectedType": "gemini-api-key"}, "folderTrust": {"enabled": False}},
    }}


def qwen(home, work, url):
    return {
        "OPENAI_API_KEY": KEY,
        "OPENAI_BASE_URL": url + "/v1",
        "OPENAI_MODEL": "model",
    }, {".qwen/settings.json": {
        "general": {"disableAutoUpdate": True, "enableAutoUpdate": False},
        "model": {"name": "model"},
        "privacy": {"usageStatisticsEnabled": False},
        "security": {"auth": {"selectedType": "openai"}, "folderTrust": {"enabled": False}},
    }}


def opencode(home, work, url):
    provider = {"npm": "@ai-sdk/openai-compatible", "name": "local", "models": {
        "model": {"name": "model", "tool_call": True, "limit": {"context": 100000, "output": 9000}},
    }, "options": {"baseURL": url + "/v1", "apiKey": KEY}}
    return {
        "OPENCODE_DISABLE_AUTOUPDATE": "1",
        "OPENCODE_DISABLE_LSP_DOWNLOAD": "1",
        "OPENCODE_DISABLE_MODELS_FETCH": "1",
    }, {".config/opencode/opencode.json": {
        "autoupdate": False,
        "share": "disabled",
        "model": "local/model",
        "small_model": "local/model",
        "permission": {"bash": "ask"},
        "provider": {"local": provider},
    }}


def copilot(home, work, url):
    return {
        "COPILOT_AUTO_UPDATE": "false",
        "COPILOT_MODEL": "gpt-5",
        "COPILOT_OFFLINE": "true",
        "COPILOT_PROVIDER_API_KEY": KEY,
        "COPILOT_PROVIDER_BASE_URL": url + "/v1",
    }, {".copilot/config.json": {"trusted_folders": [work], "banner": "never"}}


def pi(home, work, url):
    return {"PI_OFFLINE": "1", "PI_TELEMETRY": "0"}, {
        ".pi/agent/models.json": {"providers": {"local": {
            "baseUrl": url + "/v1", "api": "openai-completions", "apiKey": KEY,
            "models": [{"id": "model", "reasoning": True}]}}},
        ".pi/agent/settings.json": {"defaultProvider": "local", "defaultModel": "model"},
    }


def cline(home, work, url):
    return {"CLINE_TELEMETRY_DISABLED": "1", "CLINE_NO_AUTO_UPDATE": "1"}, {
        ".cline/data/settings/providers.json": {
            "version": 1,
            "lastUsedProvider": "openai-compatible",
            "modes": {},
            "providers": {"openai-compatible": {
                "settings": {"provider": "openai-compatible", "apiKey": KEY, "model": "model",
                             "baseUrl": url + "/v1"},
                "updatedAt": "2026-01-01T00:00:00.000Z",
                "tokenSource": "manual",
            }},
        }}


def kilo(home, work, url):
    environment, files = opencode(home, work, url)
    return {name.replace("OPENCODE", "KILO"): value for name, value in environment.items()}, {
        ".config/kilo/kilo.json": files[".config/opencode/opencode.json"]}


def nanocoder(home, work, url):
    return {}, {".config/nanocoder/agents.config.json": {"nanocoder": {"providers": [
        {"name": "local", "baseUrl": url + "/v1", "apiKey": KEY, "models": ["model"]}]}},
        ".config/nanocoder/nanocoder-preferences.json": {"trustedDirectories": [work]}}


CN = """\
name: local
version: 1.0.0
schema: v1
models:
  - name: model
    provider: openai
    model: model
    apiBase: {url}/v1
    apiKey: {key}
    roles: [chat]
    capabilities: [tool_use]
"""


def cn(home, work, url):
    return {"CONTINUE_TELEMETRY_ENABLED": "0"}, {
        ".continue/config.yaml": CN.format(url=url, key=KEY),
        ".continue/.onboarding_complete": ""}


def grok(home, work, url):
    return {}, {".grok/user-settings.json": {
        "apiKey": KEY, "baseURL": url + "/v1", "defaultModel": "model", "models": ["model"]}}


CLAUDE = {"package": "@anthropic-ai/claude-code", "command": "claude", "folder": "claude",
          "arguments": ["--permission-mode", "manual"], "plan": ("BTab", "BTab"), "ready": "❯"}

AGENTS = {
    "claude": Agent(settings=claude, **CLAUDE),
    "claude-clock": Agent(settings=claude_clock, clock=True, **CLAUDE),
    "codex": Agent("@openai/codex", "codex", codex, allow=("y",), ready="›"),
    "gemini": Agent("@google/gemini-cli", "gemini", gemini, leave="/quit", ready=" > "),
    "qwen": Agent("@qwen-code/qwen-code", "qwen", qwen, ["--approval-mode", "default"],
                  leave="/quit", ready="Type your message"),
    "opencode": Agent("opencode-ai", "opencode", opencode, interrupt=("Escape", "Escape"),
                      ready="Ask anything"),
    "copilot": Agent("@github/copilot", "copilot", copilot, interrupt=("Escape", "Escape"),
                     ready="❯"),
    "pi": Agent("@earendil-works/pi-coding-agent", "pi", pi, leave="/quit", approves=False,
                asks=False),
    "cline": Agent("cline", "cline", cline, ["--auto-approve", "false"], allow=("y",),
                   deny=("n",), ready="What can I do for you?",
                   dialogs={"Try ClinePass": "Escape"}),
    "kilo": Agent("@kilocode/cli", "kilo", kilo, interrupt=("Escape", "Escape"),
                  ready="Ask anything"),
    "nanocoder": Agent("@nanocollective/nanocoder", "nanocoder", nanocoder, ready="normal mode",
                       type_gap_s=0.12),
    "cn": Agent("@continuedev/cli", "cn", cn, ready="Ask anything"),
    "grok": Agent("@vibe-kit/grok-cli", "grok", grok, asks=False, leave="exit",
                  ready="Ask me anything"),
}
