import Foundation
import TestSupport
import Testing

@testable import DigitFiles

@Suite("Fetching from a mirror")
struct MirrorTests {
    private func withTarget(_ body: (FetchTarget) throws -> Void) throws {
        try TemporaryFolder.with { try body(FetchTarget($0)) }
    }

    /// The file that a path names, and whether it is the gzip one.
    private static func file(_ path: String) -> (file: DigitFile, isGzip: Bool)? {
        let name = path.replacing("/mnist/", with: "")
        let file = DigitFile(rawValue: name.replacing(".gz", with: ""))
        return file.map { ($0, name.hasSuffix(".gz")) }
    }

    /// A good mirror: all files, gzip, plain, or both.
    private static func good(
        gzip: Bool = true, plain: Bool = true
    ) -> @Sendable (String) -> LocalServer.Answer {
        { path in
            guard let (file, isGzip) = Self.file(path), let bytes = SampleDigits.files[file], isGzip ? gzip : plain
            else { return .status(404) }
            return .whole(isGzip ? GzipBytes.of(bytes) : bytes)
        }
    }

    @Test("installs the files, from gzip or plain", arguments: [(true, true), (true, false), (false, true)])
    func installs(gzip: Bool, plain: Bool) throws {
        try withTarget { target in
            let (server, source) = try target.serve(Self.good(gzip: gzip, plain: plain))
            #expect(try target.fetch(source) == .installed)
            try target.expectInstalled()
            withExtendedLifetime(server) {}
        }
    }

    @Test("tells how far it has come")
    func progress() throws {
        try withTarget { target in
            let (server, source) = try target.serve(Self.good(gzip: false))
            try target.fetch(source)
            let last = target.events.last { if case .progress = $0 { true } else { false } }
            let size = SampleDigits.labels(10).count
            #expect(last == .progress(name: "t10k-labels-idx1-ubyte", received: size, expected: size))
            withExtendedLifetime(server) {}
        }
    }

    @Test("follows redirections, and needs no length")
    func redirected() throws {
        try withTarget { target in
            let (server, source) = try target.serve { path in
                guard path.hasPrefix("/mnist/there/") else {
                    return .redirect(path.replacing("/mnist/", with: "/mnist/there/"))
                }
                guard let (file, isGzip) = Self.file(path.replacing("there/", with: "")),
                    let bytes = SampleDigits.files[file]
                else { return .status(404) }
                return .wholeWithoutLength(isGzip ? GzipBytes.of(bytes) : bytes)
            }
            try target.fetch(source)
            try target.expectInstalled()
            withExtendedLifetime(server) {}
        }
    }

    struct Bad: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let cause: DigitFileError.Cause
        let text: String
        let answer: @Sendable ([UInt8]) -> LocalServer.Answer

        init(
            _ name: String, _ cause: DigitFileError.Cause, _ text: String,
            _ answer: @escaping @Sendable ([UInt8]) -> LocalServer.Answer
        ) {
            (testDescription, self.cause, self.text, self.answer) = (name, cause, text, answer)
        }
    }

    static let bad: [Bad] = [
        Bad("no file", .unreachable, ".gz: the mirror has no such file (404), nor one without .gz") { _ in
            .status(404)
        },
        Bad("refusing", .unreachable, ".gz: the server answers 403 (") { _ in .status(403) },
        Bad("out of order", .unreachable, ".gz: the server answers 503 (") { _ in .status(503) },
        Bad("silent", .unreachable, ".gz: nothing came for 2 s; try again, or name another mirror") { _ in .silence },
        Bad("stalling at once", .unreachable, ".gz: nothing came for 2 s;") { .stall([], of: $0.count) },
        Bad("stalling in the middle", .unreachable, ".gz: nothing came for 2 s after 50 of ") {
            .stall(Array($0.prefix(50)), of: $0.count)
        },
        Bad("sending a part", .unreachable, " after 50 of ") { .part(Array($0.prefix(50)), of: $0.count) },
        Bad("sending nothing of it", .unreachable, ".gz: the connection ") { .part([], of: $0.count) },
        Bad("sending a part as the whole", .damaged, ".gz: the gzip data ends too early") {
            .whole(Array($0.prefix(50)))
        },
        Bad("sending a part without a length", .damaged, ".gz: the gzip data ends too early") {
            .wholeWithoutLength(Array($0.prefix(50)))
        },
        Bad("sending an empty file", .damaged, ".gz: it is empty") { _ in .whole([]) },
        Bad("sending a page", .damaged, ".gz: it begins with 3c68746d, which is neither IDX nor gzip") { _ in
            .whole(Array("<html>log in first</html>".utf8))
        },
        Bad("sending another data set", .unofficial, ".gz: its SHA-256 (uncompressed) is ") { _ in
            .whole(GzipBytes.of(SampleDigits.images(20, seed: 9)))
        },
        Bad("sending without end", .damaged, ".gz: the server sends more than any form of the file has") { _ in
            .wholeWithoutLength([UInt8](repeating: 0, count: DigitFile.trainingImages.officialSize + 1 << 21))
        },
    ]

    @Test("that is bad says so and leaves nothing, not even the folder", arguments: bad)
    func badMirrors(mirror: Bad) throws {
        try withTarget { target in
            let (server, source) = try target.serve { path in
                guard let (file, _) = Self.file(path), let bytes = SampleDigits.files[file] else { return .status(404) }
                return mirror.answer(GzipBytes.of(bytes))
            }
            let patience: TimeInterval = mirror.text.contains("nothing came") ? 2 : 60
            expectError(mirror.cause, mirror.text) { try target.fetch(source, patience: patience) }
            try target.expectNothing()
            withExtendedLifetime(server) {}
        }
    }

    @Test("that is bad for one file only leaves nothing of the others")
    func badLastFile() throws {
        try withTarget { target in
            let good = Self.good()
            let (server, source) = try target.serve { path in
                path.contains("t10k-labels") ? .part([1, 2, 3], of: 80) : good(path)
            }
            expectError(.unreachable, "t10k-labels-idx1-ubyte.gz: ") { try target.fetch(source) }
            #expect(target.events.last { if case .verified = $0 { true } else { false } } == .verified(.testImages))
            try target.expectNothing()
            withExtendedLifetime(server) {}
        }
    }

    @Test("that is not there says so")
    func unreachable() throws {
        try withTarget { target in
            let source: DigitSource
            do {
                // The port of a server that has gone.
                let gone = try target.serve { _ in .status(404) }
                source = gone.1
            }
            expectError(.unreachable, ": ") { try target.fetch(source, patience: 5) }
            try target.expectNothing()
        }
    }

    @Test("stops in the middle of a file when asked to")
    func cancelled() throws {
        try withTarget { target in
            let (server, source) = try target.serve { _ in .stall([1, 2, 3], of: 1000) }
            expectError(.interrupted, "the fetch was interrupted") {
                try target.fetch(source) { if case .progress = $0 { true } else { false } }
            }
            try target.expectNothing()
            withExtendedLifetime(server) {}
        }
    }

    @Test("goes on to the next source where one fails, and keeps what was verified")
    func fallsThrough() throws {
        try withTarget { target in
            let (none, first) = try target.serve { _ in .status(404) }
            let good = Self.good()
            let (half, second) = try target.serve { path in path.contains("t10k") ? .status(500) : good(path) }
            let folder = target.folder.file("source")
            try SampleDigits.write(SampleDigits.files.filter { !$0.key.isTraining }, to: folder)
            #expect(try target.fetch(first, second, .folder(folder)) == .installed)
            try target.expectInstalled()
            let told = target.events.compactMap { event -> String? in
                switch event {
                case .trying(let source): source == first ? "first" : source == second ? "second" : "third"
                case .failed(_, let error): error.rule
                case .verified(let file): file.name
                case .progress, .replacing: nil
                }
            }
            #expect(
                told == [
                    "first", "the mirror has no such file (404), nor one without .gz", "second",
                    "train-images-idx3-ubyte", "train-labels-idx1-ubyte",
                    "the server answers 500 (internal server error)", "third",
                    "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
                ])
            withExtendedLifetime((none, half)) {}
        }
    }

    @Test("says that no source was good where none was")
    func noneGood() throws {
        try withTarget { target in
            let (none, first) = try target.serve { _ in .status(404) }
            expectError(.unreachable, "data/digits: none of 2 sources gave the files; check the network") {
                try target.fetch(first, .folder("/none"))
            }
            #expect(target.events.count { if case .failed = $0 { true } else { false } } == 2)
            try target.expectNothing()
            withExtendedLifetime(none) {}
        }
    }
}
