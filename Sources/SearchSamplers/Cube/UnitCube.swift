import Foundation
import HyperparameterSearch

/// The coordinates in which samplers work: each parameter of a search space that varies is a coordinate in [0, 1].
///
/// A range maps linearly, or by its logarithm, to [0, 1]. A whole number, a step or a value of a list is a cell, and a
/// value is modelled as the middle of its cell. All cells of an axis are equally wide, except that
/// those of whole numbers on a log scale have the widths of that scale.
public struct UnitCube: Sendable {
    /// The space whose parameters are the coordinates.
    public let space: SearchSpace
    /// Real numbers are rounded to this many significant digits before they are evaluated or modelled.
    public let significantDigits: Int?
    /// The parameters that vary, in the space's order.
    public let axes: [CubeAxis]

    /// `[axis]`: the axes that decide whether this axis is in a trial, and their cells where it is.
    private let conditions: [[AxisCondition]]

    /// The cube of a space.
    ///
    /// Real numbers are rounded to `significantDigits`; nil for no rounding.
    public init(_ space: SearchSpace, significantDigits: Int? = nil) {
        self.space = space
        self.significantDigits = significantDigits
        axes = space.parameters.compactMap { CubeAxis($0) }
        conditions = AxisCondition.all(of: axes, in: space)
    }

    /// The number of coordinates.
    public var dimension: Int { axes.count }

    /// Whether a point has this axis: whether the axis's parameter is in a trial with the values of the axes before it.
    ///
    /// - Parameters:
    ///   - axis: the index of the axis.
    ///   - point: `[axis]`; nil for the axes that the point does not have. Only the axes before `axis` count.
    public func isActive(_ axis: Int, at point: [Double?]) -> Bool {
        conditions[axis].allSatisfy { condition in
            point[condition.axis].map { condition.cells.contains(axes[condition.axis].cell(at: $0)) } ?? false
        }
    }

    /// The parameters at a point, without those whose conditions are not fulfilled there.
    ///
    /// - Parameter point: `[axis]`; coordinates outside [0, 1] are clipped.
    public func parameters(at point: [Double]) -> TrialParameters { parameters(at: point.map(Optional.some)) }

    /// The parameters at a point that has a coordinate on each axis that it has.
    func parameters(at point: [Double?]) -> TrialParameters {
        var values: [String: ParameterValue] = [:]
        var axis = 0
        for parameter in space.parameters {
            let isAxis = axis < axes.count && axes[axis].parameter.name == parameter.name
            if space.isActive(parameter, given: values) {
                values[parameter.name] =
                    isAxis
                    ? axes[axis].value(at: point[axis] ?? 0.5, significantDigits: significantDigits)
                    : parameter.domain.value(at: 0)
            }
            axis += isAxis ? 1 : 0
        }
        return TrialParameters(values)
    }

    /// The point of these parameters, `[axis]`. A coordinate is nil where the parameter is absent or is not a value of
    /// its axis. Numbers outside their range are clipped.
    public func point(of parameters: TrialParameters) -> [Double?] {
        axes.map { axis in parameters[axis.parameter.name].flatMap(axis.coordinate) }
    }
}
