import Foundation

/// Code that reads foreign input, and the generated inputs for it.
///
/// A crash ends the tests. To keep the input that caused it, set `SETTLE_FUZZ_KEEP` to a folder: each input is written
/// there, as the file `<name>`, before it is read, and the slowest input stays as `<name>.slowest`.
/// `SETTLE_FUZZ_ITERATIONS` sets the number of inputs for a target of cost 1, and `SETTLE_FUZZ_SEED` their seed. Both
/// have fixed defaults.
public struct FuzzTarget: Sendable {
    private static let environment = ProcessInfo.processInfo.environment
    private static let keep = environment["SETTLE_FUZZ_KEEP"].flatMap { $0.isEmpty ? nil : $0 }
    private static let iterations = environment["SETTLE_FUZZ_ITERATIONS"].flatMap { Int($0) } ?? 1000
    private static let seed = environment["SETTLE_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1

    private let name: String
    /// The number of inputs.
    private let count: Int

    /// - Parameter cost: the relative cost of an input, 1 for the cheapest. The number of inputs is divided by it.
    public init(_ name: String, cost: Int = 1) {
        self.name = name
        count = max(1, Self.iterations / cost)
    }

    /// Generates the inputs and reads each one. The inputs do not depend on other targets.
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

    /// The same with texts. Bytes that are not UTF-8 are repaired, as in a program's arguments.
    public func runTexts(_ makeInput: (inout FuzzRandom) -> [UInt8], read: (String) throws -> Void) throws {
        try run(makeInput) { try read(String(decoding: $0, as: UTF8.self)) }
    }
}

/// A file that keeps one input even if this process crashes.
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
