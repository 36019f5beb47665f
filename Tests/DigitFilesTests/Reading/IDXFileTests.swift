import Checksums
import Testing

@testable import DigitFiles

@Suite("IDX files")
struct IDXFileTests {
    @Test("are read plain and from gzip alike, to the byte")
    func read() throws {
        let bytes = SampleDigits.images(3, rows: 4, columns: 5)
        for data in [bytes, GzipBytes.of(bytes)] {
            let file = try IDXFile(data, as: .images, place: "x")
            #expect(file.header.dimensions == [3, 4, 5])
            #expect(file.bytes == bytes)
            #expect(file.values == Array(bytes[16...]))
            #expect(file.checksum == SHA256.hex(of: bytes))
        }
        #expect(try IDXFile(SampleDigits.labels(3), as: .labels, place: "x").values == [0, 1, 2])
    }

    @Test(
        "of another kind are refused, and the error says which",
        arguments: [
            ([], "it is empty"), ([0, 0], "it begins with 0000, which is neither IDX nor gzip"),
            ([0, 0, 8, 1, 0, 0, 0, 9], "it holds labels (it begins with 00000801), and images begin with 00000803"),
            ([0, 0, 13, 3, 0, 0, 0, 9], "it is IDX of another kind (it begins with 00000d03): images begin with 0000"),
            (Array("<html>".utf8), "it begins with 3c68746d, which is neither IDX nor gzip: images begin with 0000"),
            ([0, 0, 8, 3], "it ends within its header"), ([0, 0, 8, 3, 0, 0, 0, 1, 0], "it ends within its header"),
        ] as [([UInt8], String)])
    func otherKinds(bytes: [UInt8], expected: String) {
        expectError(.damaged, "some/file: \(expected)") { try IDXFile(bytes, as: .images, place: "some/file") }
        let compressed = GzipBytes.of(bytes)
        expectError(.damaged, "some/file: \(expected)") { try IDXFile(compressed, as: .images, place: "some/file") }
    }

    @Test("that hold images, where labels are wanted, are refused")
    func images() {
        expectError(.damaged, "it holds images (it begins with 00000803), and labels begin with 00000801") {
            try IDXFile(SampleDigits.images(1), as: .labels, place: "x")
        }
    }

    @Test(
        "whose header declares what cannot be are refused",
        arguments: [
            ([0, 28, 28], "its header declares 0 x 28 x 28 values: no dimension may be 0"),
            ([1, 0, 28], "no dimension may be 0"), ([1, 28, 0], "no dimension may be 0"),
            ([0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF], "and at most 1073741824 bytes are read"),
            ([0xFFFF_FFFF, 1, 1], "and at most 1073741824 bytes are read"),
            ([1 << 20, 1 << 5, (1 << 5) + 1], "its header declares 1048576 x 32 x 33 values, and at most"),
        ])
    func dimensions(sizes: [Int], expected: String) {
        let bytes = SampleDigits.header([0, 0, 8, 3], sizes)
        expectError(.damaged, expected) { try IDXFile(bytes, as: .images, place: "x") }
    }

    @Test("of another length than declared are refused, cut anywhere")
    func length() {
        let bytes = SampleDigits.images(2, rows: 3, columns: 3)
        for length in 0..<bytes.count {
            expectError(.damaged, "x: it") { try IDXFile(Array(bytes[..<length]), as: .images, place: "x") }
        }
        let short = Array(bytes.dropLast(2))
        expectError(.damaged, "x: its header declares 2 images, 18 bytes, and 16 are there; get the file again") {
            try IDXFile(short, as: .images, place: "x")
        }
        expectError(.damaged, "its header declares 2 images, 18 bytes, and more are there") {
            try IDXFile(bytes + [0], as: .images, place: "x")
        }
        expectError(.damaged, "its header declares 2 images, 18 bytes, and 16 are there") {
            try IDXFile(GzipBytes.of(short), as: .images, place: "x")
        }
    }

    @Test("in gzip that would inflate to far more than declared are refused without inflating it")
    func bomb() {
        // 64 members of 16 MiB each, in 1 MiB.
        let member = GzipBytes.of([UInt8](repeating: 0, count: 1 << 24))
        let data = GzipBytes.of(SampleDigits.images(1)) + (0..<64).flatMap { _ in member }
        expectError(.damaged, "its header declares 1 images, 784 bytes, and more are there") {
            try IDXFile(data, as: .images, place: "x")
        }
    }

    @Test("in damaged gzip are refused")
    func damagedGzip() {
        let data = GzipBytes.of(SampleDigits.labels(50))
        expectError(.damaged, "the gzip data ends too early: a part of the file is missing") {
            try IDXFile(Array(data.dropLast(3)), as: .labels, place: "x")
        }
        expectError(.damaged, "the gzip data is followed by 2 bytes that do not belong to it") {
            try IDXFile(data + [1, 2], as: .labels, place: "x")
        }
        var wrong = data
        wrong[data.count - 6] ^= 1
        expectError(.damaged, "the gzip data is corrupt (incorrect data check)") {
            try IDXFile(wrong, as: .labels, place: "x")
        }
    }
}
