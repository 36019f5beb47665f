import AnnealingStudies
import Foundation
import HyperparameterSearch
import SearchContracts
import SpikingDynamics
import StudyFiles
import Testing

@testable import StudyReports

@Suite("Snippets of schedules")
struct ScheduleSnippetTests {
    static let samples = [
        AnnealingSchedules(
            epsilon: .powerLaw(initial: 0.843, exponent: 0.0923), lambda: .powerLaw(initial: 0.832, exponent: 0.584),
            quantizer: .sigmaDelta),
        AnnealingSchedules(
            epsilon: .exponential(initial: 1, tau: 20), lambda: .constant(1), quantizer: .secondOrderSigmaDelta),
        AnnealingSchedules(
            epsilon: .powerLaw(initial: 2, exponent: 7), lambda: .powerLaw(initial: 4.31e-05, exponent: -0.5),
            quantizer: .stochastic),
        AnnealingSchedules(
            epsilon: .holdThenPower(initial: 0.922, exponent: 0.129, hold: 6.41),
            lambda: .floored(.shifted(initial: 1.336, exponent: 1.131, offset: 2.286), at: 0.01),
            quantizer: .sigmaDelta),
        AnnealingSchedules(
            epsilon: .powerLaw(initial: 0.933, exponent: 0.0752), lambda: .powerLaw(initial: 0.929, exponent: 0.759),
            decoder: .aligned),
        AnnealingSchedules(
            epsilon: .powerLaw(initial: 0.933, exponent: 0.0752), lambda: .powerLaw(initial: 0.929, exponent: 0.759),
            quantizer: .tracking, decoder: .aligned, clock: .surprise(SurpriseClock(threshold: 1.5))),
    ]

    private func snippet(_ schedules: AnnealingSchedules) -> ScheduleSnippet {
        ScheduleSnippet(schedules, title: "Trial 4333 of paper-5000: meanError 0.00159873")
    }

    @Test("In Python they are plain functions that give the numbers of Schedule", arguments: samples)
    func python(schedules: AnnealingSchedules) throws {
        let steps = [1, 2, 3, 7, 20, 99, 1000, 10_000, 123_456]
        let program =
            snippet(schedules).python + """
                for t in \(steps):
                    print(repr(epsilon(t)), repr(lambda_(t)))

                """
        #expect(program.contains("math.") == program.contains("import math"))
        let lines = try Self.run(program).split(separator: "\n")
        #expect(lines.count == steps.count)
        for (step, line) in zip(steps, lines) {
            let numbers = line.split(separator: " ").compactMap { Double($0) }
            let expected = [schedules.epsilon, schedules.lambda].map { $0[0].value(at: step) }
            #expect(numbers.count == 2)
            // Python and this program may have been built with two libraries of functions.
            for (number, value) in zip(numbers, expected) {
                #expect(abs(number - value) <= 1e-14 * value, "t = \(step)")
            }
        }
    }

    @Test("In Swift they are the text of WrittenSnippets.swift, which is compiled", arguments: zip(samples, 0...5))
    func swift(schedules: AnnealingSchedules, place: Int) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "WrittenSnippets.swift")
        let written = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
            $0.drop { $0 == " " }
        }
        let lines = snippet(schedules).swift.split(separator: "\n")
        #expect(
            written.contains(lines[0])
                && lines.count == 5 + (schedules.decoder == .paper ? 0 : 1) + (schedules.clock == .steps ? 0 : 1))
        let body = Array(lines.dropFirst())
        #expect(
            written.indices.contains { written[$0...].starts(with: body) },
            "write these lines in it: \(body.joined(separator: "\n"))")
        let made = [
            WrittenSnippets.powerLaws(), WrittenSnippets.exponential(), WrittenSnippets.steep(),
            WrittenSnippets.families(),
            WrittenSnippets.aligned(), WrittenSnippets.clocked(),
        ][place]
        #expect(made == schedules)
    }

    @Test("As text they are a point of a study file, as JSON a file of schedules", arguments: samples)
    func readBack(schedules: AnnealingSchedules) throws {
        let file = """
            name: back
            objective: {convergence: {layers: [3, 2, 1], weights: {seed: 1}, input: {seed: 2}, steps: 5, minimize: meanError}}
            sampler: points
            points:
              - \(snippet(schedules).text)

            """
        #expect(
            try StudyFile.read(file, file: "back.yaml", kinds: .annealing).points == [
                StudyPoint(.binary(schedules)).declared
            ])

        let trial = Trial(
            Sample.trial(
                4333, .complete(value: 0.00159873), parameters: schedules.trialParameters,
                values: ["meanError": 0.00159873], steps: 5), run: RunID(1))
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("settle-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: path) }
        try Data(snippet(schedules).json(trial, of: "paper-5000", measure: "meanError").utf8).write(to: path)
        let points = try ScheduleFile.points(1, path: path.path)
        #expect(
            points == [StudyPoint(.binary(schedules), parent: TrialReference(study: "paper-5000", number: 4333))])
    }

    @Test("Adaptive delta modulation: a function of the bits in Python, constants in Swift and in a study file")
    func adaptiveDelta() throws {
        let input = try AdaptiveDeltaModulation.Constants(
            increase: 1.241, decrease: 0.329, initialStep: 0.102, smallestStep: 1e-07, largestStep: 0.5)
        let schedules = AnnealingSchedules(
            epsilon: .each([.constant(1.025), .constant(0.882)]),
            adaptiveDelta: AdaptiveDeltaModulation(input: input, others: .init()))
        let program =
            snippet(schedules).python + """
                r, step, last = 0.5, 0.0, None
                for _ in range(20):
                    last, r, step = send(0.37, r, step, last, *input_constants)
                    print(r)

                """
        let traces = try Self.run(program).split(separator: "\n").compactMap { Double($0) }
        #expect(traces.count == 20 && traces[0] == 0.5 - 0.102 && traces[1] == 0.5 - 0.102 - 0.102 * 1.241)
        #expect(abs((traces.last ?? 1) - 0.37) < 0.02)
        #expect(
            snippet(schedules).swift.contains(
                "input: .init(increase: 1.241, decrease: 0.329, initialStep: 0.102, smallestStep: 1e-07, largestStep: 0.5)"
            ))
        try readBack(schedules: schedules)
        #expect(TypesetSchedule.pair(schedules).markup.contains("(1.025, 0.882)</span>, adaptiveDelta(input.increase"))
        #expect(ScheduleLabel.text(schedules) == "ε = [1.025, 0.882], \(schedules.codeText ?? "")")
    }

    @Test("Schedules for each layer: a list in Python, layers in Swift and in a study file")
    func layers() throws {
        let schedules = AnnealingSchedules(
            epsilon: .each([.constant(0.5), .powerLaw(initial: 2, exponent: 1)]),
            lambda: .each([.powerLaw(initial: 0.9, exponent: 1), .exponential(initial: 1, tau: 20), .constant(1)]))
        let lines = try Self.run(snippet(schedules).python + "print(epsilon(4), lambda_(5)[0])\n").split(
            separator: "\n")
        #expect(lines == ["[0.5, 0.5] 0.18"])
        #expect(
            snippet(schedules).swift.contains(
                "let epsilon = LayerSchedules.each([.constant(0.5), .powerLaw(initial: 2.0, exponent: 1.0)])"))
        try readBack(schedules: schedules)
        #expect(TypesetSchedule.pair(schedules).markup.contains("(0.5, 2/<i>t</i>)"))
    }

    /// What a Python program prints.
    private static func run(_ program: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", program]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "python3 is needed, and the program must run in it:\n\(program)")
        return String(decoding: data, as: UTF8.self)
    }
}
