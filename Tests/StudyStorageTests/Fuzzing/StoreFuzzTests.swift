import Foundation
import TestSupport
import Testing

/// Whatever the content of a database file, every call works or throws one of our own errors.
@Suite("Fuzzing databases")
struct StoreFuzzTests {
    @Test("Files with damaged bytes")
    func files() throws {
        let fixtures = ["schema-1", "schema-2"].map { name in
            Bundle.module.url(forResource: name, withExtension: "sqlite", subdirectory: "Fixtures")
        }
        let frozen = try fixtures.map { [UInt8](try Data(contentsOf: try #require($0))) }
        let corpus = [try HostileFile.bytes(isLax: false), try HostileFile.bytes(isLax: true)] + frozen
        let mutator = ByteMutator(corpus: corpus, words: ["SQLite format 3\0", "Setl", "CREATE VIEW "])
        try fuzz("database-file", cost: 40) { random in
            random.isOne(in: 6) ? mutator.input(&random) : Self.overwritten(random.pick(corpus), &random)
        } prepare: { bytes, path in
            try HostileFile.write(bytes, to: path)
        }
    }

    @Test("Files with values that settle would not write")
    func rows() throws {
        let base = try HostileFile.bytes(isLax: true)
        try fuzz("database-rows", cost: 40, HostileRows.statements) { bytes, path in
            try HostileFile.write(base, to: path)
            try HostileFile.execute(bytes, on: path)
        }
    }

    private func fuzz(
        _ name: String, cost: Int, _ makeInput: (inout FuzzRandom) -> [UInt8],
        prepare: ([UInt8], _ path: String) throws -> Void
    ) throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("s.sqlite")
            try FuzzTarget(name, cost: cost).run(makeInput) { bytes in
                try prepare(bytes, path)
                try EveryCall(path: path).make()
            }
        }
    }

    /// Changes bytes without moving any: flips bits, writes numbers at the ends of their range, copies or clears
    /// blocks.
    private static func overwritten(_ good: [UInt8], _ random: inout FuzzRandom) -> [UInt8] {
        var bytes = good
        for _ in 0...random.below(8) {
            // Half of the changes are in the header or the schema.
            let place = random.below(random.isOne(in: 2) ? min(bytes.count, 2048) : bytes.count)
            let length = min(1 << random.below(7), bytes.count - place)
            switch random.below(5) {
            case 0: bytes[place] ^= 1 << UInt8(random.below(8))
            case 1: bytes[place] = random.pick([0, 1, 0x7F, 0x80, 0xFF])
            case 2: for index in place..<place + length { bytes[index] = 0xFF }
            case 3:
                let from = random.below(bytes.count - length)
                bytes.replaceSubrange(place..<place + length, with: bytes[from..<from + length])
            default: for index in place..<place + length { bytes[index] = UInt8(random.below(256)) }
            }
        }
        return bytes
    }
}
