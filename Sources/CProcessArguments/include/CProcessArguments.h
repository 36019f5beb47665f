#pragma once

// The arguments with which the process was started, as the dynamic loader passes them to constructors. Swift's own list
// is read from /proc/self/cmdline on Linux, and is empty where /proc is not mounted. Null where the loader passes none.
extern int process_argument_count(void);
extern const char *const *process_arguments(void);
