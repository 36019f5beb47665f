"""A small file system (tmpfs) that can be filled up and made read-only. It needs root."""
import contextlib
import os
import subprocess
import time


class FaultyDisk:
    """A folder, which becomes a file system of its own once it is mounted."""

    def __init__(self, path, megabytes):
        self.path = path
        self.megabytes = megabytes
        self.is_mounted = False
        os.mkdir(path)

    def mount(self):
        """Mounts the file system if the process may; says whether it did."""
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={self.megabytes}m", "tmpfs", self.path],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.is_mounted = mounted.returncode == 0
        return self.is_mounted

    def unmount(self):
        if self.is_mounted:
            subprocess.run(["umount", "-l", self.path], check=False)

    def fill(self, seconds):
        """Leaves no room on the disk for some seconds."""
        filler = os.path.join(self.path, "filler")
        try:
            with open(filler, "wb", buffering=0) as file:
                while file.write(bytes(1 << 16)):
                    pass
        except OSError:
            pass
        time.sleep(seconds)
        os.remove(filler)

    @contextlib.contextmanager
    def read_only(self):
        """Makes the disk read-only within the context, which gets whether that was possible."""
        remounted = subprocess.run(["mount", "-o", "remount,ro", self.path], stderr=subprocess.DEVNULL)
        if remounted.returncode:
            yield False
            return
        try:
            yield True
        finally:
            subprocess.run(["mount", "-o", "remount,rw", self.path], check=True)

    def empty(self):
        for name in os.listdir(self.path):
            os.remove(os.path.join(self.path, name))
