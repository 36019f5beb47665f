import Foundation

/// A shell that ends the programs of this process if this process dies without ending them.
///
/// It reads from a pipe whose other end this process holds. When this process ends, however it ends, the pipe closes.
/// If the run's folder still exists then, the shell sends SIGTERM to each process group that the folder lists, and
/// SIGKILL ten seconds later to what is left. On Linux it also ends processes that have left their group: it finds
/// them by the value of `SETTLE_TRIAL`, which they inherited.
final class GroupGuardian: Sendable {
    /// The writing end of the pipe.
    private let lifeline: Int32

    /// - Parameter folder: the run's folder.
    /// - Throws: ``StartError``.
    init(of folder: String) throws(StartError) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw StartError(reason: String(cString: strerror(errno))) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        lifeline = ends[1]
        do throws(StartError) {
            _ = try ChildProcess.start(
                "/bin/sh", ["-c", Self.script, "trial-guardian", folder],
                environment: ["PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C"], directory: "/", input: ends[0])
        } catch {
            close(lifeline)
            throw error
        }
    }

    deinit { close(lifeline) }

    /// The folder has, for each program n, `n.group` with the process group's number, the pipe `n.out` that is the
    /// program's standard output, and, where the trial has a checkpoint folder, a link `n.values` to the file in which
    /// its values are kept. What a program still prints goes there: its checkpoint may be made after it.
    private static let script = """
        trap '' HUP INT QUIT TERM
        while read -r _; do :; done
        cd "$1" 2>/dev/null || exit 0
        strays() {
          [ -d /proc/self ] || return 0
          grep -lsaF "SETTLE_TRIAL=$1/" /proc/[0-9]*/environ | sed 's|^/proc/||; s|/environ$||'
        }
        groups() { cat ./*.group 2>/dev/null; }
        # The groups of all processes that are not zombies.
        populated() { sed 's/^.*) //' /proc/[0-9]*/stat 2>/dev/null | awk '$1 !~ /[ZX]/ { print $3 }'; }
        living() {
          [ -n "$(strays "$1")" ] && return 0
          if [ -d /proc/self ]; then
            populated=" $(echo $(populated)) "
            for g in $(groups); do case $populated in *" $g "*) return 0 ;; esac; done
          else
            for g in $(groups); do kill -0 -- "-$g" 2>/dev/null && return 0; done
          fi
          return 1
        }
        end() {
          for g in $(groups); do kill -s "$1" -- "-$g" 2>/dev/null; done
          for p in $(strays "$2"); do kill -s "$1" "$p" 2>/dev/null; done
        }
        readers=
        for f in ./*.values; do
          n=${f%.values}
          [ -p "$n.out" ] || continue
          # Opening a pipe for reading alone would wait for a program that has ended. The pipe is open before any signal.
          exec 3<>"$n.out" 4<"$n.out" 3>&-
          grep -a '^[[:space:]]*{.*"value"' <&4 >>"$f" &
          readers="$readers $!"
          exec 4<&-
        done
        told=" $(echo $(strays "$1")) "
        end TERM "$1"
        last=$(($(date +%s) + 10))
        while living "$1" && [ "$(date +%s)" -le $last ]; do
          sleep 0.1
          # Those that were being started.
          for p in $(strays "$1"); do
            case $told in *" $p "*) ;; *) told="$told$p "; kill -s TERM "$p" 2>/dev/null ;; esac
          done
        done
        last=$(($(date +%s) + 2))
        while living "$1" && [ "$(date +%s)" -le $last ]; do
          end KILL "$1"
          sleep 0.1
        done
        # The pipes have closed with the programs.
        for r in $readers; do
          tries=0
          while kill -0 "$r" 2>/dev/null && [ $tries -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
          kill -s KILL "$r" 2>/dev/null
        done
        cd / && rm -rf "$1"
        """
}
