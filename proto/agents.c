/* SPDX-License-Identifier: MIT */
#include "proto/agents.h"

#include <string.h>

/*
 * As of 2026-11-25, from the packages themselves and their sources; the names without a package
 * from their makers' installers.
 */
const struct agent AGENTS[] = {
	{"claude-code", "Claude Code", "claude claude-code", "@anthropic-ai/claude-code", NULL},
	{"codex", "Codex", "codex", "@openai/codex", NULL},
	{"pi", "Pi", "pi*", "@earendil-works/pi-coding-agent @mariozechner/pi-coding-agent", NULL},
	{"oh-my-pi", "oh-my-pi", "omp", "@oh-my-pi/pi-coding-agent", NULL},
	{"gemini", "Gemini CLI", "gemini", "@google/gemini-cli", NULL},
	{"opencode", "OpenCode", "opencode opencode2", "opencode-ai", NULL},
	{"copilot", "Copilot CLI", "copilot", "@github/copilot", NULL},
	{"cline", "Cline", "cline", "cline", NULL},
	{"qwen", "Qwen Code", "qwen qwen-code", "@qwen-code/qwen-code", "qwen-code session"},
	{"auggie", "Auggie", "auggie", "@augmentcode/auggie", NULL},
	{"amp", "Amp", "amp* amp-local", "@ampcode/cli @sourcegraph/amp", NULL},
	{"kilo", "Kilo Code", "kilo* kilocode", "@kilocode/cli", NULL},
	{"continue", "Continue", "cn*", "@continuedev/cli", NULL},
	{"codebuff", "Codebuff", "codebuff", "codebuff", NULL},
	{"letta", "Letta Code", "letta*", "@letta-ai/letta-code", NULL},
	{"grok", "Grok", "grok*", "@vibe-kit/grok-cli", NULL},
	{"crush", "Crush", "crush*", "@charmland/crush", NULL},
	{"qoder", "Qoder", "qoder qodercli", "@qoder-ai/qodercli", NULL},
	{"droid", "Droid", "droid*", "droid @factory/cli", NULL},
	{"nanocoder", "Nanocoder", "nanocoder", "@nanocollective/nanocoder", NULL},
	{"cursor-agent", "Cursor Agent", "cursor-agent agent*", NULL, NULL},
	{"aider", "Aider", "aider", "aider-chat", NULL},
	{"goose", "Goose", "goose*", NULL, NULL},
	{"openhands", "OpenHands", "openhands", "openhands", NULL},
	{"gptme", "gptme", "gptme", "gptme", NULL},
	{"vibe", "Mistral Vibe", "vibe*", "mistral-vibe", NULL},
	{"hermes", "Hermes", "hermes*", "hermes-agent", NULL},
	{"kimi", "Kimi Code", "kimi kimi-code kimi-cli", "kimi-cli", "Kimi Code"},
	{"kiro-cli", "Kiro CLI", "kiro-cli", NULL, NULL},
	{"q", "Amazon Q", "q*", NULL, NULL},
	{"devin", "Devin", "devin", NULL, NULL},
	{"agy", "Antigravity", "agy", NULL, NULL},
	{"junie", "Junie", "junie", NULL, NULL},
	{"iflow", "iFlow", "iflow", NULL, NULL},
	{"forge", "Forge", "forge*", NULL, NULL},
	{"plandex", "Plandex", "plandex", NULL, NULL},
	{"codebuddy", "CodeBuddy", "codebuddy", NULL, NULL},
	{"mastracode", "Mastra Code", "mastracode", NULL, NULL},
	{"rovodev", "Rovo Dev", "rovodev", NULL, NULL},
};

const size_t AGENT_COUNT = sizeof(AGENTS) / sizeof(AGENTS[0]);

const char *agents_title(const char *source)
{
	for (size_t i = 0; i < AGENT_COUNT; i++)
		if (strcmp(AGENTS[i].source, source) == 0)
			return AGENTS[i].title;
	return NULL;
}
