import Figures

/// Figure 3 of the paper: the errors of binary and continuous networks on the test set and the training set, by epoch.
///
/// Curves of the same network, label and study are drawn as one line, the mean over their seeds, with a band from the
/// lowest to the highest. Failed runs are counted in a note and not drawn.
public struct LearningFigure: Sendable {
    public static let defaultTitle = "Learning curves on MNIST"

    private let curves: [LearningCurve]
    /// All networks.
    let networks: [SeedSummary]
    /// The networks that have something to draw.
    let summaries: [SeedSummary]
    private let title: String
    let showsPaper: Bool

    /// - Parameter showsPaper: whether to mark the paper's readings at the right edge.
    public init(
        _ curves: [LearningCurve], title: String = defaultTitle, showsPaper: Bool = true
    ) {
        self.curves = curves
        self.title = title
        self.showsPaper = showsPaper
        networks = SeedSummary.groups(curves)
        summaries = networks.filter { !$0.isEmpty }
    }

    /// The figure as an SVG document.
    public var svg: String { figure.svg }

    /// Every reading of every curve, failed runs included, in the given order. Errors are fractions at full precision.
    public var csv: String {
        var table = CSVTable(columns: ["label", "network", "seed", "epoch", "testError", "trainError", "state"])
        for curve in curves {
            for point in curve.points {
                table.rows.append([
                    curve.label + (curve.study.map { " (\($0))" } ?? ""), curve.network.rawValue, "\(curve.seed)",
                    "\(point.epoch)", "\(point.testError)", "\(point.trainError)",
                    curve.hasFailed ? "failed" : "complete",
                ])
            }
        }
        return table.text
    }

    var figure: Figure {
        Figure(
            RichText(verbatim: title), legend: summaries.isEmpty ? [] : [colourKey, styleKey], panels: [panel],
            notes: notes)
    }

    private var panel: Panel {
        Panel(
            x: Axis("epoch", including: showsPaper ? [0, PublishedReadings.epoch] : [0]),
            y: Axis("error, %", scale: .logarithmic), marks: bands + lines, edgeMarks: paper)
    }

    private var bands: [Mark] {
        zip(summaries, inks).filter { $0.0.seeds > 1 }.flatMap { summary, ink in
            [\LearningCurve.Point.trainError, \.testError].map { error in
                .band(
                    summary.readings(error).map {
                        Mark.Band(x: $0.epoch, low: 100 * $0.lowest, high: 100 * $0.highest)
                    }, ink)
            }
        }
    }

    private var lines: [Mark] {
        zip(summaries, inks).flatMap { summary, ink in
            let (train, test) = (means(summary, \.trainError), means(summary, \.testError))
            let lines: [Mark] = [.line(train, ink, .dashed), .line(test, ink)]
            // A few readings are marked as points. More points would form a dotted line.
            guard max(train.count, test.count) <= 5 else { return lines }
            return lines + [.points(train, ink, filled: false), .points(test, ink)]
        }
    }

    private func means(_ summary: SeedSummary, _ error: KeyPath<LearningCurve.Point, Double>) -> [Point] {
        summary.readings(error).map { Point(x: $0.epoch, y: 100 * $0.mean) }
    }

    /// The paper's readings for the kinds of network that are drawn.
    private var paper: [EdgeMark] {
        guard showsPaper else { return [] }
        return shownNetworks.flatMap { network in
            let published = PublishedReadings.of(network)
            let own = zip(summaries, inks).filter { $0.0.network == network }
            let ink = own.count == 1 ? own[0].1 : .text
            return [published.testError, published.trainError].map {
                EdgeMark(y: 100 * $0, label: RichText(verbatim: "paper \(PercentText.of($0))"), ink: ink)
            }
        }
    }
}
