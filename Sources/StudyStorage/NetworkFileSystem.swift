import Foundation

/// A file system that several machines may have mounted. SQLite's write-ahead log needs memory that is shared by all
/// processes. Processes on two machines share none, so one of them would damage the file.
struct NetworkFileSystem: Hashable, Sendable {
    /// The system's name for it: nfs4, cifs, fuse.sshfs.
    let type: String

    private static let types: Set<String> = [
        "9p", "afs", "beegfs", "ceph", "cifs", "coda", "fhgfs", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4",
        "ocfs2", "orangefs", "panfs", "pvfs2", "smb3", "smbfs", "vboxsf", "virtiofs", "wekafs",
    ]
    private static let fuseTypes: Set<String> = [
        "fuse.ceph", "fuse.ceph-fuse", "fuse.glusterfs", "fuse.juicefs", "fuse.rclone", "fuse.s3fs", "fuse.sshfs",
    ]

    /// The network file system that a path is on; nil where the path is on a local one, or the file system is unknown.
    ///
    /// - Parameter mounts: the content of /proc/self/mountinfo (proc(5)).
    init?(of path: String, mounts: String) {
        let type = Self.type(of: path, mounts: mounts)
        guard Self.types.contains(type) || Self.fuseTypes.contains(type) else { return nil }
        self.type = type
    }

    /// The network file system that a path of this machine is on.
    init?(of path: String) {
        guard let mounts = Self.mounts else { return nil }
        self.init(of: Self.real(path), mounts: mounts)
    }

    /// The type of the file system that a path of this machine is on; nil where the system does not tell.
    static func type(of path: String) -> String? {
        mounts.map { type(of: real(path), mounts: $0) }
    }

    private static var mounts: String? { try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8) }

    private static func real(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }

    private static func type(of path: String, mounts: String) -> String {
        var longest = -1
        var type = ""
        for line in mounts.split(separator: "\n") {
            // 36 35 98:0 /root /mount/point rw,noatime master:1 - type source options
            let fields = line.split(separator: " ")
            guard fields.count > 6, let dash = fields.firstIndex(of: "-"), dash + 1 < fields.endIndex else { continue }
            let point = unescaped(String(fields[4]))
            let prefix = point.hasSuffix("/") ? point : point + "/"
            // A later mount at the same place hides the earlier one.
            guard path == point || path.hasPrefix(prefix), point.utf8.count >= longest else { continue }
            (longest, type) = (point.utf8.count, String(fields[dash + 1]))
        }
        return type
    }

    /// Decodes octal escapes: a space is written as \040.
    private static func unescaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(3)
            if byte == UInt8(ascii: "\\"), digits.count == 3,
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
            {
                bytes.append(value)
                rest = rest.dropFirst(3)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
