import Foundation
import TestSupport
import Testing

@testable import DigitFiles

/// A folder to fetch the sample data set into, and what fetches told.
final class FetchTarget {
    let folder: TemporaryFolder
    /// Two folders below one that is there.
    let path: String
    private(set) var events: [FetchEvent] = []

    init(_ folder: TemporaryFolder) {
        self.folder = folder
        path = folder.file("data/digits")
    }

    /// Takes the sample data set for MNIST.
    @discardableResult
    func fetch(
        _ sources: DigitSource..., patience: TimeInterval = 60,
        cancelledAfter isLast: @escaping (FetchEvent) -> Bool = { _ in false }
    ) throws -> DigitFetch.Outcome {
        var fetch = DigitFetch(folder: path, sources: sources, patience: patience)
        fetch.checksums = SampleDigits.checksums
        var isCancelled = false
        return try fetch.run(
            isCancelled: { isCancelled },
            report: { [self] event in
                events.append(event)
                isCancelled = isCancelled || isLast(event)
            })
    }

    /// A server's files.
    func serve(_ answer: @escaping @Sendable (String) -> LocalServer.Answer) throws -> (LocalServer, DigitSource) {
        let server = try LocalServer(answer)
        return (server, .mirror(try #require(URL(string: server.url + "/mnist"))))
    }

    /// What is in the folder; nil where there is none.
    var names: [String]? {
        try? FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    static let allNames = DigitFile.allCases.map(\.name).sorted()

    func expectInstalled(sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(names == Self.allNames, sourceLocation: sourceLocation)
        for (file, bytes) in SampleDigits.files {
            let installed = try Data(contentsOf: URL(fileURLWithPath: path + "/" + file.name))
            #expect(Array(installed) == bytes, sourceLocation: sourceLocation)
        }
        _ = try DigitData(folder: path, verified: false)
    }

    /// Nothing was written, nor any folder made.
    func expectNothing(sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(!FileManager.default.fileExists(atPath: folder.file("data")), sourceLocation: sourceLocation)
    }
}
