#pragma once
#include <spawn.h>
#include <sys/types.h>

// Wrappers for what glibc declares behind _GNU_SOURCE only.
int autowrk_spawn_addchdir(posix_spawn_file_actions_t *actions, const char *path);
int autowrk_spawn_addclosefrom(posix_spawn_file_actions_t *actions, int first);
int autowrk_pidfd_open(pid_t pid);
