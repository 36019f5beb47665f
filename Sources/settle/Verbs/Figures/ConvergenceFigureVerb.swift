import ArgumentParser
import StudyReports

struct ConvergenceFigureVerb: StorageVerb {
    static let configuration = CommandConfiguration(
        commandName: "convergence",
        abstract: "Draw error against step for schedules (Figure 2 of the paper).",
        discussion: """
            Of a study of points all complete trials, of any other the best five, at most \
            \(ConvergenceFigure.mostCurves) together. Where trials have several networks, each has a band from the \
            lowest error to the highest.

              settle figure convergence paper-figure-2 -o convergence.svg
              settle figure convergence paper-5000 --trials 4333,12 -o two.svg
              settle figure convergence paper-5000 --format csv -o best.csv
            """)

    @Argument(help: "The studies' names.", completion: .studies)
    var names: [String]

    @Option(help: ArgumentHelp("These trials of the study, as 4333,12.", valueName: "numbers"))
    var trials: String?

    @Flag(inversion: .prefixedNo, help: "Lines of 1/√t and 1/t to compare with.")
    var guides = true

    @OptionGroup var storage: StorageOptions
    @OptionGroup var figure: FigureOptions

    func validate() throws {
        guard let numbers = try numbers else { return }
        guard names.count == 1 else {
            throw ValidationError("--trials are of one study, and \(names.count) are named; name one.")
        }
        guard numbers.count <= ConvergenceFigure.mostCurves else {
            throw ValidationError(
                "--trials names \(numbers.count), and more than \(ConvergenceFigure.mostCurves) lines cannot be told "
                    + "apart; name fewer.")
        }
    }

    func run() throws {
        let studies = try names.map { try storage.study($0) }
        var curves = try studies.flatMap(self.curves)
        if curves.count > ConvergenceFigure.mostCurves {
            let left = curves.count - ConvergenceFigure.mostCurves
            Console.error(
                "\(NumberText.count(left, "trial")) more would make a tangle and \(left == 1 ? "is" : "are") not drawn; "
                    + "choose trials with --trials.")
            curves = Array(curves.prefix(ConvergenceFigure.mostCurves))
        }
        let ofStudy = studies.count == 1 ? ", \(names[0])" : ""
        let drawn = ConvergenceFigure(
            curves, title: figure.title ?? ConvergenceFigure.defaultTitle + ofStudy, showsGuides: guides,
            numbersTrials: !studies.allSatisfy(\.hasPointsOnly))
        try figure.write(svg: drawn.svg, csv: drawn.csv, sparing: storage.path)
    }

    private func curves(of study: StoredStudy) throws -> [ConvergenceCurve] {
        let selection = try ConvergenceSelection(of: study)
        if let numbers = try numbers { return try selection.curves(ofTrials: numbers) }
        let (curves, leftOut) = try selection.defaultCurves()
        if !leftOut.isEmpty {
            let most = 5
            let named = leftOut.prefix(most).map(\.description).joined(separator: ", ")
            Console.error(
                "Not drawn, since they did not run to the end: trials \(named)\(leftOut.count > most ? ", ..." : "")")
        }
        return curves
    }

    private var numbers: [Int]? {
        get throws {
            guard let trials else { return nil }
            let numbers = try trials.split(separator: ",", omittingEmptySubsequences: false).map { part in
                guard let number = Int(part.drop { $0 == " " }), number >= 0 else {
                    throw ValidationError(
                        "--trials '\(trials)': '\(part)' is not a trial's number; write numbers with commas between.")
                }
                return number
            }
            guard Set(numbers).count == numbers.count else {
                throw ValidationError("--trials '\(trials)' names a trial twice; name each once.")
            }
            return numbers
        }
    }
}
