/// Whether a text can name a value that a program prints or a user tells: 1 to 100 characters, without control
/// characters.
public func isUsable(valueName name: String) -> Bool {
    (1...100).contains(name.count) && !name.unicodeScalars.contains { $0.properties.generalCategory == .control }
}
