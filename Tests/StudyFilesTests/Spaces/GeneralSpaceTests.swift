import HyperparameterSearch
import StudyFiles
import Testing

@Suite("A general space of a study file") struct GeneralSpaceTests {
    private static let space = """
        rate: {from: 0.0001, to: 0.1, log: true}
        drop: {from: 0, to: 0.5, step: 0.1}
        layers: {from: 1, to: 4, integer: true}
        units: {from: 8, to: 512, integer: true, log: true}
        heads: {from: 2, to: 8, integer: true, step: 2}
        optimizer: [sgd, adam]
        momentum: {from: 0, to: 1, when: {optimizer: sgd}}
        amsgrad: {values: [true, false], when: {optimizer: [adam]}}
        batch: [64, 32]
        mixed: [auto, 3, "3", true, "true", "no", null-like]
        seed: 7
        device: cuda
        debug: false
        scale: {from: 1, to: 3, when: {layers: [2, 3]}}
        """

    private static let parameters: [Parameter] = [
        .float("rate", in: 1e-4...0.1, scale: .log), .float("drop", in: 0...0.5, step: 0.1),
        .integer("layers", in: 1...4), .integer("units", in: 8...512, scale: .log),
        .integer("heads", in: 2...8, step: 2), .categorical("optimizer", ["sgd", "adam"]),
        .float("momentum", in: 0...1).when("optimizer", is: ["sgd"]),
        .choice("amsgrad", [true, false]).when("optimizer", is: ["adam"]), .choice("batch", [64, 32]),
        .choice("mixed", ["auto", 3, "3", true, "true", "no", "null-like"]), .fixed("seed", 7),
        .fixed("device", "cuda"), .fixed("debug", false), .float("scale", in: 1...3).when("layers", is: [2, 3]),
    ]

    @Test("has every form of a parameter, in the order of the file")
    func forms() throws {
        let study = try AnyStudy(space: Self.space).read()
        #expect(try study.searchedParameters() == Self.parameters)
        #expect(study.parameterNames == Self.parameters.map(\.name))
        #expect(
            try study.definition().text == #"{"objective":{"any":{}},"sampler":{"random":{"seed":1,"stream":"keyed"}},"#
                + #""space":[{"rate":{"from":0.0001,"log":true,"to":0.1}},{"drop":{"from":0,"step":0.1,"to":0.5}},"#
                + #"{"layers":{"from":1,"integer":true,"to":4}},{"units":{"from":8,"integer":true,"log":true,"to":512}},"#
                + #"{"heads":{"from":2,"integer":true,"step":2,"to":8}},{"optimizer":["sgd","adam"]},"#
                + #"{"momentum":{"from":0,"to":1,"when":{"optimizer":"sgd"}}},"#
                + #"{"amsgrad":{"values":[true,false],"when":{"optimizer":"adam"}}},{"batch":[64,32]},"#
                + #"{"mixed":["auto",3,"3",true,"true","no","null-like"]},{"seed":7},{"device":"cuda"},{"debug":false},"#
                + #"{"scale":{"from":1,"to":3,"when":{"layers":[2,3]}}}]}"#)
    }

    @Test("reads back from its definition and from its file text", arguments: [false, true])
    func roundTrip(isGrid: Bool) throws {
        var declared = AnyStudy(
            space: Self.space, points: isGrid ? [] : [Self.point(""), Self.point("parent: other/3, ")], isGrid: isGrid)
        if !isGrid { declared.points[1] = declared.points[1].replacing("seed: 7", with: "seed: 7.0") }
        if isGrid {
            declared.space = Self.space.replacing("to: 0.1, log", with: "to: 0.1, count: 3, log")
                .replacing("to: 512, ", with: "to: 512, count: 2, ").replacing("to: 1,", with: "to: 1, count: 2,")
                .replacing("to: 3,", with: "to: 3, count: 2,")
        }
        let study = try declared.read()
        let definition = try study.definition()
        #expect(try StudyFile.read(definition, kinds: .any) == study)
        #expect(try StudyFile.read(study.fileText, file: "again.yaml", kinds: .any) == study)
        #expect(
            try StudyFile.read(study.fileText, file: "again.yaml", kinds: .any).definition().text == definition.text)
    }

    private static func point(_ more: String) -> String {
        "{\(more)rate: 0.001, drop: \(more.isEmpty ? 0.2 : 0.3), layers: 1, units: 9, heads: 4, optimizer: sgd, "
            + "momentum: 0.5, batch: 32, mixed: \"3\", seed: 7, device: cuda, debug: false}"
    }

    @Test("keeps names that need quotes")
    func names() throws {
        let study = try AnyStudy(
            space: "\"a: b#\": [1, 2]\n\"1\": [x, y]\n\"true\": 3\nlearning rate: {from: 0, to: 1}"
        )
        .read()
        #expect(study.parameterNames == ["a: b#", "1", "true", "learning rate"])
        #expect(try StudyFile.read(study.fileText, file: "again.yaml", kinds: .any) == study)
    }

    @Test("of programs is made of parameters, and read back", arguments: [nil, 3])
    func declared(count: Int?) throws {
        let space = DeclaredSpace(general: [
            DeclaredSpace.Dimension(.float("x", in: 0...1), count: count), DeclaredSpace.Dimension(.boolean("b")),
        ])
        #expect(
            space.canonical.text
                == #"[{"x":{\#(count.map { "\"count\":\($0)," } ?? "")"from":0,"to":1}},{"b":[false,true]}]"#)
    }

    @Test("draws its parameters in the order of the file")
    func draws() throws {
        let one = try AnyStudy(space: "a: {from: 0, to: 1}\nb: {from: 0, to: 1}").read()
        let other = try AnyStudy(space: "b: {from: 0, to: 1}\na: {from: 0, to: 1}").read()
        #expect(try one.definition().text != other.definition().text)
        let (first, second) = (
            try one.sampler().definedParameters(ofTrial: 3), try other.sampler().definedParameters(ofTrial: 3)
        )
        #expect(first?["a"] == second?["b"] && first?["b"] == second?["a"] && first != second)
    }

    @Test("makes a grid of all values of steps, whole numbers and lists, and of the others as many as it is told")
    func grid() throws {
        let study = try AnyStudy(
            space: """
                rate: {from: 0.0001, to: 0.1, log: true, count: 4}
                units: {from: 1, to: 100, integer: true, log: true, count: 3}
                drop: {from: 0, to: 0.2, step: 0.1}
                layers: {from: 1, to: 3, integer: true}
                skip: {values: [true, false], when: {layers: [2, 3]}}
                """, isGrid: true
        ).read()
        #expect(try study.definition().budget == 4 * 3 * 3 * 5)
        let all = try (0..<180).compactMap { try study.sampler().definedParameters(ofTrial: $0) }
        #expect(Set(all).count == 180)
        #expect(Set(all.compactMap { $0["rate"] }) == [1e-4, 1e-3, 0.01, 0.1])
        #expect(Set(all.compactMap { $0["units"] }) == [1, 10, 100])
        #expect(Set(all.compactMap { $0["drop"] }) == [0, 0.1, 0.2])
        #expect(all.allSatisfy { ($0["skip"] == nil) == ($0["layers"] == 1) })
    }

    @Test(
        "tells words from numbers and truth values as YAML 1.2 does",
        arguments: [
            ("1", .number(1)), ("-1.5e-3", .number(-0.0015)), ("+.5", .number(0.5)), ("2.", .number(2)),
            ("\"1\"", .category("1")), ("'true'", .category("true")), ("true", .boolean(true)),
            ("FALSE", .boolean(false)), ("yes", .category("yes")), ("off", .category("off")),
            ("1_000", .category("1_000")), ("1e", .category("1e")), ("1.2.3", .category("1.2.3")),
            ("nan", .category("nan")), ("inf", .category("inf")), (".", .category(".")), ("-", .category("-")),
            ("relu6", .category("relu6")), ("\"null\"", .category("null")), ("two words", .category("two words")),
            ("0xfg", .category("0xfg")), ("0o9", .category("0o9")), ("9007199254740992", .number(0x1p53)),
        ] as [(String, ParameterValue)])
    func scalars(text: String, value: ParameterValue) throws {
        // A lone dash begins a list.
        let written = text == "-" ? "\"-\"" : text
        #expect(
            try AnyStudy(space: "a: \(written)\nb: [1, 2]").read().searchedParameters()[0].domain == .choice([value]))
    }
}
