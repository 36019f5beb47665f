import HyperparameterSearch

/// Writes the attributes that Settle's store keeps of a study or a trial. Those that came from Optuna get their own
/// keys back.
struct ExportedAttributes {
    let writer: OptunaWriter
    /// Nil for the study.
    let number: Int?

    func write(_ attributes: [String: String]) throws {
        for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
            switch name {
            case OptunaNames.userTexts: try addTexts(value, isSystem: false)
            case OptunaNames.systemTexts: try addTexts(value, isSystem: true)
            case OptunaNames.trial where number != nil: try restore(value)
            case _ where name.hasPrefix(OptunaNames.user):
                try add(String(name.dropFirst(OptunaNames.user.count)), value, isSystem: false)
            case _ where name.hasPrefix(OptunaNames.system):
                try add(String(name.dropFirst(OptunaNames.system.count)), value, isSystem: true)
            default: try add(OptunaNames.attribute + name, value, isSystem: false)
            }
        }
    }

    private func add(_ key: String, _ json: String, isSystem: Bool) throws {
        try writer.addAttribute(key, json, isSystem: isSystem, ofTrial: number)
    }

    private func addTexts(_ object: String, isSystem: Bool) throws {
        guard case .object(let texts)? = PythonJSON(object) else { return }
        for (key, value) in texts.sorted(by: { $0.key < $1.key }) {
            if let text = value.text { try add(key, text, isSystem: isSystem) }
        }
    }

    /// Gives a trial the state and the value that it had in Optuna.
    private func restore(_ object: String) throws {
        guard let number, let json = PythonJSON(object),
            let state = json["state"]?.text.flatMap(OptunaWriter.State.init)
        else { return }
        try writer.setState(state, ofTrial: number)
        if let type = json["value"]?.text, ["INF_POS", "INF_NEG"].contains(type) {
            try writer.addValue(nil, type: type, ofTrial: number)
        }
    }
}
