extension BadStudy {
    /// Files that are not what a study file is made of: a YAML mapping with known keys, each once.
    static let documents: [BadStudy] = [
        BadStudy("an empty file", "", line: nil, rule: "the file is empty", remedy: "write a study"),
        BadStudy("comments alone", "# a\n", line: nil, rule: "the file is empty", remedy: "write a study"),
        BadStudy(
            "not YAML", "name: a\nspace: {from: 1\n", line: 2,
            rule: "in the brackets that begin here, a comma or the closing bracket is missing",
            remedy: "write lists as [1, 2]"),
        BadStudy(
            "a tab", "name: a\n\tb: 2\n", line: 2, rule: "the line is indented with a tab",
            remedy: "indent with spaces"),
        BadStudy(
            "a zero byte", "name: a\0b\n", line: 1, rule: "the line has the control character U+0000",
            remedy: "remove it"),
        BadStudy(
            "two documents", "name: a\n---\nname: b\n", line: 2, rule: "a study file has one study",
            remedy: "remove what begins here"),
        BadStudy(
            "an unknown alias", 1, "name: *unknown", rule: "study files have no anchors (&name), nor aliases (*name)",
            remedy: "write the value out"),
        BadStudy(
            "brackets without end", String(repeating: "[", count: 100_000), line: 1,
            rule: "brackets are nested too deeply", remedy: "write lists as [1, 2]"),
        BadStudy(
            "a text", "just text\n", line: 1, value: "just text", rule: "this must be a study",
            remedy: "write keys and values"),
        BadStudy(
            "a list", "- 1\n- 2\n", line: 1, value: "[1, 2]", rule: "this must be a study",
            remedy: "write keys and values"),
        BadStudy(
            "a key that is a list", "[a, b]: 1\n", line: 1, value: "[a, b]", rule: "a key must be one word",
            remedy: "write 'key: value'"),
        BadStudy(
            "a duplicate key", StudyText.random.replacing(7, "    steps: 50", "    steps: 60").text, line: 7,
            key: "steps", rule: "the key stands twice", remedy: "remove one of the two"),
        BadStudy(
            "a duplicate key that would colour a terminal", "\"a\\e[31m\": 1\n\"a\\e[31m\": 2\n", line: 1,
            key: "a[31m", rule: "the key stands twice", remedy: "remove one of the two"),
        BadStudy(
            "two keys that are one without their quotes", "\"1\": a\n1: b\n", line: 1, key: "1",
            rule: "the key stands twice", remedy: "remove one of the two"),
        BadStudy(
            "an unknown key", 10, "trails: 8", value: "trails", rule: "there is no such key here",
            remedy: "the keys are: name, objective, sampler, scheduler, trials, repeat, confirm, space, points"),
        BadStudy(
            "an unknown key further down", 14, "    exponents: 0.5", key: "space.epsilon", value: "exponents",
            rule: "there is no such key here", remedy: "the keys are: initial, exponent"),
        BadStudy(
            "an unknown key of the objective", 8, "    minimise: meanError", key: "objective.convergence",
            value: "minimise", rule: "there is no such key here",
            remedy: "the keys are: layers, weights, input, networks, combine, steps"),
        BadStudy(
            "an unknown objective", 3, "  speed:", key: "objective", value: "speed",
            rule: "there is no such key here", remedy: "the keys are: convergence"),
        BadStudy(
            "a missing name", StudyText.random.replacing(1).text, line: 1, key: "name", rule: "the key is missing",
            remedy: "add 'name:'"),
        BadStudy(
            "missing steps", StudyText.random.replacing(7).text, line: 4, key: "objective.convergence.steps",
            rule: "the key is missing", remedy: "add 'steps:'"),
        BadStudy(
            "a missing number of trials", StudyText.random.replacing(10).text, line: 1, key: "trials",
            rule: "the key is missing", remedy: "add 'trials:'"),
        BadStudy(
            "a missing exponent", StudyText.random.replacing(14).text, line: 13, key: "space.epsilon.exponent",
            rule: "the key is missing", remedy: "add 'exponent:'"),
        BadStudy(
            "a range without an end", 13, "    initial: {from: 0}", key: "space.epsilon.initial.to",
            rule: "the key is missing", remedy: "add 'to:'"),
        BadStudy(
            "a missing quantizer", StudyText.random.replacing(16).text, line: 12, key: "space.quantizer",
            rule: "the key is missing", remedy: "add 'quantizer:'"),
    ]
}
