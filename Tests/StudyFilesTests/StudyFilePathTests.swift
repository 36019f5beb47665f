import Foundation
import StudyFiles
import Testing

@Suite("Where a study file is read from")
struct StudyFilePathTests {
    /// Calls `body` with a folder that is removed afterwards.
    private func inScratchFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("settle-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    private func error(reading path: String) throws -> StudyFileError {
        try #require(throws: StudyFileError.self) { try StudyFile.read(path: path, kinds: .sample) }
    }

    @Test("a missing file is unreadable")
    func missing() throws {
        let error = try error(reading: "/nowhere/study.yaml")
        #expect(error.isUnreadable)
        #expect(error.file == "/nowhere/study.yaml")
        #expect(error.rule == "there is no such file")
    }

    @Test("an empty path is told as a file without a name")
    func emptyPath() throws {
        let error = try error(reading: "")
        #expect(error.isUnreadable)
        #expect(error.description.hasPrefix("(a file without a name): "))
    }

    @Test("a folder is no file")
    func folder() throws {
        try inScratchFolder { folder in
            let error = try error(reading: folder.path)
            #expect(error.isUnreadable)
            #expect(error.rule == "this is not a file")
        }
    }

    @Test("a device is no file, and is not read without end")
    func device() throws {
        #expect(try error(reading: "/dev/zero").rule == "this is not a file")
    }

    @Test("a pipe is no file, and is not waited for")
    func pipe() throws {
        try inScratchFolder { folder in
            let pipe = folder.appendingPathComponent("pipe.yaml").path
            #expect(mkfifo(pipe, 0o600) == 0)
            let error = try error(reading: pipe)
            #expect(error.rule == "this is not a file")
        }
    }

    @Test("a binary file is not text")
    func binary() throws {
        try inScratchFolder { folder in
            let file = folder.appendingPathComponent("binary.yaml")
            try Data((0...255).map { UInt8($0) }).write(to: file)
            let error = try error(reading: file.path)
            #expect(!error.isUnreadable)
            #expect(error.rule == "the file is not UTF-8 text")
        }
    }

    @Test("a file of more than a mebibyte is not read, one of exactly that is")
    func size() throws {
        try inScratchFolder { folder in
            let file = folder.appendingPathComponent("large.yaml")
            let study = SampleKind.file
            let filling = "# " + String(repeating: "x", count: (1 << 20) - study.utf8.count - 3) + "\n"
            try Data((filling + study).utf8).write(to: file)
            #expect(try StudyFile.read(path: file.path, kinds: .sample).name == "small")
            try Data((filling + study + "\n").utf8).write(to: file)
            let error = try error(reading: file.path)
            #expect(error.rule == "the file has 1048577 bytes; at most 1048576 are read")
            #expect(!error.isUnreadable)
        }
    }

    @Test("a symbolic link is followed; one to nothing is a missing file")
    func links() throws {
        try inScratchFolder { folder in
            let file = folder.appendingPathComponent("study.yaml")
            let link = folder.appendingPathComponent("link.yaml")
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
            #expect(try error(reading: link.path).isUnreadable)
            try Data(SampleKind.file.utf8).write(to: file)
            #expect(
                try StudyFile.read(path: link.path, kinds: .sample) == StudyFile.read(path: file.path, kinds: .sample))
        }
    }

    @Test("a byte order mark and carriage returns change nothing")
    func encodings() throws {
        try inScratchFolder { folder in
            let file = folder.appendingPathComponent("windows.yaml")
            let text = "\u{FEFF}" + SampleKind.file.replacing("\n", with: "\r\n")
            try Data(text.utf8).write(to: file)
            #expect(
                try StudyFile.read(path: file.path, kinds: .sample)
                    == StudyFile.read(SampleKind.file, file: "a", kinds: .sample))
        }
    }
}
