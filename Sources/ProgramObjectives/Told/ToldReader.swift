import HyperparameterSearch
import StudyFiles

extension ToldSettings {
    /// Reads the settings of a study whose values are told: `{minimize: loss, steps: 81, values: [accuracy]}`.
    public init(settings value: YAMLValue) throws(StudyFileError) {
        let told = try value.mapping("the value that is told, as in {minimize: loss}")
        try told.allow(only: ProgramKeys.told.settings)
        let (direction, name) = try Self.measure(told)
        self.init(direction, of: name)
        steps = try told["steps"]?.integer(in: ProgramKeys.toldSteps)
        otherValues = try told["values"].map { value throws(StudyFileError) in try Self.names(value, beside: name) }
    }

    private static func measure(_ told: YAMLMapping) throws(StudyFileError) -> (Direction, String) {
        if let value = told["maximize"] {
            guard told["minimize"] == nil else {
                throw value.error(
                    rule: "a study has one value to search for", remedy: "remove 'minimize' or 'maximize'")
            }
            return (.maximize, try name(value))
        }
        guard let value = told["minimize"] else {
            throw told.value.error(
                rule: "it does not say which value is searched for",
                remedy: "add 'minimize: loss' or 'maximize: accuracy'")
        }
        return (.minimize, try name(value))
    }

    private static func name(_ value: YAMLValue) throws(StudyFileError) -> String {
        let name = try value.text("the name of a value, such as loss")
        guard isUsable(valueName: name) else {
            throw value.error(
                rule: "this cannot name a value", remedy: "use 1 to 100 characters, without control characters")
        }
        return name
    }

    private static func names(_ list: YAMLValue, beside measure: String) throws(StudyFileError) -> [String] {
        var names: [String] = []
        for item in try list.list("names of values, as in [accuracy, seconds]") {
            let name = try name(item)
            guard name != measure, !names.contains(name) else {
                throw item.error(rule: "the name stands twice", remedy: "remove it here")
            }
            names.append(name)
        }
        return names
    }

    /// Checks that a scheduler knows the steps.
    public func check(_ study: DeclaredStudy, written root: YAMLMapping) throws(StudyFileError) {
        guard study.scheduler != nil, steps == nil, let scheduler = root["scheduler"] else { return }
        throw scheduler.error(
            rule: "a scheduler needs to know how many steps a trial has",
            remedy: "add 'steps: 81' to what is told, or remove 'scheduler'")
    }

    /// The settings as a stored definition has them.
    public var canonical: CanonicalValue {
        var object: [String: CanonicalValue] = [direction.rawValue: .text(measureName)]
        object["steps"] = steps.map(CanonicalValue.integer)
        object["values"] = otherValues.map { .list($0.map(CanonicalValue.text)) }
        return .object(object)
    }
}
