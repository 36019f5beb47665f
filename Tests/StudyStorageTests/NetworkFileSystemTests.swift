import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

@testable import StudyStorage

@Suite struct NetworkFileSystemTests {
    private static let mounts = """
        21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
        22 21 0:20 / /proc rw - proc proc rw
        40 21 0:40 / /net/home rw,relatime shared:9 master:3 - nfs4 server:/home rw,vers=4.2
        41 40 8:2 / /net/home/local rw - xfs /dev/sdb1 rw
        42 21 0:42 / /mnt/my\\040share rw - cifs //server/share rw
        43 21 0:43 / /mnt/far rw - fuse.sshfs me@far: rw
        44 21 0:44 / /mnt/ntfs rw - fuseblk /dev/sdc1 rw
        45 21 8:3 / /mnt/hidden rw - ext4 /dev/sdd1 rw
        46 45 0:46 / /mnt/hidden rw - nfs server:/x rw
        a line of another form
        """

    @Test(
        arguments: [
            ("/home/me/s.sqlite", nil), ("/net/homes/s.sqlite", nil), ("/net/home/s.sqlite", "nfs4"),
            ("/net/home", "nfs4"), ("/net/home/local/s.sqlite", nil), ("/mnt/my share/s.sqlite", "cifs"),
            ("/mnt/far/a/b.sqlite", "fuse.sshfs"), ("/mnt/ntfs/s.sqlite", nil), ("/mnt/hidden/s.sqlite", "nfs"),
        ] as [(String, String?)])
    func isFoundByTheNearestMount(_ path: String, _ type: String?) {
        #expect(NetworkFileSystem(of: path, mounts: Self.mounts)?.type == type)
    }

    /// On a network file system, processes of one machine may work together, but not processes of two machines.
    @Test func twoMachinesDoNotMeetOnOne() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("s.sqlite")
            #expect(try SQLiteStore(path: path).warning == nil, "a local folder")
            let mounts = "1 0 0:1 / / rw - nfs4 server:/ rw"
            let store = try SQLiteStore(
                path: path, access: .writing, lease: 60, fileSystem: NetworkFileSystem(of: path, mounts: mounts))
            #expect(store.warning?.fact.contains("nfs4") == true && store.warning?.remedy == .storePerMachine)
            let study = try store.openStudy(Sample.definition()).id
            let run = try store.beginRun(RunDescription(worker: .current), of: study)
            _ = try store.beginRun(RunDescription(worker: .current), of: study)
            var elsewhere = RunDescription(worker: .current)
            elsewhere.worker.scope = "another boot"
            let error = #expect(throws: StorageError.self) { try store.beginRun(elsewhere, of: study) }
            #expect(error?.description.contains("then merge the stores") == true)
            #expect(try store.runs(of: study).count == 2 && store.claim(1, for: run) == [0])
            _ = try SQLiteStore(path: path).beginRun(elsewhere, of: study)
        }
    }
}
