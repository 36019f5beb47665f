/// The schedules of one coefficient, epsilon or lambda, in the layers of a network.
public enum LayerSchedules: Sendable, Hashable {
    /// All layers have this one.
    case shared(Schedule)
    /// Every layer has its own, the lowest first: epsilon in the layers above the input, which move, and lambda in all
    /// layers, which send.
    case each([Schedule])

    /// The schedule that all layers have; nil if two layers differ.
    public var common: Schedule? {
        switch self {
        case .shared(let schedule): schedule
        case .each(let schedules): schedules.allSatisfy { $0 == schedules[0] } ? schedules.first : nil
        }
    }

    /// The schedules in order; one if all layers share it.
    public var all: [Schedule] {
        switch self {
        case .shared(let schedule): [schedule]
        case .each(let schedules): schedules
        }
    }

    /// The number of layers that have a schedule of their own; nil if all share one.
    public var count: Int? {
        if case .each(let schedules) = self { schedules.count } else { nil }
    }

    /// The schedule of the layer at this place, from 0. A shared one has every place.
    public subscript(place: Int) -> Schedule {
        switch self {
        case .shared(let schedule): schedule
        case .each(let schedules): schedules[place]
        }
    }
}

/// The text form: that of the shared schedule, or `[0.9/t, 1.7/t^0.5, 2]`.
extension LayerSchedules: CustomStringConvertible {
    /// The most layers with a schedule of their own.
    public static let mostLayers = 100

    public var description: String {
        switch self {
        case .shared(let schedule): schedule.description
        case .each(let schedules): "[\(schedules.map(\.description).joined(separator: ", "))]"
        }
    }

    /// Reads a schedule's text, or several in brackets with commas between.
    ///
    /// - Throws: `ScheduleSyntaxError`; its position counts within the schedule that cannot be read.
    public init(parsing text: String) throws(ScheduleSyntaxError) {
        let trimmed = text.drop(while: \.isWhitespace)
        guard trimmed.first == "[" else {
            self = .shared(try Schedule(parsing: text))
            return
        }
        guard let end = trimmed.lastIndex(where: { !$0.isWhitespace }), trimmed[end] == "]", end > trimmed.startIndex
        else {
            throw ScheduleSyntaxError(
                text: text, position: text.count + 1, expected: "\"]\" after the schedules of the layers")
        }
        let parts = Self.texts(in: trimmed[trimmed.index(after: trimmed.startIndex)..<end])
        guard parts.count <= Self.mostLayers else {
            throw ScheduleSyntaxError(
                text: text, position: 1, expected: "the schedules of at most \(Self.mostLayers) layers")
        }
        var schedules: [Schedule] = []
        for part in parts { schedules.append(try Schedule(parsing: String(part))) }
        self = .each(schedules)
    }

    /// The parts of a text between the commas that stand outside parentheses and brackets.
    package static func texts(in text: Substring) -> [Substring] {
        var depth = 0
        return text.split(omittingEmptySubsequences: false) { character in
            if "([".contains(character) { depth += 1 }
            if ")]".contains(character) { depth -= 1 }
            return character == "," && depth == 0
        }
    }
}
