import AnnealingStudies
import Foundation
import HyperparameterSearch
import SpikingDynamics
import StudyFiles
import Testing

@Suite("The studies that are shipped")
struct ShippedStudiesTests {
    @Test("are all listed here, but for those of programs")
    func listed() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: ShippedStudies.folder.path)
        let names = (ShippedStudies.names + ["digits"]).map { "\($0).yaml" }
        #expect(files.filter { $0.hasSuffix(".yaml") }.sorted() == names.sorted())
    }

    @Test(
        "are named as their files and have their budgets",
        arguments: zip(
            ShippedStudies.names, [200, 5000, 5, 3888, 63, 13, 5000, 200, 400, 500, 1000, 61, 400, 32, 7, 200, 200]))
    func budgets(name: String, budget: Int) throws {
        let definition = try StudyFile.read(path: ShippedStudies.path(name)).definition()
        #expect(definition.name == name)
        #expect(definition.budget == budget)
        #expect(definition.direction == .minimize)
    }

    @Test(
        "paper-5000 draws the paper's schedules",
        arguments: [
            (0, "0.192/t^0.622", "0.438/t^0.785"), (4333, "0.843/t^0.0923", "0.832/t^0.584"),
            (4999, "0.255/t^0.985", "0.989/t^0.812"),
        ])
    func paperTrials(number: Int, epsilon: String, lambda: String) throws {
        let sampler = try StudyFile.read(path: ShippedStudies.path("paper-5000")).independentSampler()
        let schedules = try AnnealingSchedules(sampler.parameters(ofTrial: number))
        #expect(schedules.epsilon.description == epsilon)
        #expect(schedules.lambda.description == lambda)
        #expect(schedules.quantizer == .sigmaDelta)
    }

    @Test("paper-5000 has three trials with a parameter printed as 4.31e-05 is, and all texts read back")
    func smallParameters() throws {
        let sampler = try StudyFile.read(path: ShippedStudies.path("paper-5000")).independentSampler()
        var small = 0
        for number in 0..<5000 {
            let schedules = try AnnealingSchedules(sampler.parameters(ofTrial: number))
            let texts = [schedules.epsilon, schedules.lambda].map(\.description)
            #expect(try texts.map { try LayerSchedules(parsing: $0) } == [schedules.epsilon, schedules.lambda])
            if texts.contains(where: { $0.contains("e-") }) { small += 1 }
        }
        #expect(small == 3)
    }

    @Test("robust-5000 draws the same schedules as paper-5000, for 16 other networks")
    func robust() throws {
        let (paper, robust) = try (
            StudyFile.read(path: ShippedStudies.path("paper-5000")),
            StudyFile.read(path: ShippedStudies.path("robust-5000"))
        )
        let samplers = (try paper.independentSampler(), try robust.independentSampler())
        for number in 0..<5000 {
            let parameters = try samplers.0.parameters(ofTrial: number)
            #expect(try samplers.1.parameters(ofTrial: number) == parameters)
        }
        guard let one = paper.kind as? ConvergenceSettings, let many = robust.kind as? ConvergenceSettings else {
            Issue.record("a study of another kind")
            return
        }
        #expect(many.networks.count == 16)
        #expect(Set(many.networks.map(\.weightSeed)).count == 16)
        #expect(Set(many.networks.map(\.inputSeeds)).count == 16)
        #expect(many.networks.allSatisfy { $0.layers == one.networks[0].layers && $0 != one.networks[0] })
        #expect(many.aggregation == .geometricMean)
        #expect((many.steps, many.measure.rawValue) == (one.steps, one.measure.rawValue))
    }

    @Test("paper-5000 is the experiment of section 4.1")
    func paperSettings() throws {
        let kind = try StudyFile.read(path: ShippedStudies.path("paper-5000")).kind
        guard let settings = kind as? ConvergenceSettings else {
            Issue.record("the kind is \(kind)")
            return
        }
        #expect(
            settings.networks == [NetworkSpecification(layers: [500, 500, 10], weightSeed: 1237, inputSeeds: [1241])])
        #expect(settings.steps == 10_000)
        #expect(settings.measure == .meanError)
    }

    @Test("paper-figure-2 has the five conditions of the figure, in order, and no sixth")
    func figure2() throws {
        let sampler = try StudyFile.read(path: ShippedStudies.path("paper-figure-2")).independentSampler()
        let conditions = try (0..<5).map { number in
            let schedules = try AnnealingSchedules(sampler.parameters(ofTrial: number))
            return [schedules.epsilon.description, schedules.lambda.description, schedules.quantizer.rawValue]
        }
        #expect(
            conditions == [
                ["0.5", "1", "sigma-delta"], ["1/t^1", "1", "sigma-delta"], ["1/t^0.5", "1", "sigma-delta"],
                ["1/t^0.5", "1", "stochastic"], ["0.843/t^0.0923", "0.832/t^0.584", "sigma-delta"],
            ])
        #expect(throws: SamplerError.numberOutOfRange(5, size: 5)) { try sampler.parameters(ofTrial: 5) }
    }

    @Test("grid-schedules changes its last axis, the quantizer, fastest and epsilon's initial value slowest")
    func gridOrder() throws {
        let sampler = try StudyFile.read(path: ShippedStudies.path("grid-schedules")).independentSampler()
        let texts = try [0, 1, 2, 3, 18, 108, 648, 3887].map { number in
            let schedules = try AnnealingSchedules(sampler.parameters(ofTrial: number))
            return "\(schedules.epsilon) \(schedules.lambda) \(schedules.quantizer.rawValue)"
        }
        #expect(
            texts == [
                "0.25/t^0 0.25/t^0 sigma-delta", "0.25/t^0 0.25/t^0 stochastic",
                "0.25/t^0 0.25/t^0 second-order-sigma-delta", "0.25/t^0 0.25/t^0.2 sigma-delta",
                "0.25/t^0 0.5/t^0 sigma-delta", "0.25/t^0.2 0.25/t^0 sigma-delta", "0.5/t^0 0.25/t^0 sigma-delta",
                "1.5/t^1 1.5/t^1 second-order-sigma-delta",
            ])
    }
}
