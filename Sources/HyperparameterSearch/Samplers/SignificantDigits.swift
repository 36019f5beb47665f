import Foundation

extension Double {
    /// The number that C's `%.*g` prints with this many digits; nil where that is no number.
    func rounded(significantDigits count: Int) -> Double? {
        shortestRounded(significantDigits: count) ?? printed(significantDigits: count)
    }

    /// Rounds the shortest decimal text of the number, which takes a fifth of the time of printing the exact number.
    ///
    /// The two rounded numbers are equal unless the digits that are left out are a 5 and zeros. Otherwise the text and the
    /// exact number lie on the same side of the midpoint between two results: a midpoint between them would be closer to
    /// the number than the text, and not longer, so that it would have been the text.
    ///
    /// - Returns: nil where the digits that are left out are a 5 and zeros, and for texts with an exponent.
    private func shortestRounded(significantDigits count: Int) -> Double? {
        var text = Array(description.utf8)
        let (zero, point) = (UInt8(ascii: "0"), UInt8(ascii: "."))
        let isDigit = { (byte: UInt8) in zero...UInt8(ascii: "9") ~= byte }
        guard count > 0, text.allSatisfy({ isDigit($0) || $0 == point || $0 == UInt8(ascii: "-") }),
            let first = text.firstIndex(where: { isDigit($0) && $0 != zero })
        else { return nil }
        let digits = text.indices.filter { $0 >= first && text[$0] != point }
        guard digits.count > count else { return self }
        let tail = digits[count...]
        guard let next = tail.first,
            text[next] != UInt8(ascii: "5") || tail.dropFirst().contains(where: { text[$0] != zero })
        else { return nil }
        let isUp = text[next] >= UInt8(ascii: "5")
        for place in tail { text[place] = zero }
        if isUp {
            // Nines become zeros, up to the first other digit.
            var places = text.indices[..<next].reversed().filter { isDigit(text[$0]) }[...]
            while let place = places.first, text[place] == UInt8(ascii: "9") {
                text[place] = zero
                places.removeFirst()
            }
            if let place = places.first {
                text[place] += 1
            } else {
                text.insert(UInt8(ascii: "1"), at: text.first == UInt8(ascii: "-") ? 1 : 0)
            }
        }
        return Double(String(decoding: text, as: UTF8.self))
    }

    /// Prints the number with this many digits, and reads it.
    func printed(significantDigits count: Int) -> Double? { Double(String(format: "%.\(count)g", self)) }
}
