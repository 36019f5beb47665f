import Figures
import HyperparameterSearch

/// The first objective against each of the others, with the trials that no other trial dominates.
struct FrontPart: SearchPart {
    private let trials: SearchTrials
    private let objectives: SearchedStudy.Objectives
    private let front: ParetoFront
    /// [trial]: complete trials that another one dominates, by number.
    private let others: [ParetoFront.Point]

    /// The most trials of the front that have their numbers beside them.
    private static let mostLabels = 10

    init(_ trials: SearchTrials) throws(SearchPartAbsence) {
        guard let objectives = trials.study.objectives else { throw SearchPartAbsence(.front, .oneObjective) }
        guard !objectives.points.isEmpty else { throw SearchPartAbsence(.front, .tooFew(0, needed: 1)) }
        self.trials = trials
        self.objectives = objectives
        front = ParetoFront(objectives.points, direction: trials.study.direction)
        let numbers = Set(front.points.map(\.number))
        others = objectives.points.filter { !numbers.contains($0.number) }
    }

    var rows: [[Tile]] { objectives.names.indices.dropFirst().map { [Tile(.panel(panel(to: $0)))] } }

    private func panel(to objective: Int) -> Panel {
        let points = { (of: [ParetoFront.Point]) in of.map { Point(x: $0.values[0], y: $0.values[objective]) } }
        var marks: [Mark] = [.cloud(Cloud(points(others), .quiet, trials.form))]
        // Of more objectives the front is a surface, which has no line.
        if objectives.names.count == 2 { marks.append(.line(stairs(points(front.points)), .series(0))) }
        marks.append(.points(points(front.points), .series(1)))
        return Panel(
            x: axis(0), y: axis(objective), marks: marks + labels(points(front.points)), height: 320)
    }

    /// The border of the values that a trial of the front equals or betters in both objectives.
    private func stairs(_ points: [Point]) -> [Point] {
        var stairs: [Point] = []
        for point in points {
            if let last = stairs.last { stairs.append(Point(x: point.x, y: last.y)) }
            stairs.append(point)
        }
        return stairs
    }

    /// The numbers of some trials of the front, evenly chosen.
    private func labels(_ points: [Point]) -> [Mark] {
        let stride = (points.count + Self.mostLabels - 1) / Self.mostLabels
        return zip(front.points, points).enumerated().filter { $0.offset % stride == 0 }.map { _, pair in
            .label(Label(RichText(verbatim: "\(pair.0.number)"), at: pair.1, avoiding: points, side: .aboveRight))
        }
    }

    private func axis(_ objective: Int) -> Axis {
        let isPositive = objectives.points.allSatisfy { $0.values[objective] > 0 }
        return Axis(RichText(verbatim: objectives.names[objective]), scale: isPositive ? .logarithmic : .linear)
    }

    var legend: [LegendEntry] {
        let count = front.points.count
        return (others.isEmpty ? [] : [LegendEntry(.dot(.quiet, filled: true), "complete")]) + [
            LegendEntry(
                .dot(.series(1), filled: true),
                RichText(verbatim: "the front, \(NumberText.count(count, "trial"))"))
        ]
    }

    var notes: [RichText] {
        let rule: RichText =
            "On the front are the trials that no other one dominates: none is as good in all objectives and better in one."
        return [rule] + trials.failureNote
    }

    /// A row for each complete trial, by number.
    var table: CSVTable {
        let numbers = Set(front.points.map(\.number))
        return CSVTable(
            columns: ["number", "front"] + objectives.names,
            rows: objectives.points.map { point in
                ["\(point.number)", "\(numbers.contains(point.number))"] + point.values.map(\.shortestText)
            })
    }
}
