#!/bin/bash
# SPDX-License-Identifier: MIT
# Which window, where the agent runs in a container of podman, as distrobox makes them, or of firejail.
# shellcheck source=tests/lib/inside.sh
. "$(dirname "$0")/../lib/inside.sh"

need_root
# Podman wants one cgroup hierarchy, and a root whose mounts are shared.
[ -n "${EAM_APART:-}" ] || exec env EAM_APART=1 unshare --mount --propagation private sh -c \
	'umount -R /sys/fs/cgroup; mount --make-rshared / && mount -t cgroup2 none /sys/fs/cgroup; exec "$@"' \
	sh "$0"
for command in podman crun firejail; do
	command -v "$command" >/dev/null || skip_all "$command is not installed"
done
desktop_up containers
desk_terminal plain
plain=$REPLY
desk_terminal right
right=$REPLY
desk_do right "tmux -f /dev/null new-session -s alpha"
wait_for 10 desk_tmux has-session -t =alpha 2>/dev/null
inside_begins_s=15
truth_up claude
truth_up codex
agent="$EAM_TMP/bin/@ --truth $EAM_TMP/truth-@"

in_both firejail "firejail --quiet --noprofile $agent"
in_both "firejail with a devpts of its own" \
	"firejail --quiet --noprofile --private-dev script -qc '$agent' /dev/null"

# An image, without a network to get one from.
desk_in mkdir "$EAM_TMP/desk-$DESK/tmux/image"
image=$EAM_TMP/desk-$DESK/tmux/image
desk_in mkdir "$image"/{usr,proc,sys,dev,tmp,etc,run}
for link in bin lib lib64 sbin; do
	desk_in ln -s "usr/$link" "$image/$link"
done
podman="podman --cgroup-manager=cgroupfs --runtime=crun"
run="$podman run --rm --cgroups=disabled --network=none -v /usr:/usr:ro -v $EAM_TMP:$EAM_TMP"
in_both podman "$run -it --rootfs $image $agent"

# As distrobox enters one that runs.
desk_do plain "$run -d --name box --rootfs $image sleep 1000"
box_runs() { desk_in sh -c "$podman container inspect -f '{{.State.Running}}' box" 2>/dev/null | grep -q true; }
need "a container runs" wait_for 15 box_runs
in_both "podman exec" "$podman exec -it box $agent"
finish_run
