import Figures

/// Figure 2 of the paper: error against step on logarithmic axes, with one line for each trial. A trial on several
/// networks also has a band from the lowest error to the highest.
public struct ConvergenceFigure: Sendable {
    public static let defaultTitle = "Convergence to the fixed point"
    /// The most curves that can be told apart in one figure.
    public static let mostCurves = 10

    let curves: [ConvergenceCurve]
    private let title: String
    private let showsGuides: Bool
    let numbersTrials: Bool

    /// - Parameters:
    ///   - curves: the curves in the order of the legend. More than ``mostCurves`` are drawn but are hard to tell
    ///     apart.
    ///   - showsGuides: whether to draw guide lines of 1/√t and 1/t behind the data.
    ///   - numbersTrials: whether the legend gives the numbers of the trials. It always does where curves have no other
    ///     difference.
    public init(
        _ curves: [ConvergenceCurve], title: String = defaultTitle, showsGuides: Bool = true,
        numbersTrials: Bool = false
    ) {
        self.curves = curves
        self.title = title
        self.showsGuides = showsGuides
        self.numbersTrials = numbersTrials
    }

    /// The figure as an SVG document.
    public var svg: String { figure.svg }

    /// Every sample of every curve, in the given order and at full precision. `low` and `high` are empty for a single
    /// network.
    public var csv: String {
        let layers = curves.flatMap(\.samples).map(\.layerErrors.count).max() ?? 0
        var table = CSVTable(
            columns: ["study", "trial", "label", "step", "error", "runningMean"]
                + (0..<layers).map { "layer\($0)Error" } + ["low", "high"])
        for curve in curves {
            for sample in curve.samples {
                var row = [curve.study, "\(curve.trial)", label(curve), "\(sample.step)"]
                row += [sample.error, sample.runningMean].map { "\($0)" }
                row += (0..<layers).map { sample.layerErrors.indices.contains($0) ? "\(sample.layerErrors[$0])" : "" }
                row += [sample.low, sample.high].map { $0.map { "\($0)" } ?? "" }
                table.rows.append(row)
            }
        }
        return table.text
    }

    var figure: Figure {
        var panel = Panel(
            x: Axis("step t", scale: .logarithmic, including: ends),
            y: Axis("error(t), the layers' mean |s^{*} − s_{t}|", scale: .logarithmic), marks: bands + lines,
            height: 300)
        panel.guides = guides
        return Figure(RichText(verbatim: title), legend: legend, panels: [panel], notes: notes)
    }

    /// The first and the last step.
    private var ends: [Double] {
        let steps = curves.flatMap(\.samples).map(\.step)
        return [steps.min(), steps.max()].compactMap { $0.map(Double.init) }
    }

    /// The most bands in one figure, because more would hide each other. If more curves have a band, only the first of
    /// them shows it.
    static let mostBands = 2

    /// The indices of the curves whose bands are drawn.
    var banded: [Int] {
        let all = curves.indices.filter { curves[$0].networks > 1 }
        return all.count > Self.mostBands ? Array(all.prefix(1)) : all
    }

    private var bands: [Mark] {
        banded.compactMap { index in
            let slices = curves[index].samples.compactMap { sample -> Mark.Band? in
                guard let low = sample.low, let high = sample.high else { return nil }
                return Mark.Band(x: Double(sample.step), low: low, high: high)
            }
            return slices.isEmpty ? nil : .band(slices, LineStyle(series: index).ink)
        }
    }

    private var lines: [Mark] {
        // The first curve of the legend is drawn last, on top of the others.
        curves.enumerated().reversed().map { index, curve in
            let style = LineStyle(series: index)
            return .line(curve.samples.map { Point(x: Double($0.step), y: $0.error) }, style.ink, style.dash)
        }
    }

    /// Reference rates of convergence, which start at the highest first error.
    private var guides: [Guide] {
        guard showsGuides, let first = ends.first, let last = ends.last, first < last,
            let top = curves.compactMap(\.samples.first?.error).max()
        else { return [] }
        let way = last / first
        return [("1/√t", way.squareRoot()), ("1/t", way)].map { label, decrease in
            Guide(
                from: Point(x: first, y: top), to: Point(x: last, y: top / decrease), label: RichText(verbatim: label))
        }
    }
}
