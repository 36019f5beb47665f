import Foundation
import TestSupport
import Testing

@testable import DigitFiles

@Suite("Fetching from a folder")
struct FolderSourceTests {
    private func withTarget(_ body: (FetchTarget) throws -> Void) throws {
        try TemporaryFolder.with { try body(FetchTarget($0)) }
    }

    @Test("installs the plain files, however the folder spells and packs them")
    func installs() throws {
        let namings: [(DigitFile) -> String] = [
            { $0.name }, { $0.name + ".gz" }, { $0.name.replacing("-idx", with: ".idx") + ".gz" },
        ]
        for name in namings {
            for files in [SampleDigits.files, SampleDigits.files.mapValues(GzipBytes.of)] {
                try withTarget { target in
                    let source = target.folder.file("source")
                    try SampleDigits.write(files, to: source, naming: name)
                    #expect(try target.fetch(.folder(source)) == .installed)
                    try target.expectInstalled()
                    #expect(target.events == [.trying(.folder(source))] + DigitFile.allCases.map(FetchEvent.verified))
                    // Again there is nothing to do, and no source is looked at.
                    #expect(try target.fetch(.folder("/none")) == .alreadyThere)
                }
            }
        }
    }

    @Test("fetches only what is missing or damaged")
    func repairs() throws {
        try withTarget { target in
            let source = target.folder.file("source")
            try SampleDigits.write(to: source)
            var files = SampleDigits.files
            files[.testLabels] = nil
            files[.trainingLabels]?.removeLast(3)
            try SampleDigits.write(files, to: target.path)
            #expect(try target.fetch(.folder(source)) == .installed)
            try target.expectInstalled()
            let verified: [FetchEvent] = [.verified(.trainingLabels), .verified(.testLabels)]
            #expect(target.events.suffix(2) == verified)
            guard case .replacing(let error) = target.events.first else {
                Issue.record("\(target.events)")
                return
            }
            #expect(error.description.contains("train-labels-idx1-ubyte: its header declares 20 labels, 20 bytes"))
        }
    }

    @Test("does not replace another data set")
    func otherDataSet() throws {
        try withTarget { target in
            let source = target.folder.file("source")
            try SampleDigits.write(to: source)
            let other = SampleDigits.files.merging([.testImages: SampleDigits.images(10, seed: 6)]) { $1 }
            try SampleDigits.write(other, to: target.path)
            expectError(
                .unofficial,
                "t10k-images-idx3-ubyte: this is not MNIST's t10k-images-idx3-ubyte, and is not replaced; move it away"
            ) { try target.fetch(.folder(source)) }
            let kept = try Data(contentsOf: URL(fileURLWithPath: target.path + "/t10k-images-idx3-ubyte"))
            #expect(Array(kept) == other[.testImages])
            #expect(target.names == FetchTarget.allNames)
        }
    }

    @Test("of bad or missing files says so and leaves nothing, not even the folder")
    func badSources() throws {
        var flipped = SampleDigits.files
        flipped[.testLabels]?[8] = 9
        let cases: [([DigitFile: [UInt8]]?, DigitFileError.Cause, String)] = [
            (nil, .missing, "source: there is no such folder"),
            ([:], .missing, "source: there is no train-images-idx3-ubyte (nor .gz) in this folder"),
            (
                SampleDigits.files.filter { $0.key != .testLabels }, .missing,
                "source: there is no t10k-labels-idx1-ubyte (nor .gz) in this folder"
            ),
            (
                SampleDigits.files.mapValues { GzipBytes.of($0).dropLast(9) }, .damaged,
                "source/train-images-idx3-ubyte: the gzip data ends too early"
            ),
            (
                SampleDigits.files.mapValues { $0.dropLast() }, .damaged,
                "its header declares 20 images, 15680 bytes, and 15679 are there"
            ),
            (flipped, .unofficial, "source/t10k-labels-idx1-ubyte: its SHA-256 (uncompressed) is "),
        ]
        for (files, cause, text) in cases {
            try withTarget { target in
                let source = target.folder.file("source")
                if let files { try SampleDigits.write(files, to: source) }
                expectError(cause, text) { try target.fetch(.folder(source)) }
                try target.expectNothing()
            }
        }
    }
}
