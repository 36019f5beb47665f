import Foundation

enum Fixtures {
    /// A JSON file of the folder `Fixtures`.
    static func decode<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value {
        let url = Bundle.module.bundleURL.appending(path: "Fixtures/\(name).json")
        return try JSONDecoder().decode(type, from: Data(contentsOf: url))
    }
}
