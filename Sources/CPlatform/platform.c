#define _GNU_SOURCE
#include "CPlatform.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

int autowrk_pipe(int ends[2], int flags)
{
    return pipe2(ends, flags);
}

int autowrk_pidfd_open(int pid)
{
    return (int)syscall(SYS_pidfd_open, pid, 0);
}

int autowrk_pidfd_signal(int pidfd, int number)
{
    return (int)syscall(SYS_pidfd_send_signal, pidfd, number, NULL, 0);
}

int autowrk_event(void)
{
    return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

static struct flock one_byte(int64_t offset, short type)
{
    return (struct flock){ .l_type = type, .l_whence = SEEK_SET, .l_start = offset, .l_len = 1 };
}

int autowrk_lock_byte(int file, int64_t offset, bool locked)
{
    struct flock lock = one_byte(offset, locked ? F_WRLCK : F_UNLCK);
    return fcntl(file, F_OFD_SETLK, &lock);
}

int autowrk_byte_is_locked(int file, int64_t offset)
{
    struct flock lock = one_byte(offset, F_WRLCK);
    return fcntl(file, F_OFD_GETLK, &lock) != 0 ? -1 : lock.l_type != F_UNLCK;
}

char **autowrk_environment(void)
{
    return environ;
}

const short autowrk_spawn_setsid = POSIX_SPAWN_SETSID;

int autowrk_spawn_addchdir(void *actions, const char *path)
{
    return posix_spawn_file_actions_addchdir_np(actions, path);
}

int autowrk_spawn_addclosefrom(void *actions, int first)
{
    return posix_spawn_file_actions_addclosefrom_np(actions, first);
}

int autowrk_spawn_orphan(const char *path, const void *actions,
                         const void *attributes, char *const arguments[],
                         char *const environment[])
{
    pid_t between = fork();
    if (between < 0)
        return errno;
    if (between == 0) {
        // Other threads may have held the allocator's lock at the fork. posix_spawn needs none,
        // and its error numbers fit into an exit status.
        pid_t orphan;
        _exit(posix_spawn(&orphan, path, actions, attributes, arguments, environment));
    }
    int status;
    while (waitpid(between, &status, 0) < 0)
        if (errno != EINTR)
            return errno;
    return WIFEXITED(status) ? WEXITSTATUS(status) : ECHILD;
}

void autowrk_keep_children(void)
{
    struct sigaction action;
    if (sigaction(SIGCHLD, NULL, &action) == 0 && action.sa_handler == SIG_IGN)
        signal(SIGCHLD, SIG_DFL);
}

static int64_t nanoseconds(struct statx_timestamp time)
{
    return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

int autowrk_statx(const char *path, bool follow, struct autowrk_status *status)
{
    struct statx found;
    int flags = follow ? 0 : AT_SYMLINK_NOFOLLOW;
    if (statx(AT_FDCWD, path, flags, STATX_BASIC_STATS | STATX_BTIME, &found) != 0)
        return -1;
    *status = (struct autowrk_status){
        .inode = found.stx_ino,
        .device = makedev(found.stx_dev_major, found.stx_dev_minor),
        .link_count = found.stx_nlink,
        .size = (int64_t)found.stx_size,
        .modified = nanoseconds(found.stx_mtime),
        .birth = nanoseconds(found.stx_btime),
        .has_birth = (found.stx_mask & STATX_BTIME) != 0,
        .mode = found.stx_mode,
    };
    return 0;
}
