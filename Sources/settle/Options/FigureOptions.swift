import ArgumentParser

/// What all figures have in common: a title, a form, and a place to go.
struct FigureOptions: ParsableArguments {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case svg
        case csv
    }

    @Option(help: "The figure's title, in place of its own.")
    var title: String?

    @Option(name: .shortAndLong, help: "svg: the picture; csv: what it shows.")
    var format: Format = .svg

    @Option(name: .shortAndLong, help: "The file to write (default: -, standard output).")
    var output: String?

    /// Writes the figure in the form that is asked for.
    ///
    /// - Parameter storage: the studies' file, which is never replaced.
    /// - Throws: ``OutputError``, ``UsageError`` where it cannot be written.
    func write(
        svg: @autoclosure () throws -> String, csv: @autoclosure () throws -> String, sparing storage: String
    ) throws {
        try OutputFile(path: output ?? "-", storage: storage).write(format == .svg ? svg() : csv())
    }
}
