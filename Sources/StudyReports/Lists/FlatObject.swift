/// Finds the members in texts of JSON objects without nesting and spaces.
///
/// The objects of a study nearly always have the same names in the same order, so a text's names are first compared with
/// those of the text before.
struct FlatObject {
    /// The names of the last text's members, in UTF-8, and how often they have changed.
    private(set) var names: [[UInt8]] = []
    private(set) var changes = 0
    /// `[member]`: where the value is in the text. A word is taken with its quotes.
    private(set) var values: [Range<Int>] = []

    /// - Returns: false where the text is not such an object, or has an escaped character.
    mutating func scan(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        values.removeAll(keepingCapacity: true)
        guard text.count >= 2, text[0] == UInt8(ascii: "{"), text[text.count - 1] == UInt8(ascii: "}") else {
            return false
        }
        let end = text.count - 1
        var place = 1
        while place < end {
            guard let name = Self.word(text, from: place, to: end) else { return false }
            take(UnsafeBufferPointer(rebasing: text[(name.lowerBound + 1)..<(name.upperBound - 1)]))
            place = name.upperBound
            guard place < end, text[place] == UInt8(ascii: ":") else { return false }
            place += 1
            guard place < end else { return false }
            let start = place
            switch text[place] {
            case UInt8(ascii: "\""):
                guard let word = Self.word(text, from: place, to: end) else { return false }
                place = word.upperBound
            case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "n"): return false
            default: while place < end, text[place] != UInt8(ascii: ",") { place += 1 }
            }
            values.append(start..<place)
            guard place == end || text[place] == UInt8(ascii: ",") else { return false }
            place += 1
        }
        if names.count > values.count {
            names.removeLast(names.count - values.count)
            changes += 1
        }
        return place == end + 1 || text.count == 2
    }

    /// Takes the name of the next member.
    private mutating func take(_ name: UnsafeBufferPointer<UInt8>) {
        let index = values.count
        if index < names.count, names[index].elementsEqual(name) { return }
        names.removeLast(max(0, names.count - index))
        names.append(Array(name))
        changes += 1
    }

    /// A word with its quotes; nil where there is none, or where it has an escaped character.
    private static func word(_ text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Range<Int>? {
        guard text[start] == UInt8(ascii: "\"") else { return nil }
        var place = start + 1
        while place < end {
            switch text[place] {
            case UInt8(ascii: "\""): return start..<place + 1
            case UInt8(ascii: "\\"): return nil
            default: place += 1
            }
        }
        return nil
    }
}
