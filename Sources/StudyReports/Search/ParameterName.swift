import Figures

/// A parameter's name as it is shown: the schedules by their letters.
enum ParameterName {
    static func text(_ name: String) -> RichText {
        for (word, letter) in [("epsilon.", "ε "), ("lambda.", "λ ")] where name.hasPrefix(word) {
            return RichText(verbatim: letter + name.dropFirst(word.count))
        }
        return RichText(verbatim: name)
    }

    /// What stands before the last point: the schedule that the parameter is one of. Empty where there is none.
    static func group(_ name: String) -> Substring {
        name.lastIndex(of: ".").map { name[..<$0] } ?? ""
    }
}
