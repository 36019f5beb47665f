import HyperparameterSearch
import StudyStorage
import TestSupport
import Testing

/// What names no file is refused with the form to write instead.
@Suite("The path of a storage") struct StoragePathTests {
    static let wrong = [
        ("", "name a file"), (":memory:", "name a file"), ("file:x.sqlite", "write x.sqlite"),
        ("file:///a/x.sqlite?mode=ro", "write /a/x.sqlite"), ("sqlite:///q.db", "write q.db"),
        ("sqlite:////a/q.db", "write /a/q.db"), ("sqlite+pysqlite:///q.db", "write q.db"),
        ("sqlite:///:memory:", "write studies.sqlite"), ("postgresql://me@host/studies", "name a file"),
        ("https://host/x.sqlite", "name a file"), ("folder/", "name a file in it: folder/studies.sqlite"),
        ("~/x.sqlite", "write \"$HOME/x.sqlite\""),
    ]

    @Test("is no URL, no URI and no folder", arguments: wrong)
    func refused(_ text: String, _ remedy: String) throws {
        let error = #expect(throws: StorageError.self) { try SQLiteStore(path: text) }
        #expect(error?.isUsage == true)
        #expect(error?.remedy.contains(remedy) == true, "\(String(describing: error?.remedy))")
        #expect(throws: StorageError.self) { try SQLiteStore(path: text, access: .unchanged) }
        #expect(throws: (any Error).self) { try StorageBackup.copy("none.sqlite", to: text) }
        #expect(throws: StorageError.self) { try StorageMerge.unite([text], into: "none.sqlite") }
    }

    @Test(
        "may have any characters", arguments: ["a:b.sqlite", "file.sqlite", "a b?c#d%20.sqlite", "~x", "ü://x.sqlite"])
    func taken(_ name: String) throws {
        try StoragePath.check(name)
    }

    @Test("of a file whose name begins like a URI is written with its folder")
    func prefixed() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("file:x.sqlite")
            try SQLiteStore(path: path).close()
            _ = try SQLiteStore(path: path, access: .reading).studies()
        }
    }
}
