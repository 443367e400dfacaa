# SPDX-License-Identifier: MIT
# A machine with everything: the collector, the agent in a Sway session, SwayNC, tmux, and a
# stand-in for an AI agent.
{ pkgs, nixosModule }:

pkgs.testers.runNixOSTest {
  name = "ebpf-ai-monitor";

  nodes.machine =
    { pkgs, ... }:
    let
      # Paints like an agent at work for three seconds, then waits as one does: silent, raw terminal.
      standIn = pkgs.writeScriptBin "claude" ''
        #!${pkgs.python3}/bin/python3
        import sys, time, tty
        tty.setraw(0)
        for _ in range(2):
            for i in range(60):
                sys.stdout.write("\rworking %d " % i)
                sys.stdout.flush()
                time.sleep(0.1)
            sys.stdin.read(1)
      '';
    in
    {
      imports = [ nixosModule ];

      services.ebpf-ai-monitor.enable = true;

      users.users.alice = {
        isNormalUser = true;
        uid = 1000;
        linger = true;
      };

      programs.sway.enable = true;
      environment.systemPackages = [
        pkgs.foot
        pkgs.jq
        pkgs.swaynotificationcenter
        pkgs.tmux
        standIn
      ];
      environment.variables = {
        WLR_BACKENDS = "headless";
        WLR_RENDERER = "pixman";
        WLR_LIBINPUT_NO_DEVICES = "1";
      };
      environment.etc."sway/config".text = ''
        exec swaync
        exec systemctl --user import-environment WAYLAND_DISPLAY SWAYSOCK
        exec systemctl --user start sway-session.target
      '';
      systemd.user.targets.sway-session = {
        bindsTo = [ "graphical-session.target" ];
        wants = [ "graphical-session-pre.target" ];
        after = [ "graphical-session-pre.target" ];
      };
    };

  testScript = ''
    def alice(command):
        return ("su -l alice -c 'export XDG_RUNTIME_DIR=/run/user/1000 "
                "DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/1000/bus; " + command + "'")

    machine.wait_for_unit("ebpf-ai-monitor.socket")
    machine.wait_for_unit("user@1000.service")
    machine.succeed(alice("systemd-run --user --unit sway sway"))
    machine.wait_for_unit("ebpf-ai-monitor-agent.service", "alice")
    machine.wait_for_unit("ebpf-ai-monitor.service")

    with subtest("a session in tmux is found, with its window"):
        machine.succeed(alice("systemd-run --user --unit foot -E WAYLAND_DISPLAY=wayland-1 "
                              "foot tmux new-session claude"))
        machine.wait_until_succeeds(
            alice("ebpf-ai-monitor status --json") + " | grep -q working")

    with subtest("its end is told"):
        machine.wait_until_succeeds(
            alice("ebpf-ai-monitor status --json") + " | grep -q waiting")
        machine.wait_until_succeeds(
            "jq -e .needs_attention /run/user/1000/i3pm-badges/*.json")
        machine.wait_until_succeeds("test $(" + alice("timeout 5 swaync-client -c") + ") -ge 1")

    with subtest("both come back when killed"):
        machine.succeed("systemctl kill -s KILL ebpf-ai-monitor.service")
        machine.wait_for_unit("ebpf-ai-monitor.service")
        machine.succeed(alice("systemctl --user kill -s KILL ebpf-ai-monitor-agent.service"))
        machine.wait_for_unit("ebpf-ai-monitor-agent.service", "alice")
        machine.wait_until_succeeds(
            alice("ebpf-ai-monitor status --json") + " | grep -q waiting")

    with subtest("the collector holds nothing"):
        machine.succeed("grep -E 'CapEff:.0+$' "
                        "/proc/$(systemctl show -P MainPID ebpf-ai-monitor.service)/status")
  '';
}
