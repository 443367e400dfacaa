/* SPDX-License-Identifier: MIT */
#ifndef AGENT_BUS_NAME_H
#define AGENT_BUS_NAME_H

/* Where the agent is found on the session bus: org.ebpfaimonitor.Agent1.xml. */
#define BUS_NAME      "org.ebpfaimonitor.Agent1"
#define BUS_PATH      "/org/ebpfaimonitor/Agent1"
#define BUS_INTERFACE "org.ebpfaimonitor.Agent1"
#define BUS_SESSION   "org.ebpfaimonitor.Session1"

/* And where it was found before, which goes after 0.2. */
#define BUS_FORMER_NAME "org.ebpfaimonitor.Agent"
#define BUS_FORMER_PATH "/org/ebpfaimonitor/Agent"

#endif
