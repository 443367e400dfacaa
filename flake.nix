# SPDX-License-Identifier: MIT
{
  description = "Tells which terminal AI agent waits for you, seen from the kernel";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs }:
    let
      systems = [
        "x86_64-linux"
        "aarch64-linux"
      ];
      forEach = make: nixpkgs.lib.genAttrs systems (system: make nixpkgs.legacyPackages.${system});

      # Modules that find the package without the overlay.
      packageFor = pkgs: self.packages.${pkgs.stdenv.hostPlatform.system}.default;
      withPackage = module: {
        imports = [
          module
          (
            { lib, pkgs, ... }: { services.ebpf-ai-monitor.package = lib.mkDefault (packageFor pkgs); }
          )
        ];
      };
    in
    {
      overlays.default = import ./nix/overlay.nix;

      packages = forEach (pkgs: rec {
        ebpf-ai-monitor = pkgs.callPackage ./nix/package.nix { };
        default = ebpf-ai-monitor;
      });

      nixosModules = rec {
        ebpf-ai-monitor = withPackage ./nix/nixos.nix;
        default = ebpf-ai-monitor;
      };

      homeManagerModules = rec {
        ebpf-ai-monitor = withPackage ./nix/home-manager.nix;
        default = ebpf-ai-monitor;
      };

      checks = forEach (pkgs: {
        package = packageFor pkgs;
        machine = import ./nix/vm-test.nix {
          inherit pkgs;
          nixosModule = self.nixosModules.default;
        };
      });
    };
}
