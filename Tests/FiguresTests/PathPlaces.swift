/// The places that a path goes through, in the forms that pictures have: `M`, `L` and `m` with two numbers each, `h0`
/// and `Z` without any.
enum PathPlaces {
    static func of(_ path: String) -> [(x: Double, y: Double)] {
        var places: [(x: Double, y: Double)] = []
        let numbers = /-?(?:\d+\.?\d*|\.\d+)/
        for command in path.matches(of: /([MLmhZ])([^MLmhZ]*)/) {
            let arguments = command.2.matches(of: numbers).compactMap { number -> Double? in
                Double(number.0.hasPrefix(".") ? "0" + number.0 : number.0.replacing("-.", with: "-0."))
            }
            guard arguments.count == 2 else { continue }
            let start = command.1 == "m" ? places.last ?? (0, 0) : (0, 0)
            places.append((start.0 + arguments[0], start.1 + arguments[1]))
        }
        return places
    }
}
