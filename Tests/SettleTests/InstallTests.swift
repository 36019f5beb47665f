import Foundation
import Testing

/// `make install` and `make uninstall`, but for the man pages, which the argument parser's own tool makes.
@Suite("An installation")
struct InstallTests {
    private static func install(_ arguments: String..., in scratch: Scratch) throws -> CommandRun {
        let script = BuiltProgram.repository.appendingPathComponent("Scripts/install.sh").path
        return try scratch.start([script] + arguments, program: "/bin/sh").finish()
    }

    /// The paths of the files under the prefix.
    private static func files(under prefix: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: prefix).filter {
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: "\(prefix)/\($0)", isDirectory: &isFolder)
                && !isFolder.boolValue
        }.sorted()
    }

    @Test("has the program, man pages and completions, also over an earlier one, and leaves nothing when it is removed")
    func installed() throws {
        let scratch = try Scratch()
        let prefix = scratch.path("a prefix")
        try FileManager.default.createDirectory(atPath: scratch.path("man"), withIntermediateDirectories: true)
        for page in ["settle.1", "settle.run.1"] { try scratch.write("a page\n", to: "man/\(page)") }
        for _ in 0..<2 {
            let run = try Self.install(BuiltProgram.settle.path, scratch.path("man"), prefix, in: scratch)
            try #require(run.status == 0, "\(run.errors)")
        }
        #expect(
            try Self.files(under: prefix) == [
                "bin/settle", "share/bash-completion/completions/settle", "share/fish/vendor_completions.d/settle.fish",
                "share/man/man1/settle.1", "share/man/man1/settle.run.1", "share/zsh/site-functions/_settle",
            ])
        try scratch.write(StudyFiles.random(), to: "tiny.yaml")
        let run = try scratch.start(["run", "tiny.yaml"], program: "\(prefix)/bin/settle").finish()
        #expect(run.status == 0 && run.errors.hasPrefix("tiny: 12 trials in"))
        let zsh = try String(contentsOfFile: "\(prefix)/share/zsh/site-functions/_settle", encoding: .utf8)
        #expect(zsh.hasPrefix("#compdef settle"))
        try "mine\n".write(toFile: "\(prefix)/share/man/man1/other.1", atomically: true, encoding: .utf8)
        #expect(try Self.install("remove", "-", prefix, in: scratch).status == 0)
        #expect(try Self.files(under: prefix) == ["share/man/man1/other.1"])
    }
}
