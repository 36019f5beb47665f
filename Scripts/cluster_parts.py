"""A cluster of Slurm with one node, and a PostgreSQL server, each in a temporary folder."""

import glob
import os
import pathlib
import pwd
import shutil
import socket
import subprocess
import sys
import time

SLURM_CONFIGURATION = """\
ClusterName=settle
SlurmctldHost={host}(127.0.0.1)
AuthType=auth/munge
CredType=cred/munge
# A requeued task begins again when the credentials of its last run have expired.
AuthInfo=socket={folder}/munge/socket,cred_expire=5
SlurmUser=root
SlurmdUser=root
SlurmctldPort={ports[0]}
SlurmdPort={ports[1]}
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
# Tasks that come back are looked for every second.
SchedulerParameters=sched_interval=1
SwitchType=switch/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
ReturnToService=2
# The node may have more processors than the machine.
SlurmdParameters=config_overrides
NodeName=node NodeHostname={host} NodeAddr=127.0.0.1 CPUs={processors} RealMemory=4000 State=UNKNOWN
PartitionName=all Nodes=node Default=YES MaxTime=INFINITE State=UP
"""


def require_packages(programs, say):
    """Installs Debian's packages for programs that are missing."""
    missing = sorted({package for program, package in programs.items() if shutil.which(program) is None})
    if not missing:
        return
    if shutil.which("apt-get") is None:
        sys.exit(f"cluster-test: install {' and '.join(missing)} (the names of Debian's packages)")
    say(f"installing {' and '.join(missing)}")
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    if subprocess.run(install, env=environment, stdout=subprocess.DEVNULL).returncode != 0:
        subprocess.run(["apt-get", "update"], stdout=subprocess.DEVNULL, check=True)
        subprocess.run(install, env=environment, stdout=subprocess.DEVNULL, check=True)


def free_ports(count):
    """Ports of this machine that no program listens on."""
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


class Servers:
    """Programs that run until the value is left, the last one stopped first."""

    def __init__(self, folder):
        self.folder, self.processes = folder, []

    def start(self, name, *arguments, environment=None, ready):
        """Starts a program and waits until it answers."""
        log = open(self.folder / f"{name}.out", "w")
        process = subprocess.Popen([name, *map(str, arguments)], env=environment, stdout=log, stderr=subprocess.STDOUT)
        self.processes.append(process)
        deadline = time.monotonic() + 60
        while not ready():
            if process.poll() is not None or time.monotonic() > deadline:
                sys.exit(f"cluster-test: {name} does not answer:\n" + (self.folder / f"{name}.out").read_text())
            time.sleep(0.1)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


class Slurm(Servers):
    def __init__(self, folder, processors):
        super().__init__(folder)
        for name in ("state", "spool", "munge"):
            (folder / name).mkdir()
        key = folder / "munge.key"
        key.write_bytes(os.urandom(128))
        key.chmod(0o400)
        configuration = folder / "slurm.conf"
        configuration.write_text(SLURM_CONFIGURATION.format(
            host=socket.gethostname().split(".")[0], folder=folder, processors=processors, ports=free_ports(2)))
        self.environment = dict(os.environ, SLURM_CONF=str(configuration))
        try:
            munge = folder / "munge"
            self.start(
                "munged", "--foreground", "--key-file", key, "--socket", munge / "socket", "--pid-file", munge / "pid",
                "--log-file", munge / "log", "--seed-file", munge / "seed", ready=(munge / "socket").exists)
            self.start("slurmctld", "-D", "-f", configuration, environment=self.environment,
                       ready=lambda: "UP" in self.output("scontrol", "ping"))
            self.start("slurmd", "-D", "-N", "node", "-f", configuration, environment=self.environment,
                       ready=lambda: "idle" in self.output("sinfo", "--noheader", "--format=%t"))
        except BaseException:
            self.__exit__()
            raise

    def output(self, *command):
        return subprocess.run(command, env=self.environment, text=True, capture_output=True).stdout

    def run(self, *command):
        subprocess.run(command, env=self.environment, check=True)

    def queue(self):
        return self.output("squeue", "--noheader").splitlines()

    @property
    def version(self):
        return self.output("sinfo", "--version").split()[-1]

    def __exit__(self, *arguments):
        if len(self.processes) == 3:
            self.output("scancel", "--user=root")
            deadline = time.monotonic() + 60
            while self.queue() and time.monotonic() < deadline:
                time.sleep(0.2)
        super().__exit__(*arguments)


class PostgreSQL(Servers):
    """A server that belongs to an ordinary user: PostgreSQL refuses root."""

    @staticmethod
    def programs():
        """The folder of the newest version's programs; None where there are none."""
        folders = glob.glob("/usr/lib/postgresql/*/bin")
        newest = max(folders, key=lambda folder: float(folder.split("/")[-2]), default=None)
        found = shutil.which("initdb")
        return newest or (found and str(pathlib.Path(found).parent))

    def __init__(self, folder):
        super().__init__(folder)
        programs, owner = pathlib.Path(self.programs()), pwd.getpwnam("nobody")
        data = folder / "postgresql"
        data.mkdir()
        os.chown(data, owner.pw_uid, owner.pw_gid)
        (port,) = free_ports(1)
        self.url = f"postgresql://settle@127.0.0.1:{port}/postgres"
        user = ["--reuid", "nobody", "--clear-groups", "--regid", str(owner.pw_gid)]
        subprocess.run(
            ["setpriv", *user, programs / "initdb", "--auth=trust", "--username=settle", "-D", data / "data"],
            check=True, stdout=subprocess.DEVNULL, cwd="/")
        self.version = subprocess.run(
            [programs / "postgres", "--version"], text=True, capture_output=True).stdout.split()[2]
        ready = lambda: subprocess.run(  # noqa: E731
            [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]).returncode == 0
        try:
            self.start("setpriv", *user, programs / "postgres", "-D", data / "data", "-p", port, "-h", "127.0.0.1",
                       "-k", data, ready=ready)
        except BaseException:
            self.__exit__()
            raise
