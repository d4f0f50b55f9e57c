#pragma once
#include <stdbool.h>
#include <stdint.h>

// Wrappers for what Swift can't import: declared behind _GNU_SOURCE, or a mutable global.
//
// No system header may be included here that declares sigset_t or timespec: Swift would take them for
// types of this module, in some builds and not in others. Hence the void pointers and the int for pid_t.

int autowrk_pipe(int ends[2], int flags);
int autowrk_pidfd_open(int pid);
int autowrk_pidfd_signal(int pidfd, int number);
char **autowrk_environment(void);

// eventfd(2), closed on exec, never blocking.
int autowrk_event(void);

// Open file description locks on one byte (fcntl(2)), without waiting: 0, or -1 with errno set, EAGAIN
// when another description has it locked.
int autowrk_lock_byte(int file, int64_t offset, bool locked);
// Whether another description has it locked: 0 or 1, or -1 with errno set.
int autowrk_byte_is_locked(int file, int64_t offset);

// posix_spawn extensions; actions is a posix_spawn_file_actions_t, attributes a posix_spawnattr_t.
extern const short autowrk_spawn_setsid;
int autowrk_spawn_addchdir(void *actions, const char *path);
int autowrk_spawn_addclosefrom(void *actions, int first);

// posix_spawn from a process in between that ends at once, so that the new process belongs to
// init and never becomes our zombie. Returns an error number, as posix_spawn does.
int autowrk_spawn_orphan(const char *path, const void *actions,
                         const void *attributes, char *const arguments[],
                         char *const environment[]);

// Undoes an ignored SIGCHLD, which exec passes on: with it the kernel reaps children unseen, and how
// they ended is lost.
void autowrk_keep_children(void);

// What statx says of a file; times in nanoseconds since 1970.
struct autowrk_status {
    uint64_t inode;
    uint64_t device;
    uint64_t link_count;
    int64_t size;
    int64_t modified;
    int64_t birth; // means something only when has_birth
    bool has_birth;
    uint32_t mode;
};

// Returns 0, or -1 with errno set.
int autowrk_statx(const char *path, bool follow, struct autowrk_status *status);
