import Foundation

/// Something that reads what others wrote, and the inputs that it is given.
///
/// A crash ends the tests: where `SETTLE_FUZZ_KEEP` names a folder, each input is written there before it is read, as
/// the file `<name>`, and the one that took longest stays as `<name>.slowest`. `SETTLE_FUZZ_ITERATIONS` says how many
/// inputs a target of cost 1 is given, `SETTLE_FUZZ_SEED` which; both are fixed where they are not set.
public struct FuzzTarget: Sendable {
    private static let environment = ProcessInfo.processInfo.environment
    private static let keep = environment["SETTLE_FUZZ_KEEP"].flatMap { $0.isEmpty ? nil : $0 }
    private static let iterations = environment["SETTLE_FUZZ_ITERATIONS"].flatMap { Int($0) } ?? 1000
    private static let seed = environment["SETTLE_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1

    private let name: String
    /// How many inputs.
    private let count: Int

    /// - Parameter cost: of an input, 1 for the cheapest: so many times fewer are given.
    public init(_ name: String, cost: Int = 1) {
        self.name = name
        count = max(1, Self.iterations / cost)
    }

    /// Has every input read. Targets do not change each other's inputs.
    public func run(_ makeInput: (inout FuzzRandom) -> [UInt8], read: ([UInt8]) throws -> Void) throws {
        var random = FuzzRandom(seed: name.utf8.reduce(Self.seed) { $0 &* 1_000_003 ^ UInt64($1) })
        guard let keep = Self.keep else {
            for _ in 0..<count { try read(makeInput(&random)) }
            return
        }
        let (last, slowest) = (try KeptInput(keep + "/" + name), try KeptInput(keep + "/" + name + ".slowest"))
        var longest = Duration.zero
        for _ in 0..<count {
            let input = makeInput(&random)
            try last.keep(input)
            let time = try ContinuousClock().measure { try read(input) }
            guard time > longest else { continue }
            longest = time
            try slowest.keep(input)
        }
        print("fuzzed \(name): \(count) inputs, the slowest took \(longest)")
    }

    /// The same with texts: bytes that are no UTF-8 are repaired, as where a program reads an argument.
    public func runTexts(_ makeInput: (inout FuzzRandom) -> [UInt8], read: (String) throws -> Void) throws {
        try run(makeInput) { try read(String(decoding: $0, as: UTF8.self)) }
    }
}

/// A file that holds one input, whatever becomes of this process.
private struct KeptInput {
    private let file: FileHandle

    init(_ path: String) throws {
        try Data().write(to: URL(fileURLWithPath: path))
        file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    }

    func keep(_ input: [UInt8]) throws {
        try file.seek(toOffset: 0)
        try file.write(contentsOf: input)
        try file.truncate(atOffset: UInt64(input.count))
    }
}
