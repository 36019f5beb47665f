import StudyFiles

/// The keys of studies of a program, and of studies whose values are told.
enum ProgramKeys {
    static let steps = 2...1_000_000_000
    static let retries = 0...100
    static let toldSteps = 2...ToldSettings.mostSteps

    private static let measures = [
        FileKey("minimize", .text(), "The name of the value that is minimized, such as loss."),
        FileKey("maximize", .text(), "The name of the value that is maximized, such as accuracy."),
    ]
    private static let measureNames = measures.map(\.name)

    static let program = KindKeys(
        "The value that a program prints for a trial's parameters. See docs/programs.md.",
        settings: FileKeys(
            [
                FileKey(
                    "command", .list(.text()), isRequired: true,
                    "The program and its arguments, a list of words; {rate} stands for the parameter 'rate'. No shell "
                        + "reads it."),
                FileKey(
                    "timeout", .text(), "The longest time of a trial, such as 30 min. A longer one fails."),
            ] + measures + [
                FileKey(
                    "steps", .whole(steps), "The largest step that the program reports, which a scheduler needs."),
                FileKey("environment", .names(.text()), "Variables that the program gets beside Settle's own."),
                FileKey("directory", .text(), "The folder in which the program runs; where Settle runs if absent."),
                FileKey(
                    "retries", .whole(retries), standard: .integer(0),
                    "How often a trial that failed is evaluated again."),
                FileKey("seed", .seed, standard: .integer(0), "The seed from which the seeds of trials are derived."),
            ], exactlyOneOf: measureNames),
        space: DeclaredSpace.generalForm, point: DeclaredSpace.generalPointForm)

    static let told = KindKeys(
        "The value that a program of yours tells for a trial it asked for. See docs/ask-and-tell.md.",
        settings: FileKeys(
            measures + [
                FileKey("steps", .whole(toldSteps), "The number of steps of a trial, which a scheduler needs."),
                FileKey(
                    "values", .list(.text(), count: 0...Int.max, distinct: true),
                    "The names of the other values that a trial is told with; any if absent."),
            ], exactlyOneOf: measureNames),
        space: DeclaredSpace.generalForm, point: DeclaredSpace.generalPointForm)
}
