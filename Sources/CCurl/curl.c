#include "CCurl.h"
#include <dlfcn.h>
#include <pthread.h>

// Every function that is called, once as a pointer and once by its name.
#define FUNCTIONS(F)                                                                                             \
  F(curl_global_init)                                                                                            \
  F(curl_easy_init)                                                                                              \
  F(curl_easy_cleanup)                                                                                           \
  F(curl_easy_strerror)                                                                                          \
  F(curl_easy_setopt)                                                                                            \
  F(curl_easy_getinfo)                                                                                           \
  F(curl_slist_append)                                                                                           \
  F(curl_slist_free_all)                                                                                         \
  F(curl_multi_init)                                                                                             \
  F(curl_multi_cleanup)                                                                                          \
  F(curl_multi_add_handle)                                                                                       \
  F(curl_multi_remove_handle)                                                                                    \
  F(curl_multi_perform)                                                                                          \
  F(curl_multi_info_read)                                                                                        \
  F(curl_multi_poll)                                                                                             \
  F(curl_multi_wakeup)

#define POINTER(name) __typeof__(&name) name##_;
static struct {
  FUNCTIONS(POINTER)
} library;

static const char *failure;

static void load(void) {
  // The soname of every libcurl since 2006.
  void *handle = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  if (!handle) {
    failure = "libcurl.so.4 can't be loaded; on Debian the package libcurl4 has it";
    return;
  }
#define LOOK_UP(name)                                                                                            \
  library.name##_ = (__typeof__(&name))dlsym(handle, #name);                                                     \
  if (!library.name##_) failure = "libcurl has no " #name ": it is older than 7.68";
  FUNCTIONS(LOOK_UP)
  if (!failure && library.curl_global_init_(CURL_GLOBAL_DEFAULT) != CURLE_OK) failure = "libcurl can't be set up";
}

const char *autowrk_curl_load(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  return failure;
}

CURL *autowrk_curl_easy_init(void) { return library.curl_easy_init_(); }
void autowrk_curl_easy_cleanup(CURL *handle) { library.curl_easy_cleanup_(handle); }
const char *autowrk_curl_easy_strerror(CURLcode code) { return library.curl_easy_strerror_(code); }
struct curl_slist *autowrk_curl_slist_append(struct curl_slist *list, const char *text) {
  return library.curl_slist_append_(list, text);
}
void autowrk_curl_slist_free_all(struct curl_slist *list) { library.curl_slist_free_all_(list); }
CURLM *autowrk_curl_multi_init(void) { return library.curl_multi_init_(); }
CURLMcode autowrk_curl_multi_cleanup(CURLM *multi) { return library.curl_multi_cleanup_(multi); }
CURLMcode autowrk_curl_multi_add_handle(CURLM *multi, CURL *handle) {
  return library.curl_multi_add_handle_(multi, handle);
}
CURLMcode autowrk_curl_multi_remove_handle(CURLM *multi, CURL *handle) {
  return library.curl_multi_remove_handle_(multi, handle);
}
CURLMcode autowrk_curl_multi_perform(CURLM *multi, int *running) {
  return library.curl_multi_perform_(multi, running);
}
CURLMsg *autowrk_curl_multi_info_read(CURLM *multi, int *left) {
  return library.curl_multi_info_read_(multi, left);
}
CURLMcode autowrk_curl_multi_poll(CURLM *multi, int milliseconds) {
  return library.curl_multi_poll_(multi, NULL, 0, milliseconds, NULL);
}
CURLMcode autowrk_curl_multi_wakeup(CURLM *multi) { return library.curl_multi_wakeup_(multi); }

CURLcode autowrk_curl_set_long(CURL *handle, CURLoption option, long value) {
  return library.curl_easy_setopt_(handle, option, value);
}
CURLcode autowrk_curl_set_size(CURL *handle, CURLoption option, curl_off_t value) {
  return library.curl_easy_setopt_(handle, option, value);
}
CURLcode autowrk_curl_set_text(CURL *handle, CURLoption option, const char *value) {
  return library.curl_easy_setopt_(handle, option, value);
}
CURLcode autowrk_curl_set_pointer(CURL *handle, CURLoption option, const void *value) {
  return library.curl_easy_setopt_(handle, option, value);
}
CURLcode autowrk_curl_set_data(CURL *handle, CURLoption option, autowrk_curl_data function) {
  return library.curl_easy_setopt_(handle, option, function);
}

CURLcode autowrk_curl_get_long(CURL *handle, CURLINFO info, long *value) {
  return library.curl_easy_getinfo_(handle, info, value);
}
CURLcode autowrk_curl_get_text(CURL *handle, CURLINFO info, const char **value) {
  return library.curl_easy_getinfo_(handle, info, value);
}
