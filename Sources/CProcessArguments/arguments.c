#include "CProcessArguments.h"

// Any header of the C library tells which library it is.
#include <limits.h>

static int count;
static const char *const *values;

// glibc and macOS call constructors with the arguments of `main`.
__attribute__((constructor)) static void keep_arguments(int argc, char **argv) {
#if defined(__GLIBC__) || defined(__APPLE__)
    count = argc;
    values = (const char *const *)argv;
#else
    (void)argc;
    (void)argv;
#endif
}

int process_argument_count(void) { return count; }
const char *const *process_arguments(void) { return values; }
