/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BUS_NAME_H
#define AGENT_BUS_NAME_H

/* Where the agent is found on the session bus. */
#define BUS_NAME      "org.ebpfaimonitor.Agent"
#define BUS_PATH      "/org/ebpfaimonitor/Agent"
#define BUS_INTERFACE "org.ebpfaimonitor.Agent1"

#endif
