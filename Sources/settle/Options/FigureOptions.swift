import ArgumentParser

/// The options of all figures: title, format and output file.
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

    /// Writes the figure in the requested format.
    ///
    /// - Parameter storage: the path of the storage, which is never replaced.
    /// - Throws: ``OutputError`` or ``UsageError`` if the file cannot be written.
    func write(
        svg: @autoclosure () throws -> String, csv: @autoclosure () throws -> String, sparing storage: String
    ) throws {
        try OutputFile(path: output ?? "-", storage: storage).write(format == .svg ? svg() : csv())
    }
}
