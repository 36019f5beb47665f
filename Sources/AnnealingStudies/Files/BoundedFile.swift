import Foundation

/// Files of which no more is read than a limit, whatever the system says of their size: that of a device is 0.
enum BoundedFile {
    /// The file's bytes; of one that is larger than `limit` the first `limit` + 1.
    ///
    /// - Returns: nil where it is no regular file, or cannot be read.
    static func contents(_ path: String, limit: Int) -> Data? {
        // Without O_NONBLOCK a pipe of that name would be waited for.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        var data = Data()
        do {
            while data.count <= limit, let part = try file.read(upToCount: limit + 1 - data.count), !part.isEmpty {
                data += part
            }
        } catch {
            return nil
        }
        return data
    }
}
