import Figures

/// The names of parameters in figures, with the Greek letters of the schedules.
enum ParameterName {
    static func text(_ name: String) -> RichText {
        for (word, letter) in [("epsilon.", "ε "), ("lambda.", "λ ")] where name.hasPrefix(word) {
            return RichText(verbatim: letter + name.dropFirst(word.count))
        }
        return RichText(verbatim: name)
    }

    /// The part of the name before its last point, which is the name of the schedule; empty if the name has no point.
    static func group(_ name: String) -> Substring {
        name.lastIndex(of: ".").map { name[..<$0] } ?? ""
    }
}
