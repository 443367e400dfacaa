# SPDX-License-Identifier: MIT
# For one user, with settings: the package's own unit, wanted by the graphical session.
{
  config,
  lib,
  pkgs,
  osConfig ? null,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.services.ebpf-ai-monitor;

  value = types.oneOf [
    types.bool
    types.int
    types.str
    (types.listOf types.str)
  ];

  notifyOf =
    when:
    mkOption {
      type = types.nullOr types.bool;
      default = null;
      example = false;
      description = "Whether to notify ${when}; `null` leaves it to the program.";
    };

  msOf =
    what: max: example:
    mkOption {
      type = types.nullOr (types.ints.between 0 max);
      default = null;
      inherit example;
      description = "${what}, in milliseconds; `null` leaves it to the program.";
    };

  # The options below under the names of the configuration file.
  typed = {
    notifications = {
      inherit (cfg.notifications) finished attention waiting died;
      min-turn-ms = cfg.notifications.minTurnMs;
      timeout-ms = cfg.notifications.timeoutMs;
      suppress-when-focused = cfg.notifications.suppressWhenFocused;
    };
    badges.directory = cfg.badges.directory;
  };

  isSet = lib.filterAttrs (_: v: v != null);
  settings = lib.filterAttrs (_: group: group != { }) (
    lib.recursiveUpdate (lib.mapAttrs (_: isSet) typed) cfg.settings
  );

  render =
    v:
    if builtins.isBool v then
      lib.boolToString v
    else if builtins.isList v then
      lib.concatStringsSep ";" v
    else
      toString v;
  file = lib.concatStringsSep "\n" (
    lib.mapAttrsToList (
      group: keys:
      "[${group}]\n" + lib.concatStrings (lib.mapAttrsToList (key: v: "${key}=${render v}\n") keys)
    ) settings
  );

  agent = "ebpf-ai-monitor-agent.service";
  unit.source = "${cfg.package}/lib/systemd/user/${agent}";
in
{
  options.services.ebpf-ai-monitor = {
    enable = lib.mkEnableOption ''
      the agent of ebpf-ai-monitor: badges and notifications that tell which terminal AI agent waits
      for you. The collector is enabled on NixOS by {option}`services.ebpf-ai-monitor.enable`'';

    package = lib.mkPackageOption pkgs "ebpf-ai-monitor" { };

    settings = mkOption {
      type = types.attrsOf (types.attrsOf value);
      default = { };
      example = {
        notifications.died-urgency = "critical";
        projects.sources = [
          "git"
          "pane"
        ];
      };
      description = ''
        What {file}`$XDG_CONFIG_HOME/ebpf-ai-monitor/config.ini` shall say: groups of keys and
        values, as in {manpage}`ebpf-ai-monitor(5)`. Goes before the options below.
      '';
    };

    notifications = {
      finished = notifyOf "when an agent has finished its turn";
      attention = notifyOf "when an agent asks for approval or an answer";
      waiting = notifyOf "when an agent waits, and it cannot be told what for";
      died = notifyOf "when an agent was killed or failed";
      minTurnMs = msOf "No notification of the end of turns shorter than this" 3600000 10000;
      timeoutMs = msOf "How long to show a notification" 86400000 8000;
      suppressWhenFocused = mkOption {
        type = types.nullOr types.bool;
        default = null;
        example = false;
        description = ''
          Whether to be silent about the agent whose window and pane have the focus; `null` leaves
          it to the program.
        '';
      };
    };

    badges.directory = mkOption {
      type = types.nullOr types.path;
      default = null;
      example = "/run/user/1000/badges";
      description = ''
        The folder of the badge files; `null` stands for {file}`$XDG_RUNTIME_DIR/i3pm-badges`.
      '';
    };
  };

  config = lib.mkIf cfg.enable {
    assertions = [
      (lib.hm.assertions.assertPlatform "services.ebpf-ai-monitor" pkgs lib.platforms.linux)
      {
        assertion = lib.all (v: !(lib.hasInfix "\n" (render v))) (
          lib.concatMap builtins.attrValues (builtins.attrValues settings)
        );
        message = ''
          services.ebpf-ai-monitor.settings: a value has more than one line; write \n for a new line.
        '';
      }
    ];

    warnings = lib.optional (osConfig != null && !(osConfig.services.ebpf-ai-monitor.enable or false)) ''
      services.ebpf-ai-monitor is enabled in home-manager, but this system has no collector, so that
      nothing will be seen: set services.ebpf-ai-monitor.enable = true in its NixOS configuration.
    '';

    home.packages = [ cfg.package ];

    xdg.configFile = {
      "systemd/user/${agent}" = unit;
      "systemd/user/graphical-session.target.wants/${agent}" = unit;
      "ebpf-ai-monitor/config.ini" = lib.mkIf (settings != { }) { text = file; };
    };
  };
}
