import Foundation
import TestSupport
import Testing

@testable import DigitFiles

@Suite("The folder that is fetched into")
struct TargetFolderTests {
    private func withTarget(_ body: (FetchTarget, DigitSource) throws -> Void) throws {
        try TemporaryFolder.with { folder in
            let source = folder.file("source")
            try SampleDigits.write(to: source)
            try body(FetchTarget(folder), .folder(source))
        }
    }

    @Test("is cleared of what a fetch left that was killed, and of nothing else")
    func leftOvers() throws {
        try withTarget { target, source throws in
            let left = TargetFolder.prefix + "workspace"
            try FileManager.default.createDirectory(
                atPath: target.path + "/" + left, withIntermediateDirectories: true)
            for name in [left + "/a.whl", TargetFolder.prefix + "train-images-idx3-ubyte", "notes.txt"] {
                try Data([1]).write(to: URL(fileURLWithPath: target.path + "/" + name))
            }
            // Left-overs are not taken for files, whatever comes of the fetch.
            expectError(.missing, "nor .gz") { try DigitData(folder: target.path) }
            try target.fetch(source)
            #expect(target.names == (FetchTarget.allNames + ["notes.txt"]).sorted())
        }
    }

    @Test("is left alone while another process fetches into it")
    func busy() throws {
        try withTarget { target, source throws in
            let other = try TargetFolder(target.path)
            try other.stage([1, 2, 3], as: .testLabels)
            expectError(.busy, "data/digits: another process fetches into this folder; wait for it") {
                try target.fetch(source)
            }
            #expect(target.names == [TargetFolder.prefix + "t10k-labels-idx1-ubyte"])
            other.close()
            try target.expectNothing()
            try target.fetch(source)
            try target.expectInstalled()
        }
    }

    @Test("shows nothing of a fetch that is stopped, and keeps nothing", arguments: 0..<4)
    func cancelled(verified count: Int) throws {
        try withTarget { target, source throws in
            let last: FetchEvent = count == 0 ? .trying(source) : .verified(DigitFile.allCases[count - 1])
            expectError(.interrupted, "the fetch was interrupted; the same command starts it again") {
                try target.fetch(source, cancelledAfter: { $0 == last })
            }
            try target.expectNothing()
        }
    }

    @Test("shows the files only when all are verified")
    func allAtOnce() throws {
        try withTarget { target, source throws in
            var seen: [[String]] = []
            try target.fetch(source) { event in
                if case .verified = event {
                    seen.append((target.names ?? []).filter { !$0.hasPrefix(TargetFolder.prefix) })
                }
                return false
            }
            #expect(seen == [[], [], [], []])
            try target.expectInstalled()
        }
    }

    @Test("cannot be made or written in some places, and the error says why")
    func unwritable() throws {
        try withTarget { target, source throws in
            guard case .folder(let sourceFolder) = source else { return }
            var fetch = DigitFetch(folder: "/proc/data/digits", sources: [source])
            expectError(.unwritable, "/proc/data/digits: it cannot be written (No such file or directory)") {
                try fetch.run()
            }
            fetch = DigitFetch(folder: "/proc", sources: [source])
            expectError(.unwritable, "/proc: it cannot be written (") { try fetch.run() }
            fetch = DigitFetch(folder: "", sources: [source])
            expectError(.unwritable, "(a folder without a name): there is no such folder; name one") {
                try fetch.run()
            }
            let file = sourceFolder + "/" + DigitFile.testLabels.name
            for path in [file, file + "/deeper"] {
                fetch = DigitFetch(folder: path, sources: [source])
                let error = #expect(throws: DigitFileError.self) { try fetch.run() }
                #expect(error?.isBadData == false)
            }
            #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == Data(SampleDigits.labels(10)))
        }
    }

    @Test("is fetched into whatever slashes its name has")
    func slashes() throws {
        try withTarget { target, source throws in
            for path in [target.path + "/", target.path + "//x//", target.path + "/./y"] {
                var fetch = DigitFetch(folder: path, sources: [source])
                fetch.checksums = SampleDigits.checksums
                #expect(try fetch.run() == .installed)
                #expect(try DigitData(folder: path, verified: false).test.count == 10)
            }
        }
    }
}
