#include "FastStart.h"

// git_libgit2_init parses the system's whole certificate bundle, starts libssh2 and gathers
// entropy for TLS, which is nearly all of the five milliseconds it takes. All transport
// goes through the `git` program, so these symbols of the executable come before the
// libraries' own and do nothing. A binary that links this must never open one of libgit2's
// remotes.

int libssh2_init(int flags)
{
    (void)flags;
    return 0;
}

void libssh2_exit(void) {}

void mbedtls_entropy_init(void *context) { (void)context; }

int mbedtls_ctr_drbg_seed(void *context, void *source, void *entropy, void *custom, int length)
{
    (void)context;
    (void)source;
    (void)entropy;
    (void)custom;
    (void)length;
    return 0;
}

int mbedtls_x509_crt_parse_path(void *chain, const char *path)
{
    (void)chain;
    (void)path;
    return 0;
}

int mbedtls_x509_crt_parse_file(void *chain, const char *path)
{
    (void)chain;
    (void)path;
    return 0;
}
