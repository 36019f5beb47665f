import ArgumentParser
import StudyReports

extension SearchFigures.Part: ExpressibleByArgument {}

struct SearchFigureVerb: StorageVerb {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Draw what a search tried, what it found, and what mattered.",
        discussion: """
            One sheet with all parts, or one of them: the history, the importance of the parameters (PED-ANOVA), each \
            parameter against the value, maps of each schedule, what pruning saved, parallel coordinates, and how soon \
            the ranking is what it will be. Importance and stability need every trial's value, which a study that was \
            run with --keep does not have. The part model is only drawn by itself: what the Gaussian process of a study \
            with the sampler gp believes about each parameter, and where it would look next. The part shares, too, is drawn by \
            itself: how much of the best trials' error is made in the first 100 steps, in the steps to 1,000, and so on. So is the \
            part front: the trials that no other one dominates, of a study that minimizes several values at once.

              settle figure search paper-5000 -o search.svg
              settle figure search paper-5000 --part importance -o importance.svg
              settle figure search paper-5000 --part stability --format csv
            """)

    @Argument(help: "The study's name.", completion: .studies)
    var name: String

    @Option(help: "One part in place of the sheet.")
    var part: SearchFigures.Part?

    @OptionGroup var storage: StorageOptions
    @OptionGroup var figure: FigureOptions

    func validate() throws {
        guard figure.format == .svg || part != nil else {
            let parts = SearchFigures.Part.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--format csv has the numbers of one part; name it with --part: \(parts).")
        }
    }

    func run() throws {
        let searched = try SearchedStudy(
            drawing: storage.study(name), readsProgress: part == nil || part == .stability,
            makesModel: part == .model)
        let figures = SearchFigures(searched, parts: part.map { [$0] } ?? SearchFigures.Part.allCases)
        guard let part else {
            let sheet = figures.sheet(title: figure.title, explanation: \.text)
            return try figure.write(svg: sheet.svg, csv: "", sparing: storage.path)
        }
        do {
            try figure.write(
                svg: figures.picture(of: part, title: figure.title).svg, csv: figures.csv(of: part),
                sparing: storage.path)
        } catch let absence as SearchPartAbsence {
            throw DataError(description: absence.text)
        }
    }
}
