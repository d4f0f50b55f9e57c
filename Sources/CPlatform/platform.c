#define _GNU_SOURCE
#include "CPlatform.h"

#include <sys/syscall.h>
#include <unistd.h>

int autowrk_spawn_addchdir(posix_spawn_file_actions_t *actions, const char *path)
{
    return posix_spawn_file_actions_addchdir_np(actions, path);
}

int autowrk_spawn_addclosefrom(posix_spawn_file_actions_t *actions, int first)
{
    return posix_spawn_file_actions_addclosefrom_np(actions, first);
}

int autowrk_pidfd_open(pid_t pid)
{
    return (int)syscall(SYS_pidfd_open, pid, 0);
}
