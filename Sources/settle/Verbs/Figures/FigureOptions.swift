import ArgumentParser
import Foundation

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

    @Option(name: .shortAndLong, help: "The file to write; standard output where none is named.")
    var output: String?

    /// Writes the figure in the form that is asked for.
    ///
    /// - Throws: ``OutputError`` where it cannot be written.
    func write(svg: @autoclosure () throws -> String, csv: @autoclosure () throws -> String) throws {
        let text = format == .svg ? try svg() : try csv()
        guard let output else {
            try Console.print(text.hasSuffix("\n") ? String(text.dropLast()) : text)
            return
        }
        try OutputFile.write(Data(text.utf8), to: output)
    }
}
