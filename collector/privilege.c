/* SPDX-License-Identifier: MIT */
#include "collector/privilege.h"

#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define USER_NAME "ebpf-ai-monitor"

uid_t privilege_target(gid_t *ret_gid)
{
	const struct passwd *user;

	*ret_gid = getgid();
	if (getuid() != 0)
		return getuid();
	user = getpwnam(USER_NAME);
	if (!user)
		user = getpwnam("nobody");
	*ret_gid = user && user->pw_gid ? user->pw_gid : 65534; /* the kernel's overflow ids */
	return user && user->pw_uid ? user->pw_uid : 65534;
}

/* Fails without CAP_SETPCAP, which a service manager that set the bounds itself does not pass. */
static void drop_bounding_set(void)
{
	for (int cap = 0; prctl(PR_CAPBSET_READ, cap, 0, 0, 0) >= 0; cap++)
		(void)prctl(PR_CAPBSET_DROP, cap, 0, 0, 0);
}

static int clear_capabilities(void)
{
	struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {};

	if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) < 0)
		return -errno;
	return syscall(SYS_capset, &header, none) < 0 ? -errno : 0;
}

int privilege_drop(uid_t uid, gid_t gid)
{
	drop_bounding_set();
	if (getuid() == 0 &&
		(setgroups(0, NULL) < 0 || setresgid(gid, gid, gid) < 0 ||
			setresuid(uid, uid, uid) < 0))
		return -errno;
	if (clear_capabilities() < 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return -errno;
	/* What was given up must not come back. */
	return setuid(0) == 0 || getuid() == 0 ? -EPERM : 0;
}
