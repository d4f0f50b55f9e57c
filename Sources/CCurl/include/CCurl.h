// libcurl, loaded when the first request is made and not when the program starts: loading takes longer than most
// commands, and few of them ask a server. Beside that, what Swift can't import: variadic functions.
#pragma once
#include <curl/curl.h>
#include <stddef.h>

// Loads the library and sets it up; does nothing from the second time on. Returns NULL, or why it can't be had.
const char *autowrk_curl_load(void);

// The functions of the same names in libcurl; to be called only after a successful autowrk_curl_load().
CURL *autowrk_curl_easy_init(void);
void autowrk_curl_easy_cleanup(CURL *handle);
const char *autowrk_curl_easy_strerror(CURLcode code);
struct curl_slist *autowrk_curl_slist_append(struct curl_slist *list, const char *text);
void autowrk_curl_slist_free_all(struct curl_slist *list);
CURLM *autowrk_curl_multi_init(void);
CURLMcode autowrk_curl_multi_cleanup(CURLM *multi);
CURLMcode autowrk_curl_multi_add_handle(CURLM *multi, CURL *handle);
CURLMcode autowrk_curl_multi_remove_handle(CURLM *multi, CURL *handle);
CURLMcode autowrk_curl_multi_perform(CURLM *multi, int *running);
CURLMsg *autowrk_curl_multi_info_read(CURLM *multi, int *left);
CURLMcode autowrk_curl_multi_poll(CURLM *multi, int milliseconds);
CURLMcode autowrk_curl_multi_wakeup(CURLM *multi);

// curl_easy_setopt by the kind of value.
CURLcode autowrk_curl_set_long(CURL *handle, CURLoption option, long value);
CURLcode autowrk_curl_set_size(CURL *handle, CURLoption option, curl_off_t value);
CURLcode autowrk_curl_set_text(CURL *handle, CURLoption option, const char *value);
CURLcode autowrk_curl_set_pointer(CURL *handle, CURLoption option, const void *value);
typedef size_t (*autowrk_curl_data)(char *bytes, size_t size, size_t count, void *context);
CURLcode autowrk_curl_set_data(CURL *handle, CURLoption option, autowrk_curl_data function);

// curl_easy_getinfo by the kind of value.
CURLcode autowrk_curl_get_long(CURL *handle, CURLINFO info, long *value);
CURLcode autowrk_curl_get_text(CURL *handle, CURLINFO info, const char **value);
