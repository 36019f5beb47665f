extension Axis {
    /// How many values of a range a grid may take.
    static let counts = 2...1_000_000

    static let from = FileKey("from", .number, isRequired: true, "The lower end of the range.")
    static let to = FileKey("to", .number, isRequired: true, "The upper end of the range.")
    static let log = FileKey(
        "log", .truth, standard: .boolean(false), "Whether the range has a logarithmic scale; it then begins above 0.")
    static let count = FileKey("count", .whole(counts), "How many values of the range a grid takes. Only in a grid.")

    static let rangeKeys = FileKeys([from, to, log, count])

    /// Any axis of real numbers.
    public static let form = FileForm.shared(
        "axis", meaning: "A range {from, to}, a list of numbers, or one number.",
        .either([.number, .list(.number, distinct: true), .mapping(rangeKeys)]))
}

extension GeneralAxisReader {
    private static let rangeKeys = [
        Axis.from, Axis.to, Axis.log,
        FileKey("step", .positive, "The distance between two values of the range; 1 for whole numbers if absent."),
        FileKey("integer", .truth, standard: .boolean(false), "Whether the range has whole numbers alone."), Axis.count,
    ]

    private static let values = FileKey(
        "values", list, isRequired: true, "A list of values, for an axis that has a condition.")

    private static let when = FileKey(
        "when",
        .names(.either([.parameterValue, .list(.parameterValue, count: 1...mostConditionValues, distinct: true)])),
        "The parameter is only in trials in which another one, which stands before it, has this value, as in "
            + "{optimizer: sgd}, or one of a list of values.")

    private static let list = FileForm.list(.parameterValue, distinct: true)

    static let keys = FileKeys(rangeKeys + [values, when])

    static let form = FileForm.shared(
        "parameter",
        meaning: "A range {from, to}, a list of values, or one value; with 'when', only in some trials.",
        .either([.parameterValue, list, .mapping(FileKeys(rangeKeys + [when])), .mapping(FileKeys([values, when]))]))
}

extension DeclaredSpace {
    /// A space of any parameters: their names with their axes, in a mapping or in a list of mappings.
    public static let generalForm = FileForm.either([
        .names(GeneralAxisReader.form), .list(.names(GeneralAxisReader.form)),
    ])

    /// A point of such a space.
    public static let generalPointForm = FileForm.names(.parameterValue)
}
