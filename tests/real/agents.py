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
    allow: str = "Enter"  # key that allows the tool asked for
    interrupt: tuple = ("Escape",)
    leave: str = "/exit"
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
    }, {".claude.json": {
        "hasCompletedOnboarding": True,
        "theme": "dark",
        "customApiKeyResponses": {"approved": [KEY], "rejected": []},
        "projects": {work: {"hasTrustDialogAccepted": True, "hasCompletedProjectOnboarding": True}},
    }}


CODEX = """\
model = "gpt-5"
model_provider = "local"
approval_policy = "on-request"
sandbox_mode = "workspace-write"
check_for_update_on_startup = false
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


AGENTS = {
    "claude": Agent("@anthropic-ai/claude-code", "claude", claude),
    "codex": Agent("@openai/codex", "codex", codex, allow="y"),
    "gemini": Agent("@google/gemini-cli", "gemini", gemini, leave="/quit"),
    "qwen": Agent("@qwen-code/qwen-code", "qwen", qwen, leave="/quit"),
    "opencode": Agent("opencode-ai", "opencode", opencode, interrupt=("Escape", "Escape")),
    "copilot": Agent("@github/copilot", "copilot", copilot, interrupt=("Escape", "Escape")),
}
