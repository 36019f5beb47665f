import HyperparameterSearch
import StudyFiles

extension ProgramSettings {
    /// Reads the settings of a study of a program.
    public init(settings value: YAMLValue) throws(StudyFileError) {
        let program = try value.mapping("the settings of a program")
        try program.allow(only: ProgramKeys.program.settings)
        let (direction, name) = try Self.measure(program)
        self.init(try Self.command(program.required("command")), direction: direction, measureName: name)
        timeout = try program["timeout"].map { (value) throws(StudyFileError) in try Self.timeout(value) }
        steps = try program["steps"]?.integer(in: ProgramKeys.steps)
        if let value = program["environment"] { environment = try Self.environment(value) }
        directory = try program["directory"].map { (value) throws(StudyFileError) in try Self.directory(value) }
        retries = try program["retries"]?.integer(in: ProgramKeys.retries) ?? 0
        seed = try program["seed"]?.seedNumber() ?? 0
    }

    private static func measure(_ program: YAMLMapping) throws(StudyFileError) -> (Direction, String) {
        let word = program["maximize"] == nil ? "minimize" : "maximize"
        let value = try program.required(word)
        if word == "maximize", let other = program["minimize"] {
            throw other.error(rule: "a study has one value to search for", remedy: "remove 'minimize' or 'maximize'")
        }
        let name = try value.text("the name of a value, such as loss")
        guard isUsable(valueName: name) else {
            throw value.error(
                rule: "this cannot name a value", remedy: "write 1 to 100 printable characters, such as loss")
        }
        return (word == "minimize" ? .minimize : .maximize, name)
    }

    private static func command(_ value: YAMLValue) throws(StudyFileError) -> CommandTemplate {
        let example = "[python3, train.py, \"--lr={lr}\"]"
        guard value.isSequence else {
            throw value.error(
                rule: "a command is a list of words, because no shell reads it", remedy: "write it as in \(example)")
        }
        let items = try value.list("a command")
        var words: [String] = []
        for item in items { words.append(try item.text("a word of the command")) }
        guard let first = words.first, !first.isEmpty else {
            throw value.error(rule: "the command has no program", remedy: "name one, as in \(example)")
        }
        do {
            return try CommandTemplate(words)
        } catch {
            throw items[error.index].error(rule: error.rule, remedy: error.remedy)
        }
    }

    private static func timeout(_ value: YAMLValue) throws(StudyFileError) -> TimeLimit {
        guard let limit = TimeLimit(text: try value.text("a time, such as 30 min")) else {
            throw value.error(rule: "this is not a time", remedy: "write a number and s, min or h, as in 30 min")
        }
        return limit
    }

    private static func environment(_ value: YAMLValue) throws(StudyFileError) -> [String: String] {
        let mapping = try value.mapping("variables, as in {OMP_NUM_THREADS: 1}")
        var variables: [String: String] = [:]
        for name in mapping.names {
            let entry = try mapping.required(name)
            guard !name.isEmpty, !name.contains("="), !name.utf8.contains(0) else {
                throw entry.error(rule: "this is not the name of a variable", remedy: "write a name without '='")
            }
            guard name != "SETTLE_TRIAL" else {
                throw entry.error(rule: "Settle itself sets this variable", remedy: "remove it")
            }
            let text = try entry.text("a text")
            guard !text.utf8.contains(0) else {
                throw entry.error(rule: "a variable cannot have a zero character", remedy: "remove it")
            }
            variables[name] = text
        }
        return variables
    }

    private static func directory(_ value: YAMLValue) throws(StudyFileError) -> String {
        let path = try value.text("a folder")
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw value.error(rule: "this is not a folder", remedy: "write its path, or remove 'directory'")
        }
        return path
    }
}

extension ProgramSettings {
    /// Checks the names in the command against the parameters, and that a scheduler knows the steps.
    public func check(_ study: DeclaredStudy, written root: YAMLMapping) throws(StudyFileError) {
        let program = try root.required("objective").mapping("an objective").required(Self.key)
            .mapping("the settings of a program")
        try checkNames(of: study, program)
        if study.scheduler != nil, steps == nil, let scheduler = root["scheduler"] {
            throw scheduler.error(
                rule: "a scheduler needs to know how many steps the program reports",
                remedy: "add 'steps: 81' to the program, its largest step, or remove 'scheduler'")
        }
    }

    private func checkNames(of study: DeclaredStudy, _ program: YAMLMapping) throws(StudyFileError) {
        let names = study.parameterNames
        let known = CommandTemplate.ownNames.union(names)
        let conditional = Set(
            study.sampling.space?.dimensions.filter { $0.parameter.condition != nil }.map(\.parameter.name) ?? [])
        for (index, item) in try program.required("command").list("a command").enumerated() {
            for name in command.names(in: index) where !known.contains(name) {
                throw item.error(
                    rule: "the space has no parameter '\(name)'",
                    remedy: "write one of \(names.joined(separator: ", ")), or {{ for a brace")
            }
            if index == 0, let name = command.names(in: 0).first(where: conditional.contains) {
                throw item.error(
                    rule: "the program itself cannot depend on '\(name)', which not every trial has",
                    remedy: "name the program")
            }
        }
    }
}
