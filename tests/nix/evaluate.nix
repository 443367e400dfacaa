# SPDX-License-Identifier: MIT
# What package, modules and flake come to, as data. SOURCE is the project; LIB nixpkgs' or ./lib.nix,
# and HOME-MANAGER its source where there is one.
{
  source,
  lib ? import ./lib.nix,
  homeManager ? null,
}:

let
  hmLib = if homeManager == null then lib else import (homeManager + "/modules/lib/stdlib-extended.nix") lib;

  packageCalled = name: {
    type = "derivation";
    inherit name;
    outPath = "/nix/store/${name}";
    drvPath = "/nix/store/${name}.drv";
    outputName = "out";
    meta = { };
  };
  pkgs = {
    lib = hmLib;
    ebpf-ai-monitor = packageCalled "ebpf-ai-monitor";
    stdenv = {
      hostPlatform = lib.systems.elaborate "x86_64-linux";
      mkDerivation = v: packageCalled v.pname // v;
    };
    callPackage = file: given:
      let function = import file;
      in function (builtins.intersectAttrs (builtins.functionArgs function) (arguments // given));
  };
  # Everything a package may ask for.
  arguments = builtins.mapAttrs (name: _: packageCalled name) (
    builtins.functionArgs (import (source + "/nix/package.nix"))
  ) // { inherit lib; inherit (pkgs) stdenv; llvmPackages.clang = packageCalled "clang"; };

  some = type: lib.mkOption { inherit type; };
  free = default: lib.mkOption { type = lib.types.anything; inherit default; };
  list = lib.mkOption { type = lib.types.listOf lib.types.anything; default = [ ]; };

  evaluate = library: options: module: settings: extra:
    (library.evalModules {
      specialArgs = { inherit pkgs; lib = library; } // extra;
      modules = [ { inherit options; } module ] ++ settings;
    }).config;

  nixosOptions = {
    assertions = list;
    boot.kernelPackages = free { kernel.version = "6.12.1"; };
    environment = {
      systemPackages = list;
      etc = free { };
    };
    systemd = {
      packages = list;
      sockets = free { };
      services = free { };
      user.services = free { };
    };
  };
  failed = config: map (a: a.message) (builtins.filter (a: !a.assertion) config.assertions);
  nixosFrom = module: settings: evaluate lib nixosOptions module settings { };
  nixos = settings:
    let config = nixosFrom (source + "/nix/nixos.nix") [ { services.ebpf-ai-monitor = settings; } ];
    in {
      inherit (config) systemd;
      agents = config.environment.etc."ebpf-ai-monitor/agents".text or null;
      installed = map (p: p.name) config.environment.systemPackages;
      units = map (p: p.name) config.systemd.packages;
      failed = failed config;
    };

  hmOptions = {
    assertions = list;
    warnings = list;
    home.packages = list;
    xdg.configFile = free { };
  };
  hm = osConfig: settings:
    let
      config = evaluate hmLib hmOptions (source + "/nix/home-manager.nix")
        [ { services.ebpf-ai-monitor = settings; } ] { inherit osConfig; };
    in {
      files = builtins.mapAttrs (_: v: v.text or v.source) config.xdg.configFile;
      failed = failed config;
      inherit (config) warnings;
    };

  works = v: (builtins.tryEval (builtins.toJSON v)).success;

  flake = import (source + "/flake.nix");
  outputs = flake.outputs {
    self = outputs;
    nixpkgs = {
      inherit lib;
      legacyPackages = lib.genAttrs [ "x86_64-linux" "aarch64-linux" ] (_: pkgs // {
        testers.runNixOSTest = test: packageCalled test.name // { inherit (test) nodes testScript; };
      });
    };
  };
  names = builtins.mapAttrs (_: builtins.attrNames);
in
{
  package = { inherit (outputs.packages.x86_64-linux.default) pname version mesonFlags; };
  overlay = ((import (source + "/nix/overlay.nix")) pkgs pkgs).ebpf-ai-monitor.pname;

  nixos = {
    off = nixos { };
    on = nixos { enable = true; };
    full = nixos {
      enable = true;
      processes = { aider = "aider"; my-claude = "claude-code"; };
      waitThreshold = 2000;
      probe = "tty";
      users = [ "alice" "bob" ];
      logLevel = "debug";
    };
    list = nixos { enable = true; processes = [ "aider" "goose=goose" "a$b" ]; };
    most = nixos { enable = true; processes = lib.genList (n: "p${toString n}") 50; };
    refused = {
      names = (nixos { enable = true; processes = [ "a/b" "c d" "e%" "a" "a=b" ]; }).failed;
      many = (nixos { enable = true; processes = lib.genList (n: "p${toString n}") 51; }).failed;
      nobody = (nixos { enable = true; users = [ ]; }).failed;
      kernel = failed (nixosFrom (source + "/nix/nixos.nix") [ {
        services.ebpf-ai-monitor.enable = true;
        boot.kernelPackages.kernel.version = "5.10.9";
      } ]);
    };
    # Neither of these may evaluate.
    works = {
      misspelt = works (nixos { enabled = true; });
      wrongType = works (nixos { enable = true; waitThreshold = "long"; });
      outOfRange = works (nixos { enable = true; waitThreshold = 99; });
      noProbe = works (nixos { enable = true; probe = "kprobe"; });
    };
  };

  homeManager = {
    off = hm null { };
    on = hm null { enable = true; };
    full = hm { services.ebpf-ai-monitor.enable = true; } {
      enable = true;
      notifications = { finished = false; attention = true; waiting = false; minTurnMs = 10000; timeoutMs = 8000; suppressWhenFocused = false; };
      badges.directory = "/run/user/1000/badges";
      settings = { notifications.died = false; notifications.min-turn-ms = 7000; };
    };
    withoutCollector = (hm { services = { }; } { enable = true; }).warnings;
    refused = (hm null { enable = true; settings.notifications.finished = "a\nb"; }).failed;
    works = {
      misspelt = works (hm null { enable = true; notifications.finish = true; });
      wrongType = works (hm null { enable = true; notifications.finished = "yes"; });
    };
  };

  flake = {
    outputs = builtins.attrNames outputs;
    packages = names outputs.packages;
    checks = names outputs.checks;
    modules = names { inherit (outputs) nixosModules homeManagerModules overlays; };
    systems = builtins.attrNames outputs.packages;
    # Without the overlay, by the flake's own package.
    unit = (nixosFrom outputs.nixosModules.default [ { services.ebpf-ai-monitor.enable = true; } ])
      .systemd.services.ebpf-ai-monitor.serviceConfig.ExecStart;
    machine = builtins.stringLength outputs.checks.x86_64-linux.machine.testScript > 0;
  };
}
