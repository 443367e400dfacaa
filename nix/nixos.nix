# SPDX-License-Identifier: MIT
# The units are the package's own; what is said here is only which are wanted, and with what options.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.services.ebpf-ai-monitor;

  # { claude = "claude-code"; } as [ "claude=claude-code" ]
  processes =
    if builtins.isAttrs cfg.processes then
      lib.mapAttrsToList (name: source: "${name}=${source}") cfg.processes
    else
      cfg.processes;

  nameOf = process: builtins.head (lib.splitString "=" process);
  # ASCII without " ", "%", "/" and "=".
  isUsable = process: builtins.match "[!-$&-.0-<>-~]{1,63}(=[!-$&-.0-<>-~]{1,63})?" process != null;

  arguments =
    lib.concatMap (user: [
      "--user"
      user
    ]) (lib.optionals (cfg.users != null) cfg.users)
    ++ [
      "--wait-threshold"
      (toString cfg.waitThreshold)
      "--probe"
      cfg.probe
      "--log-level"
      cfg.logLevel
    ];

  # systemd takes % and $ of a command line for its own.
  escape = argument: lib.replaceStrings [ "%" "$" ] [ "%%" "$$" ] (builtins.toJSON argument);
in
{
  options.services.ebpf-ai-monitor = {
    enable = lib.mkEnableOption ''
      the collector of ebpf-ai-monitor, and for every user in a graphical session its agent:
      badges and notifications that tell which terminal AI agent waits for them'';

    package = lib.mkPackageOption pkgs "ebpf-ai-monitor" { };

    processes = mkOption {
      type = types.either (types.listOf types.str) (types.attrsOf types.str);
      default = [ ];
      example = {
        aider = "aider";
        my-claude = "claude-code";
      };
      description = ''
        Programs to watch besides the AI agents that are known: their names, or an attribute set of
        name and source. The source decides which icon and title they are shown with. They are
        written to /etc/ebpf-ai-monitor/agents.
      '';
    };

    waitThreshold = mkOption {
      type = types.ints.between 100 60000;
      default = 1000;
      example = 2000;
      description = "How long an agent must rest to count as waiting, in milliseconds.";
    };

    probe = mkOption {
      type = types.enum [
        "auto"
        "tty"
        "syscall"
      ];
      default = "auto";
      example = "tty";
      description = ''
        How to see terminal input and output: in the terminal layer (`tty`), at system calls
        (`syscall`), or the first of them that the kernel allows (`auto`).
      '';
    };

    users = mkOption {
      type = types.nullOr (types.listOf types.str);
      default = null;
      example = [ "alice" ];
      description = "Whose agents to watch; `null` stands for everybody's.";
    };

    logLevel = mkOption {
      type = types.enum [
        "error"
        "warning"
        "info"
        "debug"
      ];
      default = "info";
      example = "debug";
      description = "How much the collector logs.";
    };
  };

  config = lib.mkIf cfg.enable {
    assertions = [
      {
        assertion = lib.all isUsable processes;
        message = ''
          services.ebpf-ai-monitor.processes: a name or source must be a file name of 1 to 63
          printable characters without " ", "%", "/" and "=": ${lib.concatStringsSep ", " (lib.filter (p: !isUsable p) processes)}
        '';
      }
      {
        assertion = builtins.length processes <= 50;
        message = "services.ebpf-ai-monitor.processes: at most 50 programs can be added.";
      }
      {
        assertion = lib.allUnique (map nameOf processes);
        message = "services.ebpf-ai-monitor.processes: a name is given twice.";
      }
      {
        assertion = cfg.users != [ ];
        message = ''
          services.ebpf-ai-monitor.users is empty, so that nobody would be watched: name at least
          one user, or set it to null to watch everybody.
        '';
      }
      {
        assertion = cfg.users == null || builtins.length cfg.users <= 64;
        message = "services.ebpf-ai-monitor.users: at most 64 users can be named; null stands for all.";
      }
      {
        assertion = lib.versionAtLeast config.boot.kernelPackages.kernel.version "6.1";
        message = ''
          services.ebpf-ai-monitor needs Linux 6.1 or later, and boot.kernelPackages has
          ${config.boot.kernelPackages.kernel.version}.
        '';
      }
    ];

    environment.systemPackages = [ cfg.package ];
    environment.etc = lib.mkIf (processes != [ ]) {
      "ebpf-ai-monitor/agents".text = lib.concatStringsSep "\n" processes + "\n";
    };
    systemd.packages = [ cfg.package ];

    systemd.sockets.ebpf-ai-monitor.wantedBy = [ "sockets.target" ];
    systemd.services.ebpf-ai-monitor = {
      restartTriggers = processes;
      serviceConfig.ExecStart = [
        ""
        "${cfg.package}/bin/ebpf-ai-monitor-collector ${lib.concatMapStringsSep " " escape arguments}"
      ];
    };
    systemd.user.services.ebpf-ai-monitor-agent = {
      wantedBy = [ "graphical-session.target" ];
      # "|": any of them is enough.
      unitConfig = lib.mkIf (cfg.users != null) {
        ConditionUser = map (user: "|${user}") cfg.users;
      };
    };
  };
}
