import AnnealingStudies
import StudyFiles
import Testing

@Suite("Networks on a command line")
struct NetworkListTests {
    private func seeds(_ text: String) throws -> [[UInt32]] {
        try NetworkList.networks(text, layers: [4, 2]).map { [$0.weightSeed] + $0.inputSeeds }
    }

    @Test("are pairs of seeds, of ranges, or a list of such")
    func pairs() throws {
        #expect(try seeds("17:117") == [[17, 117]])
        #expect(try seeds("17..19:117..119") == [[17, 117], [18, 118], [19, 119]])
        #expect(try seeds("1:2, 5..6:8..9,0:4294967295") == [[1, 2], [5, 8], [6, 9], [0, 4_294_967_295]])
        #expect(try NetworkList.networks("1:2", layers: [4, 2])[0].layers == [4, 2])
    }

    @Test("are those of a study file")
    func file() throws {
        let path = ShippedStudies.path("robust-5000")
        let networks = try NetworkList.settings(ofStudyFile: path).networks
        #expect(NetworkList.isStudyFile(path) && !NetworkList.isStudyFile("17:117"))
        #expect(networks.count == 16)
        #expect(networks[15] == NetworkSpecification(layers: [500, 500, 10], weightSeed: 16, inputSeeds: [116]))
        #expect(throws: NetworkListError.self) {
            try NetworkList.settings(ofStudyFile: ShippedStudies.path("mnist-schedules"))
        }
        #expect(throws: StudyFileError.self) { try NetworkList.settings(ofStudyFile: "nowhere.yaml") }
    }

    @Test(
        "that are none are refused with the text, the rule and the remedy",
        arguments: [
            ("", "not two seeds"), ("17", "not two seeds"), ("1:2:3", "not two seeds"), ("1:2,", "not two seeds"),
            ("a:1", "no seed"), ("1:-1", "no seed"), ("1..:2", "no seed"), ("1..2..3:4..6", "no seed"),
            ("2..1:1..2", "no seed"), ("4294967296:1", "no seed"), ("1..3:1..2", "3 seeds of weights and 2 of inputs"),
            ("1:2,1:2", "networks 0 and 1 are the same (4-2, weights 1, input 2), which would count twice"),
            ("1..1001:1..1001", "1001 networks"),
            ("0..4294967295:0..4294967295", "4294967296 networks"),
            ("1..900:1..900,1001..1900:1..900", "names 1800"),
        ])
    func refused(text: String, rule: String) {
        do {
            _ = try NetworkList.networks(text, layers: [4, 2])
            Issue.record("it was accepted")
        } catch {
            #expect("\(error)".contains(rule), "\(error)")
        }
    }
}
