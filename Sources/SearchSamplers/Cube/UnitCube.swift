import Foundation
import HyperparameterSearch

/// The coordinates in which samplers work: each parameter of a search space that varies is a coordinate in [0, 1].
///
/// A range maps linearly, or by its logarithm, to [0, 1]. A whole number or a value of a list is a cell; all cells of an
/// axis are equally wide, and a value is modelled as the middle of its cell.
public struct UnitCube: Sendable {
    public let space: SearchSpace
    /// Real numbers are rounded to this many significant digits before they are evaluated or modelled.
    public let significantDigits: Int?
    /// The parameters that vary, in the space's order.
    public let axes: [CubeAxis]

    public init(_ space: SearchSpace, significantDigits: Int? = nil) {
        self.space = space
        self.significantDigits = significantDigits
        axes = space.parameters.compactMap { CubeAxis($0) }
    }

    public var dimension: Int { axes.count }

    /// The number of distinct points, where it is finite; `Int.max` where it is larger than that.
    public var size: Int? {
        var product = 1
        for axis in axes {
            guard let cells = axis.cells else { return nil }
            let (next, overflow) = product.multipliedReportingOverflow(by: cells)
            product = overflow ? .max : next
        }
        return product
    }

    /// The parameters at a point.
    ///
    /// - Parameter point: `[axis]`; coordinates outside [0, 1] are clipped.
    public func parameters(at point: [Double]) -> TrialParameters {
        var values: [String: ParameterValue] = [:]
        for parameter in space.parameters {
            if case .choice(let list) = parameter.domain, list.count == 1 { values[parameter.name] = list[0] }
        }
        for (axis, coordinate) in zip(axes, point) {
            values[axis.parameter.name] = axis.value(at: coordinate, significantDigits: significantDigits)
        }
        return TrialParameters(values)
    }

    /// The point of these parameters, `[axis]`. A coordinate is nil where the parameter is absent or is not a value of
    /// its axis. Numbers outside their range are clipped.
    public func point(of parameters: TrialParameters) -> [Double?] {
        axes.map { axis in parameters[axis.parameter.name].flatMap(axis.coordinate) }
    }
}
