import SpikingDynamics
import StudyFiles

/// The schedules that a study searches for epsilon or for lambda: one that all layers share, or one for each layer.
public enum LayerAxes: Sendable, Hashable {
    case shared(ScheduleAxes)
    /// The lowest layer first: for epsilon the layers above the input, for lambda all layers.
    case each([ScheduleAxes])

    /// The number of layers with a schedule of their own; nil if all share one.
    public var count: Int? {
        if case .each(let axes) = self { axes.count } else { nil }
    }

    /// The parameters in the order in which they are drawn, the lowest layer first.
    func dimensions(of rate: ConvergenceFailure.Rate) -> [DeclaredSpace.Dimension] {
        switch self {
        case .shared(let axes): axes.dimensions(of: rate.rawValue)
        case .each(let axes): axes.enumerated().flatMap { $1.dimensions(of: rate.layerName($0)) }
        }
    }

    var canonical: CanonicalValue {
        switch self {
        case .shared(let axes): axes.canonical
        case .each(let axes): .object(["layers": .list(axes.map(\.canonical))])
        }
    }
}

extension LayerAxes {
    /// Reads a schedule, or `{layers: [...]}` with a schedule for each layer.
    ///
    /// - Parameter isGrid: whether each range needs a count.
    init(_ value: YAMLValue, isGrid: Bool) throws(StudyFileError) {
        guard value.isMapping, let layers = try value.mapping("a schedule")["layers"] else {
            self = .shared(try ScheduleAxes(value, isGrid: isGrid))
            return
        }
        try value.mapping("a schedule for each layer").allow(only: ScheduleKeys.layers(.number))
        var axes: [ScheduleAxes] = []
        for item in try layers.list("schedules, one for each layer") {
            axes.append(try ScheduleAxes(item, isGrid: isGrid))
        }
        try layers.checkLayerCount(axes.count)
        self = .each(axes)
    }
}

extension ConvergenceFailure.Rate {
    /// The name of the schedule in a layer, by its place in the list of schedules. Layers count from 0, the input, which
    /// has a lambda and no epsilon: `lambda.layer0`, `epsilon.layer1`.
    func layerName(_ place: Int) -> String { "\(rawValue).layer\(self == .epsilon ? place + 1 : place)" }
}

extension YAMLValue {
    /// The schedules of a point: a schedule's text, or `{layers: [...]}` with a text for each layer.
    func layerSchedules() throws(StudyFileError) -> LayerSchedules {
        guard isMapping, let layers = try mapping("schedules")["layers"] else { return .shared(try schedule()) }
        try mapping("a schedule for each layer").allow(only: ScheduleKeys.layers(.number))
        var schedules: [Schedule] = []
        for item in try layers.list("schedules, one for each layer") { schedules.append(try item.schedule()) }
        try layers.checkLayerCount(schedules.count)
        return .each(schedules)
    }

    fileprivate func checkLayerCount(_ count: Int) throws(StudyFileError) {
        guard (1...LayerSchedules.mostLayers).contains(count) else {
            throw error(
                rule: "1 to \(LayerSchedules.mostLayers) layers may have schedules of their own",
                remedy: "list one for each layer of the network")
        }
    }
}

extension LayerSchedules {
    /// The schedules as a stored definition has them.
    var canonical: CanonicalValue {
        switch self {
        case .shared(let schedule): .text(schedule.description)
        case .each(let schedules): .object(["layers": .list(schedules.map { .text($0.description) })])
        }
    }
}
