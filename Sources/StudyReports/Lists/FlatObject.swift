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

    /// - Returns: false where the text is not such an object, has an escaped character, or has a number in another form than
    ///   lists print it in.
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
            default:
                while place < end, text[place] != UInt8(ascii: ",") { place += 1 }
                guard Self.isAsPrinted(UnsafeBufferPointer(rebasing: text[start..<place])) else { return false }
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

    /// Whether a text is a truth value, or a number as `Double.shortestText` prints it. (Of two texts of the same number
    /// with 16 and 17 digits either counts.)
    private static func isAsPrinted(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let zero = UInt8(ascii: "0")
        let point = UInt8(ascii: ".")
        var place = text.first == UInt8(ascii: "-") ? 1 : 0
        let first = place
        // The digits from the first one that is not 0, and the zeros before it.
        var (digits, zeros, points) = (0, 0, 0)
        while place < text.count {
            let byte = text[place]
            if byte == point {
                points += 1
            } else if byte == zero, digits == 0 {
                zeros += 1
            } else if zero...UInt8(ascii: "9") ~= byte {
                digits += 1
            } else {
                return isAsPrintedWhole(text)
            }
            place += 1
        }
        guard digits > 0, digits <= 17, points == 1, zeros <= 4, text[first] != point else {
            // A whole number, a very small one, or no number.
            return points == 0 && digits > 0 && digits <= 15 && zeros == 0 || isAsPrintedWhole(text)
        }
        // A fraction: one zero before the point or none, and no zero at the end.
        let isBelowOne = text[first] == zero
        return text[text.count - 1] != zero && text[text.count - 1] != point
            && (isBelowOne ? text[first + 1] == point : zeros == 0)
    }

    private static func isAsPrintedWhole(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let whole = String(decoding: text, as: UTF8.self)
        return whole == "true" || whole == "false" || Double(whole)?.shortestText == whole
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
