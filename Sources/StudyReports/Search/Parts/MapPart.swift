import Figures
import HyperparameterSearch

/// Pairs of numeric parameters of one schedule against each other, coloured by the value.
struct MapPart: SearchPart {
    private struct Pair {
        let x: ParameterColumn
        let y: ParameterColumn
    }

    private let trials: SearchTrials
    private let pairs: [Pair]
    private static let mostPairs = 6
    private static let height = 230.0
    private static let fewPlaces = 144

    init(_ trials: SearchTrials) throws(SearchPartAbsence) {
        try trials.requireEnded(for: .map)
        guard !trials.complete.isEmpty else { throw SearchPartAbsence(.map, .tooFew(0, needed: 1)) }
        let numbers = trials.varying.filter(\.categories.isEmpty)
        var groups: [[ParameterColumn]] = []
        for column in numbers {
            let group = groups.firstIndex { ParameterName.group($0[0].name) == ParameterName.group(column.name) }
            if let group { groups[group].append(column) } else { groups.append([column]) }
        }
        // If each schedule has only one number, the pairs combine different schedules.
        if groups.allSatisfy({ $0.count == 1 }) { groups = [numbers] }
        pairs = Array(groups.flatMap(Self.pairs).prefix(Self.mostPairs))
        guard !pairs.isEmpty else { throw SearchPartAbsence(.map, .tooFewNumbers(numbers.count)) }
        self.trials = trials
    }

    private static func pairs(of columns: [ParameterColumn]) -> [Pair] {
        columns.indices.flatMap { first in
            columns.indices.dropFirst(first + 1).map { Pair(x: columns[first], y: columns[$0]) }
        }
    }

    var rows: [[Tile]] {
        stride(from: 0, to: pairs.count, by: 2).map { start in
            pairs[start..<min(start + 2, pairs.count)].map { Tile(.panel(panel(of: $0))) }
                + [Tile(.colourBar(bar), width: .fixed(74))]
        }
    }

    var legend: [LegendEntry] {
        (trials.pruned.isEmpty ? [] : [LegendEntry(.dot(.quiet, filled: false), "pruned")]) + trials.bestKey
    }

    private var bar: ColourBar {
        let values = trials.ranked.compactMap(\.value)
        return ColourBar(trials.valueAxis, best: values[0], worst: values[values.count - 1], height: Self.height)
    }

    private func panel(of pair: Pair) -> Panel {
        let rows = trials.table.trials
        let points = zip(rows, zip(pair.x.places, pair.y.places)).map { trial, place in
            (trial: trial, point: Point(x: place.0, y: place.1))
        }
        // A grid has few distinct places, which can be drawn larger.
        let form: Cloud.Form = Set(points.map(\.point)).count <= Self.fewPlaces ? .discs : .blots
        let bar = bar
        var marks: [Mark] = [
            .cloud(Cloud(points.filter { $0.trial.state == .pruned }.map(\.point), .quiet, .rings)),
            .cloud(
                Cloud(
                    points.compactMap { trial, point in trial.value.map { (point, bar.step(of: $0)) } },
                    form)),
        ]
        let best = points.prefix { trials.bestNumbers.contains($0.trial.number) }.map(\.point)
        marks.append(.points(best, .series(1)))
        marks += trials.winnerLabel(best, isBeyond: false)
        return Panel(x: pair.x.axis(room: 0).axis, y: pair.y.axis(room: 0).axis, marks: marks, height: Self.height)
    }

    var notes: [RichText] { trials.failureNote + trials.parameterNotes + [SearchTrials.overlap] }

    var table: CSVTable {
        let shown = Set(pairs.flatMap { [$0.x.name, $0.y.name] })
        return trials.parameterTable(of: trials.varying.filter { shown.contains($0.name) })
    }
}
