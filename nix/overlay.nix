# SPDX-License-Identifier: MIT
final: _prev: { ebpf-ai-monitor = final.callPackage ./package.nix { }; }
