#pragma once
#include <sqlite3.h>

// SQLITE_TRANSIENT and SQLITE_STATIC are casts, which Swift does not import.
static inline sqlite3_destructor_type autowrk_sqlite_static(void) { return SQLITE_STATIC; }
static inline sqlite3_destructor_type autowrk_sqlite_transient(void) { return SQLITE_TRANSIENT; }
