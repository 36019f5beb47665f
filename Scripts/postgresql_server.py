"""A PostgreSQL server in a temporary folder, run by a user without rights, for the scripts beside this one."""
import glob
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time


def programs():
    """The folder of PostgreSQL's programs; None where they are not installed."""
    folders = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[-2]))
    if folders:
        return folders[-1]
    found = shutil.which("initdb")
    return os.path.dirname(os.path.realpath(found)) if found else None


class PostgreSQLServer:
    """`addresses` are those that it listens on, besides its socket."""

    def __init__(self, addresses=("127.0.0.1",), connections=100, settings=()):
        self.programs = programs()
        if self.programs is None:
            raise SystemExit("PostgreSQL's programs are not installed; on Debian: apt-get install postgresql")
        self.addresses, self.connections, self.settings = addresses, connections, list(settings)
        self.folder = tempfile.mkdtemp(prefix="settle-postgresql-")
        # The server refuses to run as root.
        self.user = "nobody" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        if os.geteuid() == 0:
            entry = pwd.getpwnam(self.user)
            os.chown(self.folder, entry.pw_uid, entry.pw_gid)
        self.data = os.path.join(self.folder, "data")
        self.port = self.free_port()
        self.run("initdb", "--pgdata", self.data, "--auth", "trust", "--username", "settle", "--no-sync",
                 "--encoding", "UTF8", "--locale", "C")
        self.start()
        self.run("createdb", "--host", self.folder, "--port", str(self.port), "--username", "settle", "studies")

    @staticmethod
    def free_port():
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            return listener.getsockname()[1]

    def url(self, address=None):
        return f"postgresql://settle@{address or self.addresses[0]}:{self.port}/studies"

    def run(self, program, *arguments):
        command = [os.path.join(self.programs, program), *arguments]
        if os.geteuid() == 0:
            command = ["setpriv", "--reuid", self.user, "--regid", str(pwd.getpwnam(self.user).pw_gid),
                       "--clear-groups", *command]
        # The server must not hold the caller's pipes open.
        with open(os.path.join(self.folder, "programs.log"), "a") as log:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder)
        if done.returncode:
            with open(log.name) as text:
                raise RuntimeError(f"{program} ended with {done.returncode}: {text.read()[-2000:]}")

    def start(self):
        options = [
            f"-p {self.port}", f"-k {self.folder}", f"-c listen_addresses={','.join(self.addresses)}",
            f"-c max_connections={self.connections}", *(f"-c {setting}" for setting in self.settings)]
        self.run("pg_ctl", "start", "--wait", "--pgdata", self.data, "--log",
                 os.path.join(self.folder, "server.log"), "--options", " ".join(options))

    def stop(self, mode="fast"):
        self.run("pg_ctl", "stop", "--wait", "--mode", mode, "--pgdata", self.data)

    def crash(self, seconds):
        """Ends the server as a crash would, and starts it again after some seconds."""
        self.stop("immediate")
        time.sleep(seconds)
        self.start()

    def allow_all_hosts(self):
        with open(os.path.join(self.data, "pg_hba.conf"), "a") as file:
            file.write("host all all 0.0.0.0/0 trust\n")
        self.run("pg_ctl", "reload", "--pgdata", self.data)

    def query(self, sql):
        done = subprocess.run(
            [os.path.join(self.programs, "psql"), "--no-psqlrc", "--tuples-only", "--no-align", self.url(),
             "--command", sql], capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def remove(self):
        try:
            self.stop("immediate")
        except RuntimeError:
            pass  # It had stopped.
        shutil.rmtree(self.folder, ignore_errors=True)
