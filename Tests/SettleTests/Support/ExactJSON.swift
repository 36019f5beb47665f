import Foundation

/// JSON as dictionaries, arrays, texts, numbers, truth values and nulls. `JSONSerialization` has been seen to change a number's last bit.
struct ExactJSON: Decodable {
    let value: Any

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            value = NSNull()
        } else if let boolean = try? container.decode(Bool.self) {
            value = boolean
        } else if let number = try? container.decode(Double.self) {
            value = NSNumber(value: number)
        } else if let text = try? container.decode(String.self) {
            value = text
        } else if let list = try? container.decode([ExactJSON].self) {
            value = list.map(\.value)
        } else {
            value = try container.decode([String: ExactJSON].self).mapValues(\.value)
        }
    }
}
