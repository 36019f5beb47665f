/// A broken promise of a contract: the expected behaviour and the observed one.
public struct ContractViolation: Error, Hashable, CustomStringConvertible {
    /// What the contract promises.
    public let expected: String
    /// What was observed instead.
    public let found: String

    public var description: String { "expected \(expected), found \(found)" }
}

func expect(_ isTrue: Bool, _ expected: String, found: @autoclosure () -> String = "otherwise") throws {
    guard isTrue else { throw ContractViolation(expected: expected, found: found()) }
}

func expectEqual<Value: Equatable>(_ found: Value, _ wanted: Value, _ what: String) throws {
    try expect(found == wanted, "\(what) to be \(wanted)", found: "\(found)")
}

func expectPresent<Value>(_ found: Value?, _ what: String) throws -> Value {
    guard let found else { throw ContractViolation(expected: what, found: "nothing") }
    return found
}

/// - Parameter isExpected: whether an error is the one that the contract asks for.
func expectError(
    _ expected: String, where isExpected: (any Error) -> Bool, from body: () throws -> Void
) throws {
    do {
        try body()
    } catch {
        return try expect(isExpected(error), "the error \(expected)", found: "the error \(error)")
    }
    throw ContractViolation(expected: "the error \(expected)", found: "no error")
}
