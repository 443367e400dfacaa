# SPDX-License-Identifier: MIT
{
  lib,
  stdenv,
  bpftools,
  elfutils,
  glib,
  jansson,
  libbpf,
  libnotify,
  llvmPackages,
  makeBinaryWrapper,
  meson,
  ninja,
  pkg-config,
  scdoc,
  systemd,
  tmux,
  zlib,
}:

let
  # meson.build says it once for all.
  version = builtins.head (
    builtins.match ".*\n  version: '([0-9.]+)'.*" (builtins.readFile ../meson.build)
  );
in
stdenv.mkDerivation {
  pname = "ebpf-ai-monitor";
  inherit version;

  src = lib.cleanSource ../.;

  strictDeps = true;
  nativeBuildInputs = [
    bpftools
    glib # gdbus-codegen
    llvmPackages.clang
    makeBinaryWrapper
    meson
    ninja
    pkg-config
    scdoc
  ];
  buildInputs = [
    elfutils
    glib
    jansson
    libbpf
    libnotify
    systemd # by its version the units are written
    zlib
  ];

  # The BPF target knows none of them. The kernel's types are declared in bpf/kernel.h, so that the
  # build needs no running kernel's BTF.
  hardeningDisable = [
    "pacret"
    "shadowstack"
    "stackprotector"
    "zerocallusedregs"
  ];

  # They need root, Sway and a kernel of their own: see nix/vm-test.nix.
  mesonFlags = [ "-Dtests=false" ];

  # The user's own come first, if there are any.
  postFixup = ''
    wrapProgram $out/bin/ebpf-ai-monitor-agent --suffix PATH : ${
      lib.makeBinPath [
        systemd
        tmux
      ]
    }
  '';

  meta = {
    description = "Tells which terminal AI agent waits for you, seen from the kernel";
    license = [
      lib.licenses.mit
      lib.licenses.gpl2Only
    ];
    mainProgram = "ebpf-ai-monitor";
    platforms = [
      "x86_64-linux"
      "aarch64-linux"
    ];
  };
}
