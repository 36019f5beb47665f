/// What a value of a study file may be.
public indirect enum FileForm: Sendable {
    /// Any text. Without quotes YAML may take it for a number or a truth value, as in `name: 2024`.
    ///
    /// - Parameter pattern: a regular expression of JSON Schema.
    case text(pattern: String? = nil)
    /// One of these words.
    case words([String])
    case whole(ClosedRange<Int>)
    case number
    /// A number above 0.
    case positive
    case truth
    /// A number, a word, true or false.
    case parameterValue
    /// `key:` without a value.
    case nothing
    /// - Parameter distinct: whether no value may stand twice.
    case list(FileForm, count: ClosedRange<Int> = 1...Int.max, distinct: Bool = false)
    case mapping(FileKeys)
    /// A mapping with names that the file chooses.
    case names(FileForm)
    case either([FileForm])
    /// A form that several keys have, under a name of its own.
    case shared(String, meaning: String, FileForm)

    /// One of the words of an enumeration.
    public static func choice<Choice: RawRepresentable & CaseIterable>(_: Choice.Type) -> FileForm
    where Choice.RawValue == String {
        .words(Choice.allCases.map(\.rawValue))
    }

    /// One of the words of an enumeration, or a list of different ones.
    public static func choices<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) -> FileForm
    where Choice.RawValue == String {
        .either([choice(type), .list(choice(type), distinct: true)])
    }

    /// A seed of 32 bits.
    public static let seed = FileForm.whole(0...Int(UInt32.max))
    public static let significantDigits = FileForm.whole(1...17)
}
