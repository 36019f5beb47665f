// A library to preload: the n-th call of one kind that concerns the program's own files fails, or writes too little.
//
//   FAULT_CALLS   the kinds, as names with commas: open,read,write,sync,truncate,fstat,stat,rename,unlink,mmap,link
//   FAULT_AT      the number of the call that fails, from 1; 0 for none
//   FAULT_ERROR   the error's number; 0 for a short read or write
//   FAULT_LENGTH  how many calls from that one on fail (1 where it is not given)
//   FAULT_COUNT   a file to which the number of calls is written at the end
//   FAULT_UNDER   only files whose path begins so are concerned
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { open_kind, read_kind, write_kind, sync_kind, truncate_kind, fstat_kind, stat_kind, rename_kind, unlink_kind,
       mmap_kind, link_kind, kinds };
static const char *const names[kinds] = { "open", "read", "write", "sync", "truncate", "fstat", "stat", "rename",
                                          "unlink", "mmap", "link" };
static int wanted[kinds];
static long at, length = 1;
static int number;
static const char *under = "", *count_path;
static atomic_long calls;
// Descriptors of files that are concerned.
static atomic_char concerned[4096];

__attribute__((constructor)) static void begin(void) {
    const char *list = getenv("FAULT_CALLS");
    if (!list) return;
    for (int kind = 0; kind < kinds; kind++) {
        const char *found = list;
        size_t size = strlen(names[kind]);
        while ((found = strstr(found, names[kind]))) {
            if ((found == list || found[-1] == ',') && (found[size] == ',' || !found[size])) wanted[kind] = 1;
            found += size;
        }
    }
    if (getenv("FAULT_AT")) at = atol(getenv("FAULT_AT"));
    if (getenv("FAULT_LENGTH")) length = atol(getenv("FAULT_LENGTH"));
    if (getenv("FAULT_ERROR")) number = atoi(getenv("FAULT_ERROR"));
    if (getenv("FAULT_UNDER")) under = getenv("FAULT_UNDER");
    count_path = getenv("FAULT_COUNT");
}

__attribute__((destructor)) static void end(void) {
    if (!count_path) return;
    int file = (int)syscall(SYS_openat, AT_FDCWD, count_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    char text[32];
    int size = snprintf(text, sizeof text, "%ld\n", atomic_load(&calls));
    syscall(SYS_write, file, text, (size_t)size);
    syscall(SYS_close, file);
}

static int is_concerned(const char *path) {
    if (!path) return 0;
    // The program opens the root folder to see whether it may open files.
    if (!strcmp(path, "/")) return 0;
    // Dispatch watches its threads in /proc/THREAD/stat, and ends the process where it cannot: a limit of that library,
    // against which the program makes sure of free descriptors when it starts.
    int thread, end = 0;
    if (sscanf(path, "/proc/%d/stat%n", &thread, &end) == 1 && end && !path[end] && thread != getpid()
        && syscall(SYS_tgkill, getpid(), thread, 0) == 0) return 0;
    // A path without a folder is in the folder of the faults.
    return path[0] != '/' || strncmp(path, under, strlen(under)) == 0;
}
static int has(int file) { return file >= 0 && file < 4096 && concerned[file]; }
static void note(int file, const char *path) {
    if (file >= 0 && file < 4096) concerned[file] = (char)is_concerned(path);
}

// Whether this call fails.
static int fails(int kind) {
    if (!wanted[kind]) return 0;
    long call = atomic_fetch_add(&calls, 1) + 1;
    return at > 0 && call >= at && call < at + length;
}

#define REAL(type, name) static __typeof__(type) real; if (!real) real = (__typeof__(type))dlsym(RTLD_NEXT, name)
#define FAIL(kind, concern) if ((concern) && number && fails(kind)) { errno = number; return -1; }

#define OPEN(name) \
int name(const char *path, int flags, ...) { \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); } \
    REAL(int (*)(const char *, int, ...), #name); \
    FAIL(open_kind, is_concerned(path)) \
    int file = real(path, flags, mode); note(file, path); return file; \
}
OPEN(open)
OPEN(open64)
#define OPENAT(name) \
int name(int folder, const char *path, int flags, ...) { \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); } \
    REAL(int (*)(int, const char *, int, ...), #name); \
    FAIL(open_kind, is_concerned(path)) \
    int file = real(folder, path, flags, mode); note(file, path); return file; \
}
OPENAT(openat)
OPENAT(openat64)

int close(int file) {
    REAL(int (*)(int), "close");
    if (file >= 0 && file < 4096) concerned[file] = 0;
    return real(file);
}

#define SHORT(kind) if (has(file) && !number && size > 1 && fails(kind)) size /= 2;
ssize_t read(int file, void *bytes, size_t size) {
    REAL(ssize_t (*)(int, void *, size_t), "read");
    FAIL(read_kind, has(file)) SHORT(read_kind)
    return real(file, bytes, size);
}
ssize_t write(int file, const void *bytes, size_t size) {
    REAL(ssize_t (*)(int, const void *, size_t), "write");
    FAIL(write_kind, has(file)) SHORT(write_kind)
    return real(file, bytes, size);
}
#define AT(result, name, pointer, kind) \
result name(int file, pointer bytes, size_t size, off_t place) { \
    REAL(result (*)(int, pointer, size_t, off_t), #name); \
    FAIL(kind, has(file)) SHORT(kind) \
    return real(file, bytes, size, place); \
}
AT(ssize_t, pread, void *, read_kind)
AT(ssize_t, pread64, void *, read_kind)
AT(ssize_t, pwrite, const void *, write_kind)
AT(ssize_t, pwrite64, const void *, write_kind)

int fsync(int file) { REAL(int (*)(int), "fsync"); FAIL(sync_kind, has(file)) return real(file); }
int fdatasync(int file) { REAL(int (*)(int), "fdatasync"); FAIL(sync_kind, has(file)) return real(file); }
int ftruncate(int file, off_t size) {
    REAL(int (*)(int, off_t), "ftruncate"); FAIL(truncate_kind, has(file)) return real(file, size);
}
int ftruncate64(int file, off_t size) {
    REAL(int (*)(int, off_t), "ftruncate64"); FAIL(truncate_kind, has(file)) return real(file, size);
}
int fstat(int file, struct stat *status) {
    REAL(int (*)(int, struct stat *), "fstat"); FAIL(fstat_kind, has(file)) return real(file, status);
}
int fstat64(int file, struct stat64 *status) {
    REAL(int (*)(int, struct stat64 *), "fstat64"); FAIL(fstat_kind, has(file)) return real(file, status);
}
#define STAT(name, structure) \
int name(const char *path, struct structure *status) { \
    REAL(int (*)(const char *, struct structure *), #name); \
    FAIL(stat_kind, is_concerned(path)) return real(path, status); \
}
STAT(stat, stat)
STAT(lstat, stat)
STAT(stat64, stat64)
STAT(lstat64, stat64)
int rename(const char *from, const char *to) {
    REAL(int (*)(const char *, const char *), "rename"); FAIL(rename_kind, is_concerned(to)) return real(from, to);
}
int unlink(const char *path) {
    REAL(int (*)(const char *), "unlink"); FAIL(unlink_kind, is_concerned(path)) return real(path);
}
int link(const char *from, const char *to) {
    REAL(int (*)(const char *, const char *), "link"); FAIL(link_kind, is_concerned(to)) return real(from, to);
}
#define MMAP(name) \
void *name(void *place, size_t size, int rights, int flags, int file, off_t offset) { \
    REAL(void *(*)(void *, size_t, int, int, int, off_t), #name); \
    if (has(file) && number && fails(mmap_kind)) { errno = number; return MAP_FAILED; } \
    return real(place, size, rights, flags, file, offset); \
}
MMAP(mmap)
MMAP(mmap64)
