import Figures
import HyperparameterSearch

/// What the model of a search believes about each parameter: the value that it expects, averaged over the other
/// parameters, with its 95% band, beside the trials; and the parameters that it would evaluate next.
struct ModelPart: SearchPart {
    private let trials: SearchTrials
    private let model: SurrogateModel
    private static let mostInARow = 4

    init(_ trials: SearchTrials) throws(SearchPartAbsence) {
        guard let model = trials.study.model else { throw SearchPartAbsence(.model, .noModel) }
        self.trials = trials
        self.model = model
    }

    var rows: [[Tile]] {
        let effects = model.effects
        let rows = (effects.count + Self.mostInARow - 1) / Self.mostInARow
        let perRow = (effects.count + rows - 1) / max(1, rows)
        return stride(from: 0, to: effects.count, by: max(1, perRow)).map { start in
            effects[start..<min(start + perRow, effects.count)].map { Tile(.panel(panel(of: $0))) }
        }
    }

    private func panel(of effect: SurrogateModel.Effect) -> Panel {
        let line = zip(effect.places, effect.mean).map { Point(x: $0, y: $1) }
        let band = effect.places.indices.map {
            Mark.Band(x: effect.places[$0], low: effect.low[$0], high: effect.high[$0])
        }
        let place = { (parameters: TrialParameters?) in self.place(of: parameters, in: effect.parameter) }
        let seen = trials.ranked.compactMap { trial in
            place(trial.parameters).map { Point(x: $0, y: trials.height(of: trial)) }
        }
        // Of a proposal only the place is known; it stands on the curve.
        let next = model.next.compactMap { place($0).map { Point(x: $0, y: height(of: effect, at: $0)) } }
        return Panel(
            x: axis(of: effect.parameter), y: trials.valueAxis,
            marks: [
                .cloud(Cloud(seen, .quiet, trials.form)), .band(band, .series(0)), .line(line, .series(0)),
                .points(next, .series(1)),
            ], height: 170)
    }

    private func axis(of parameter: Parameter) -> Axis {
        let title = ParameterName.text(parameter.name)
        return switch parameter.domain {
        case .float(_, .log, _), .integer(_, .log, _): Axis(title, scale: .logarithmic)
        case .choice(let values) where !values.allSatisfy(\.isNumber):
            Axis(title, categories: values.map { RichText(verbatim: $0.description) })
        case .float, .integer, .choice: Axis(title)
        }
    }

    private func place(of parameters: TrialParameters?, in parameter: Parameter) -> Double? {
        guard let value = parameters?[parameter.name] else { return nil }
        if case .choice(let values) = parameter.domain, !values.allSatisfy(\.isNumber) {
            return values.firstIndex(of: value).map(Double.init)
        }
        if case .number(let number) = value { return number }
        return nil
    }

    /// The mean at the nearest place of the curve.
    private func height(of effect: SurrogateModel.Effect, at place: Double) -> Double {
        let nearest = effect.places.indices.min { abs(effect.places[$0] - place) < abs(effect.places[$1] - place) }
        return nearest.map { effect.mean[$0] } ?? .nan
    }

    var legend: [LegendEntry] {
        [
            LegendEntry(.line(.series(0), .solid), "expected by the model, with its 95% band"),
            LegendEntry(.dot(.quiet, filled: true), "trials"),
        ] + (model.next.isEmpty ? [] : [LegendEntry(.dot(.series(1), filled: true), "would be evaluated next")])
    }

    var notes: [RichText] {
        [
            RichText(
                verbatim: "Each curve is the mean of the model over the other parameters, after "
                    + "\(NumberText.count(model.learned, "trial")); trials differ in these, too.")
        ] + trials.failureNote
    }

    /// A row for each place of each parameter, then one for each parameter of each proposal.
    var table: CSVTable {
        var table = CSVTable(columns: ["parameter", "place", "mean", "low", "high", "proposal"])
        for effect in model.effects {
            for index in effect.places.indices {
                table.rows.append(
                    [effect.parameter.name, name(of: effect.places[index], in: effect.parameter)]
                        + [effect.mean[index], effect.low[index], effect.high[index]].map(\.shortestText) + [""])
            }
        }
        for (number, parameters) in model.next.enumerated() {
            for effect in model.effects {
                guard let value = parameters[effect.parameter.name] else { continue }
                table.rows.append([effect.parameter.name, value.description, "", "", "", "\(number)"])
            }
        }
        return table
    }

    private func name(of place: Double, in parameter: Parameter) -> String {
        guard case .choice(let values) = parameter.domain, !values.allSatisfy(\.isNumber),
            values.indices.contains(Int(place))
        else { return place.shortestText }
        return values[Int(place)].description
    }
}

extension ParameterValue {
    fileprivate var isNumber: Bool { if case .number = self { true } else { false } }
}
