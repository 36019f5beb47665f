import Foundation
import HyperparameterSearch

/// One coordinate of a ``UnitCube``.
public struct CubeAxis: Sendable {
    /// How a coordinate maps to values.
    public enum Kind: Sendable, Hashable {
        /// Real numbers of a range.
        case real(ClosedRange<Double>, scale: Domain.Scale)
        /// Whole numbers, the steps of a range, or a list of numbers in ascending order: neighbours are alike.
        case ordered(cells: Int)
        /// Names, which have no order.
        case categorical(cells: Int)
    }

    /// The parameter of the coordinate.
    public let parameter: Parameter
    /// How the coordinate maps to the parameter's values.
    public let kind: Kind
    /// The values of a list, by cell.
    private let values: [ParameterValue]
    /// The cells of whole numbers on a log scale; nil where all cells are equally wide.
    let logCells: LogCells?

    /// - Returns: nil where the parameter has only one value.
    init?(_ parameter: Parameter) {
        self.parameter = parameter
        switch parameter.domain {
        case .float(let range, let scale, nil):
            guard range.lowerBound < range.upperBound else { return nil }
            (kind, values, logCells) = (.real(range, scale: scale), [], nil)
        case .float, .integer:
            guard let count = parameter.domain.valueCount, count > 1 else { return nil }
            (kind, values) = (.ordered(cells: count), [])
            if case .integer(let range, .log, _) = parameter.domain {
                logCells = LogCells(range)
            } else {
                logCells = nil
            }
        case .choice(let list):
            guard list.count > 1 else { return nil }
            logCells = nil
            let numbers = list.compactMap { if case .number(let number) = $0 { number } else { nil } }
            if numbers.count == list.count {
                kind = .ordered(cells: list.count)
                values = numbers.sorted().map { .number($0) }
            } else {
                kind = .categorical(cells: list.count)
                values = list
            }
        }
    }

    /// The number of cells; nil for real numbers.
    public var cells: Int? {
        switch kind {
        case .real: nil
        case .ordered(let cells), .categorical(let cells): cells
        }
    }

    /// The cell at a coordinate, from 0; 0 for real numbers.
    func cell(at coordinate: Double) -> Int {
        if let logCells { return logCells.cell(at: coordinate) }
        return cells.map { max(0, min(Int(coordinate * Double($0)), $0 - 1)) } ?? 0
    }

    /// The middle of a cell.
    func coordinate(ofCell cell: Int) -> Double {
        logCells?.middle(of: cell) ?? (Double(cell) + 0.5) / Double(cells ?? 1)
    }

    /// The width of a cell.
    func width(ofCell cell: Int) -> Double { logCells?.width(of: cell) ?? 1 / Double(cells ?? 1) }

    /// The value at a coordinate.
    func value(at coordinate: Double, significantDigits: Int?) -> ParameterValue {
        let place = min(max(coordinate, 0), 1)
        switch kind {
        case .real(let range, let scale):
            let (low, high) = (range.lowerBound, range.upperBound)
            let number =
                switch scale {
                case .linear: low + (high - low) * place
                case .log:
                    PortableMath.exp(
                        PortableMath.log(low) + (PortableMath.log(high) - PortableMath.log(low)) * place)
                }
            let rounded = significantDigits.flatMap { Double(String(format: "%.\($0)g", number)) } ?? number
            return .number(min(max(rounded, low), high))
        case .ordered, .categorical:
            let cell = cell(at: place)
            return values.isEmpty ? parameter.domain.value(withIndex: cell) : values[cell]
        }
    }

    /// The coordinate of a value; nil where the axis has no such value.
    func coordinate(of value: ParameterValue) -> Double? {
        switch (kind, value) {
        case (.real(let range, let scale), .number(let number)):
            let (low, high) = (range.lowerBound, range.upperBound)
            let clipped = min(max(number, low), high)
            switch scale {
            case .linear: return (clipped - low) / (high - low)
            case .log:
                return (PortableMath.log(clipped) - PortableMath.log(low))
                    / (PortableMath.log(high) - PortableMath.log(low))
            }
        case (.ordered(let cells), .number(let number)):
            let steps: Double
            switch parameter.domain {
            case .integer(let range, _, let step):
                guard let whole = Int(exactly: number) else { return nil }
                let clipped = min(max(whole, range.lowerBound), range.upperBound)
                steps = (Double(clipped - range.lowerBound) / Double(step)).rounded()
            case .float(let range, _, let step?):
                steps = ((min(max(number, range.lowerBound), range.upperBound) - range.lowerBound) / step).rounded()
            case .float, .choice: return values.firstIndex(of: value).map(coordinate)
            }
            return coordinate(ofCell: min(Int(steps), cells - 1))
        case (.ordered, _), (.categorical, _), (.real, _): break
        }
        return values.firstIndex(of: value).map(coordinate)
    }
}
