import AnnealingStudies
import Foundation
import HyperparameterSearch
import SearchContracts
import SpikingDynamics
import StudyFiles
import Testing

@Suite("Exported schedules")
struct ExportedSchedulesTests {
    private let study: DeclaredStudy
    private let trials: [Trial]

    init() throws {
        study = try StudyFile.read(path: ShippedStudies.path("paper-5000"))
        let sampler = try study.independentSampler()
        trials = try [4333, 0].map { number in
            let candidate = Candidate(number: number, parameters: try sampler.parameters(ofTrial: number))
            let evaluation = Evaluation(
                .complete(value: 0.1 + Double(number)), values: ["meanError": 0.1 + Double(number), "spikes": 7])
            let now = Date(timeIntervalSince1970: 0)
            return Trial(FinishedTrial(candidate, evaluation, started: now, finished: now), run: RunID(1))
        }
    }

    @Test("say what was searched, and each schedule as text, best first")
    func shape() throws {
        let text = try ExportedSchedules(trials, of: study).json
        #expect(text.hasSuffix("}\n"))
        let root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(root.keys.sorted() == ["definition", "format", "objective", "schedules", "study"])
        #expect(root["format"] as? String == "settle-schedules-1")
        #expect(root["study"] as? String == "paper-5000")
        #expect(root["objective"] as? String == "meanError")
        let schedules = try #require(root["schedules"] as? [[String: Any]])
        #expect(schedules.map { $0["trial"] as? Int } == [4333, 0])
        #expect(
            schedules[0].keys.sorted() == ["epsilon", "lambda", "parameters", "quantizer", "trial", "value", "values"])
        let parameters = try #require(schedules[0]["parameters"] as? [String: Any])
        #expect(parameters["epsilon.initial"] as? Double == 0.843 && parameters["lambda.exponent"] as? Double == 0.584)
        #expect(schedules[0]["epsilon"] as? String == "0.843/t^0.0923")
        #expect(schedules[0]["lambda"] as? String == "0.832/t^0.584")
        #expect(schedules[0]["quantizer"] as? String == "sigma-delta")
        #expect(schedules[0]["value"] as? Double == 4333.1)
        #expect(schedules[1]["values"] as? [String: Double] == ["meanError": 0.1, "spikes": 7])
        let definition = try #require(root["definition"] as? [String: Any])
        #expect(definition.keys.sorted() == ["objective", "sampler", "space"])
    }

    @Test("hold the definition that reads back as the study")
    func definition() throws {
        let text = try ExportedSchedules(trials, of: study).json
        let root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let definition = try JSONSerialization.data(withJSONObject: #require(root["definition"]))
        let stored = try StudyDefinition(
            name: study.name, text: String(decoding: definition, as: UTF8.self), direction: .minimize, budget: 5000)
        #expect(try StudyFile.read(stored) == study)
    }

    @Test("decode to what they were")
    func roundTrip() throws {
        let exported = try ExportedSchedules(trials, of: study)
        #expect(try JSONDecoder().decode(ExportedSchedules.self, from: Data(exported.json.utf8)) == exported)
    }

    @Test("in results/ are what this version would write", arguments: ["paper-5000", "robust-5000"])
    func results(study: String) throws {
        let path = ShippedStudies.folder.deletingLastPathComponent().appendingPathComponent(
            "results/\(study)/best.json")
        let data = try Data(contentsOf: path)
        let exported = try JSONDecoder().decode(ExportedSchedules.self, from: data)
        #expect(try exported.json == String(decoding: data, as: UTF8.self))
        #expect(exported.schedules.count == 50 && exported.schedules.allSatisfy { $0.parameters != nil })
        #expect(try ScheduleFile.points(nil, path: path.path).count == 50)
    }

    @Test("of a form that is not known are refused")
    func unknownFormat() throws {
        let text = try ExportedSchedules(trials, of: study).json.replacing(
            "settle-schedules-1", with: "settle-schedules-9")
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(ExportedSchedules.self, from: Data(text.utf8))
        }
    }

    @Test("leave out trials without a value")
    func incomplete() throws {
        let exported = try ExportedSchedules([Trial(number: 3, claimedBy: nil)] + trials, of: study)
        #expect(exported.schedules.map(\.trial) == [4333, 0])
    }
}
