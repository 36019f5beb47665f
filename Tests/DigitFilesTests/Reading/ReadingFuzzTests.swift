import TestSupport
import Testing

@testable import DigitFiles

/// Whatever bytes a file of digits is: a whole IDX file, or a `DigitFileError`; never more comes out of gzip than was
/// asked for.
@Suite("Fuzzing files of digits")
struct ReadingFuzzTests {
    private static let images = SampleDigits.images(5, rows: 7, columns: 6)
    private static let labels = SampleDigits.labels(300)

    /// Plain, one gzip member, several, an empty one between them, one inside another, a bomb, and lying headers.
    private static let corpus: [[UInt8]] = {
        let members = stride(from: 0, to: images.count, by: 50).flatMap {
            GzipBytes.of(Array(images[$0..<min(images.count, $0 + 50)]))
        }
        let huge = SampleDigits.header([0, 0, 8, 3], [1 << 15, 1 << 8, 1 << 7])
        return [
            images, labels, GzipBytes.of(images), GzipBytes.of(labels), members,
            GzipBytes.of([]) + GzipBytes.of(images) + GzipBytes.of([]), GzipBytes.of(GzipBytes.of(labels)),
            GzipBytes.of(SampleDigits.header([0, 0, 8, 1], [1 << 20]) + Array(repeating: 3, count: 1 << 20)),
            huge, GzipBytes.of(huge), GzipBytes.of(SampleDigits.header([0, 0, 8, 1], [1 << 30])),
        ]
    }()
    private static let mutator = ByteMutator(
        corpus: corpus,
        words: ["\0\0\u{8}\u{1}", "\0\0\u{8}\u{3}", "\0\0\0\u{1}", "\u{7F}\u{7F}\u{7F}\u{7F}", "\u{8}\u{0}", "\u{1F}"])

    @Test("Bytes are a whole file of its kind, or refused")
    func files() throws {
        try FuzzTarget("idx", cost: 2).run(Self.mutator.input) { bytes in
            for kind in [IDXHeader.Kind.images, .labels] {
                do throws(DigitFileError) {
                    let file = try IDXFile(bytes, as: kind, place: "here")
                    #expect(file.values.count == file.header.dimensions.reduce(1, *))
                    let again = try IDXFile(file.bytes, as: kind, place: "here")
                    #expect(again.checksum == file.checksum)
                } catch {
                    #expect(error.cause == .damaged && error.description.hasPrefix("here: "))
                }
            }
        }
    }

    @Test("Gzip gives no more than is asked for, the same at once as piece by piece")
    func gzip() throws {
        try FuzzTarget("gzip", cost: 2).run(Self.mutator.input) { bytes in
            let limit = 5000
            let whole = try? GzipReader(bytes).read(limit)
            #expect((whole?.count ?? 0) <= limit)
            let reader = GzipReader(bytes)
            var pieces: [UInt8] = []
            do throws(GzipReader.Failure) {
                while pieces.count < limit {
                    let piece = try reader.read(min(64, limit - pieces.count))
                    if piece.isEmpty { break }
                    pieces += piece
                }
                #expect(whole == pieces)
            } catch {
                // What is wrong behind the last byte asked for may go unseen by one of the two.
                #expect(whole == nil || whole?.count == limit)
            }
        }
    }

    @Test("A folder of any four files is read, or the error names the place")
    func folders() throws {
        try TemporaryFolder.with { folder in
            try SampleDigits.write(to: folder.path)
            try FuzzTarget("digit-folder", cost: 20).run { random in
                Array([UInt8(random.below(4))] + Self.mutator.input(&random))
            } read: { bytes in
                let file = DigitFile.allCases[Int(bytes[0])]
                try SampleDigits.write(to: folder.path)
                try SampleDigits.write([file: Array(bytes.dropFirst())], to: folder.path)
                do throws(DigitFileError) {
                    let digits = try DigitData(folder: folder.path, verified: false)
                    #expect(digits.training.labels.count == digits.training.count)
                } catch {
                    #expect(error.description.hasPrefix(folder.path))
                }
            }
        }
    }
}
