# SPDX-License-Identifier: MIT
"""The Nix files say what they should, and nothing that the units and programs don't.

They are evaluated with a small library of our own. $EAM_NIXPKGS and $EAM_HOME_MANAGER, or nixpkgs
and home-manager in $NIX_PATH, are used as well where they are given, and must come to the same."""

import configparser
import glob
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

from installed import BUILD, SOURCE, USER_UNITS, Installed, skip

PACKAGE = "/nix/store/ebpf-ai-monitor"
USER_FOLDER = "systemd/user"
WANTED_UNIT = "systemd/user/graphical-session.target.wants/ebpf-ai-monitor-agent.service"
wrong = []


def check(what, found, wanted):
    if found != wanted:
        wrong.append(f"{what}: {found}, not {wanted}")


def nix(*arguments):
    return subprocess.run(["nix-instantiate", *arguments], text=True, capture_output=True, check=False)


def evaluate(*arguments):
    done = nix("--eval", "--strict", "--json", os.path.join(SOURCE, "tests/nix/evaluate.nix"),
               "--arg", "source", SOURCE, *arguments)
    if done.returncode:
        sys.exit(f"nix-instantiate: {done.stderr}")
    return json.loads(done.stdout)


def find_real(variable, name):
    """A folder by $VARIABLE, or by NAME in $NIX_PATH; None where neither has it."""
    if os.environ.get(variable):
        return os.environ[variable]
    done = nix("--find-file", name)
    return done.stdout.strip() if done.returncode == 0 else None


def check_syntax():
    for file in [os.path.join(SOURCE, "flake.nix"), *glob.glob(SOURCE + "/nix/*.nix"),
                 *glob.glob(SOURCE + "/tests/nix/*.nix")]:
        done = nix("--parse", file)
        if done.returncode:
            wrong.append(done.stderr)


def check_real(own):
    nixpkgs = find_real("EAM_NIXPKGS", "nixpkgs")
    if not nixpkgs:
        print("without the real nixpkgs: neither EAM_NIXPKGS nor NIX_PATH says where it is")
        return
    given = ["--arg", "lib", f"import {nixpkgs}/lib"]
    manager = find_real("EAM_HOME_MANAGER", "home-manager")
    if manager:
        given += ["--arg", "homeManager", manager]
    print(f"with {nixpkgs}" + (f" and {manager}" if manager else ", without home-manager"))
    check("by the real library", evaluate(*given), own)


def read_unit(path):
    """{(section, key): [values]}"""
    found, section = {}, None
    with open(path, encoding="utf-8") as file:
        for line in file.read().splitlines():
            if line.startswith("["):
                section = line.strip("[]")
            elif "=" in line and not line.startswith("#"):
                key, value = line.split("=", 1)
                found.setdefault((section, key), []).append(value)
    return found


def command_of(service):
    """What systemd runs, of an ExecStart= that first clears the unit's own."""
    cleared, command = service["serviceConfig"]["ExecStart"]
    check("ExecStart= before the module's own", cleared, "")
    return [word.replace("%%", "%").replace("$$", "$") for word in shlex.split(command)]


def check_nixos(nixos, installed):
    unit, socket, agent = (read_unit(installed.unit(name)) for name in (
        "ebpf-ai-monitor.service", "ebpf-ai-monitor.socket", "ebpf-ai-monitor-agent.service"))
    for case in ("on", "full", "list", "most"):
        found, systemd = nixos[case], nixos[case]["systemd"]
        check(f"{case}: assertions", found["failed"], [])
        check(f"{case}: packages with units", systemd["packages"], [PACKAGE])
        check(f"{case}: installed", found["installed"], ["ebpf-ai-monitor"])
        # Beside the command line all is as in the unit that is installed.
        service = systemd["services"]["ebpf-ai-monitor"]
        check(f"{case}: what the service changes", list(service), ["restartTriggers", "serviceConfig"])
        check(f"{case}: agents", found["agents"], "".join(
            name + "\n" for name in service["restartTriggers"]) or None)
        check(f"{case}: and in it", list(service["serviceConfig"]), ["ExecStart"])
        check(f"{case}: sockets", systemd["sockets"],
              {"ebpf-ai-monitor": {"wantedBy": socket["Install", "WantedBy"]}})
        user = systemd["user"]["services"]["ebpf-ai-monitor-agent"]
        check(f"{case}: agent", user.pop("wantedBy"), agent["Install", "WantedBy"])
        check(f"{case}: whose", user, {"unitConfig": {"ConditionUser": ["|alice", "|bob"]}}
              if case == "full" else {})
        check_command(command_of(service), unit["Service", "ExecStart"][0], found["agents"])
    check("off", nixos["off"], {"agents": None, "failed": [], "installed": [], "units": [], "systemd": {
        "packages": [], "services": {}, "sockets": {}, "user": {"services": {}}}})
    check("as a list", nixos["list"]["agents"], "aider\ngoose=goose\na$b\n")
    check("as a set", nixos["full"]["agents"], "aider=aider\nmy-claude=claude-code\n")
    for case, words in {"kernel": ["6.1 or later", "5.10.9"], "many": ["50"], "names": ["a/b", "c d", "e%", "twice"],
                        "nobody": ["null"]}.items():
        check(f"assertion {case}", [word for word in words if word not in " ".join(
            nixos["refused"][case])], [])
    check("what may not evaluate", set(nixos["works"].values()), {False})


def check_command(command, of_unit, agents):
    """The collector takes the options and the file of the module."""
    check("program", os.path.basename(command[0]), os.path.basename(of_unit))
    here = ["root" if word in ("alice", "bob") else word for word in command[1:]]
    with tempfile.NamedTemporaryFile("w") as file:
        file.write(agents or "")
        file.flush()
        # The last is refused only where all before it was usable.
        done = subprocess.run([os.path.join(BUILD, "collector/ebpf-ai-monitor-collector"), *here,
                               "--agents", file.name, "end"], text=True, capture_output=True, check=False)
    if "end is one argument too many" not in done.stderr:
        wrong.append(f"the collector refuses {here}: {done.stderr}")


def keys_of_program():
    """{group: {key: default}}"""
    text = subprocess.run([os.path.join(BUILD, "agent/ebpf-ai-monitor-agent"), "--print-config"],
                          check=True, text=True, capture_output=True).stdout
    found = configparser.ConfigParser(interpolation=None)
    found.read_string(re.sub(r"^#([\w-]+=)", r"\1", text, flags=re.M))
    return found


def check_home_manager(hm, installed):
    links = {f"{USER_FOLDER}/{unit}": f"{PACKAGE}/lib/{USER_FOLDER}/{unit}" for unit in USER_UNITS}
    links[WANTED_UNIT] = links[f"{USER_FOLDER}/ebpf-ai-monitor-agent.service"]
    wanted_by = read_unit(installed.unit("ebpf-ai-monitor-agent.service"))["Install", "WantedBy"]
    check("units of the package", os.path.normpath(os.path.dirname(installed.unit(USER_UNITS[0]))),
          os.path.normpath(installed.root + installed.options["prefix"] + f"/lib/{USER_FOLDER}"))
    check("wanted by", WANTED_UNIT.split("/")[2], wanted_by[0] + ".wants")
    check("home-manager: off", hm["off"], {"failed": [], "files": {}, "warnings": []})
    check("home-manager: on", hm["on"],
          {"failed": [], "warnings": [], "files": links})
    check("with a collector", (hm["full"]["failed"], hm["full"]["warnings"]), ([], []))
    check("without: warnings", len(hm["withoutCollector"]), 1)
    check("and they help", "services.ebpf-ai-monitor.enable = true" in hm["withoutCollector"][0], True)
    check("lines in a value", len(hm["refused"]), 1)
    check("what may not evaluate", set(hm["works"].values()), {False})

    config, keys = configparser.ConfigParser(interpolation=None), keys_of_program()
    config.read_string(hm["full"]["files"]["ebpf-ai-monitor/config.ini"])
    check("keys the agent does not know", [f"{group}.{key}" for group in config.sections()
                                           for key in config[group]
                                           if not keys.has_option(group, key)], [])
    check("settings go before", dict(config["notifications"]), {
        "attention": "true", "died": "false", "finished": "false", "min-turn-ms": "7000",
        "suppress-when-focused": "false", "timeout-ms": "8000", "waiting": "false"})


def check_flake(flake):
    names = ["default", "ebpf-ai-monitor"]
    systems = ["aarch64-linux", "x86_64-linux"]
    check("outputs", flake["outputs"],
          ["checks", "homeManagerModules", "nixosModules", "overlays", "packages"])
    check("packages", flake["packages"], dict.fromkeys(systems, names))
    check("checks", flake["checks"], dict.fromkeys(systems, ["machine", "package"]))
    check("modules", flake["modules"],
          {"homeManagerModules": names, "nixosModules": names, "overlays": ["default"]})
    check("package without the overlay", flake["unit"][1].startswith(PACKAGE + "/bin/"), True)


def check_version(version):
    said = subprocess.run([os.path.join(BUILD, "agent/ebpf-ai-monitor"), "--version"], check=True,
                          text=True, capture_output=True).stdout
    check("version", said.split()[-1], version)


def main():
    if not shutil.which("nix-instantiate"):
        skip("needs nix-instantiate")
    check_syntax()
    if not wrong:
        own = evaluate()
        check_real(own)
        with Installed() as installed:
            check_nixos(own["nixos"], installed)
            check_home_manager(own["homeManager"], installed)
            check_version(own["package"]["version"])
        check("overlay", own["overlay"], own["package"]["pname"])
        check_flake(own["flake"])
    print("\n".join(wrong))
    return 1 if wrong else 0


sys.exit(main())
