import Randomness
import Testing

@testable import SearchSamplers

@Suite("A Gaussian process") struct GaussianProcessTests {
    /// Written by Scripts/sampler_references.py.
    struct Reference: Decodable {
        struct Process: Decodable {
            let points: [[Double]]
            let values: [Double]
            let lengthscales: [Double]
            let signal: Double
            let noise: Double
            let logLikelihood: Double
            /// Of the logarithms of the lengthscales, the signal, the noise.
            let gradient: [Double]
            let asked: [[Double]]
            let means: [Double]
            let covariance: [[Double]]

            var hyperparameters: GaussianProcessHyperparameters {
                GaussianProcessHyperparameters(
                    lengthscales: lengthscales, signalVariance: signal, noiseVariance: noise)
            }
            var axes: [Int] { Array(lengthscales.indices) }

            func model(first count: Int? = nil) throws -> GaussianProcess {
                let count = count ?? values.count
                return try #require(
                    GaussianProcess(
                        points: points[..<count].flatMap(\.self), values: Array(values[..<count]), axes: axes,
                        hyperparameters: hyperparameters))
            }
        }

        let processes: [Process]
        /// Pairs of z and ln(φ(z) + z Φ(z)).
        let logH: [[Double]]
        /// Mean, variance, best, expectation.
        let exponentialImprovement: [[Double]]

        static let fixture = Result { try Fixtures.decode(Reference.self, "gaussian-process") }
    }

    @Test("agrees with the check values of the prototype")
    func checkValues() throws {
        let sobol = SobolSequence(dimension: 4, seed: nil)
        // The sequence's numbers without the half cell.
        let points = (0..<8).flatMap { sobol.words(of: $0).map { Double($0) / 0x1p30 } }
        let raw = (0..<8).map { index in
            PortableMath.log(points[index * 4..<index * 4 + 4].reduce(0) { $0 + ($1 - 0.3) * ($1 - 0.3) })
        }
        let mean = raw.reduce(0, +) / 8
        let deviation = (raw.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 8).squareRoot()
        let process = try #require(
            GaussianProcess(
                points: points, values: raw.map { ($0 - mean) / deviation }, axes: [0, 1, 2, 3],
                hyperparameters: GaussianProcessHyperparameters(
                    lengthscales: [0.5, 0.5, 0.7, 1], signalVariance: 1, noiseVariance: 0.001)))
        #expect(abs(process.logLikelihood - -16.482720474733) < 1e-11)
        let (means, variances) = process.predictions(at: [0.3, 0.3, 0.3, 0.3, 0.1, 0.9, 0.2, 0.6])
        let best = try #require(process.fittedValues.min())
        let wanted = [(-1.2362352788, 0.2279666074, -2.1421779817), (-0.0906540013, 0.4831532137, -4.8499082270)]
        for (index, (mean, variance, improvement)) in wanted.enumerated() {
            #expect(abs(means[index] - mean) < 1e-10)
            #expect(abs(variances[index] - variance) < 1e-10)
            let found = ExpectedImprovement.logarithm(mean: means[index], variance: variances[index], best: best)
            #expect(abs(found - improvement) < 1e-9)
        }
    }

    @Test("has the likelihood and the gradient of scikit-learn")
    func likelihood() throws {
        for reference in try Reference.fixture.get().processes {
            #expect(abs(try reference.model().logLikelihood - reference.logLikelihood) < 1e-8)
            let posterior = HyperparameterPosterior(
                points: reference.points.flatMap(\.self), values: reference.values, axes: reference.axes)
            let gradient = try #require(
                posterior.negativeLogLikelihood(reference.hyperparameters.logarithms)
            ).gradient
            for (found, wanted) in zip(gradient, reference.gradient) { #expect(abs(found + wanted) < 1e-8) }
        }
    }

    @Test("predicts as scikit-learn does, jointly too")
    func predictions() throws {
        for reference in try Reference.fixture.get().processes {
            let asked = reference.asked.flatMap(\.self)
            let process = try reference.model()
            let (means, variances) = process.predictions(at: asked)
            let (jointMeans, covariance) = process.jointPrediction(at: asked)
            #expect(jointMeans == means)
            for (i, row) in reference.covariance.enumerated() {
                #expect(abs(means[i] - reference.means[i]) < 1e-8)
                #expect(abs(variances[i] - row[i]) < 1e-8)
                for j in 0...i { #expect(abs(covariance[i, j] - row[j]) < 1e-8) }
            }
        }
    }

    @Test("that gets its observations one by one is the same process")
    func extension_() throws {
        for reference in try Reference.fixture.get().processes {
            let whole = try reference.model()
            var grown = try reference.model(first: 5)
            for index in 5..<reference.values.count {
                grown.add(reference.points[index], value: reference.values[index])
            }
            let asked = reference.asked.flatMap(\.self)
            let (found, wanted) = (grown.predictions(at: asked), whole.predictions(at: asked))
            for index in reference.asked.indices {
                #expect(abs(found.means[index] - wanted.means[index]) < 1e-8)
                #expect(abs(found.variances[index] - wanted.variances[index]) < 1e-8)
            }
        }
    }

    @Test("keeps its mean when it believes a point, and is surer there")
    func belief() throws {
        let reference = try #require(try Reference.fixture.get().processes.last)
        let asked = reference.asked.flatMap(\.self)
        let before = try reference.model()
        var after = before
        after.believe(reference.asked[0])
        let (old, new) = (before.predictions(at: asked), after.predictions(at: asked))
        for index in reference.asked.indices {
            #expect(abs(new.means[index] - old.means[index]) < 1e-12)
            #expect(new.variances[index] <= old.variances[index] + 1e-12)
        }
        // The variance of one observation is the noise.
        #expect(new.variances[0] < before.observationNoise)
        // Believing is adding the mean.
        var added = before
        added.add(reference.asked[0], value: old.means[0])
        #expect(zip(added.weights, after.weights).allSatisfy { abs($0 - $1) < 1e-7 })
    }

    @Test("is none where the matrix is not positive definite")
    func indefinite() {
        let hyperparameters = GaussianProcessHyperparameters(
            lengthscales: [.nan], signalVariance: 1, noiseVariance: 0.01)
        #expect(GaussianProcess(points: [0, 1], values: [0, 1], axes: [0], hyperparameters: hyperparameters) == nil)
    }
}
