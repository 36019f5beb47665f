import Testing

@testable import SearchSamplers

@Suite("Fitting hyperparameters") struct HyperparameterTests {
    @Test("has the gradient that differences of the posterior have")
    func gradient() throws {
        let reference = try #require(try GaussianProcessTests.Reference.fixture.get().processes.last)
        let posterior = HyperparameterPosterior(
            points: reference.points.flatMap(\.self), values: reference.values, axes: reference.axes)
        let place = reference.hyperparameters.logarithms
        let gradient = try #require(posterior(place)).gradient
        for index in place.indices {
            var (low, high) = (place, place)
            low[index] -= 1e-5
            high[index] += 1e-5
            let slope = (try #require(posterior(high)).value - (try #require(posterior(low)).value)) / 2e-5
            #expect(abs(gradient[index] - slope) < 1e-5 * max(1, abs(slope)))
        }
    }

    @Test("ends where no other hyperparameters nearby are better")
    func optimum() throws {
        let reference = try #require(try GaussianProcessTests.Reference.fixture.get().processes.last)
        let posterior = HyperparameterPosterior(
            points: reference.points.flatMap(\.self), values: reference.values, axes: reference.axes)
        let prior = HyperparameterPrior(axes: reference.axes.count)
        let search = BoundedLBFGS(lower: prior.lower, upper: prior.upper)
        let found = search.minimize(from: prior.means, posterior.callAsFunction)
        let value = try #require(posterior(found)).value
        for index in found.indices {
            for step in [-0.01, 0.01] {
                var other = found
                other[index] += step
                #expect(try #require(posterior(other)).value > value)
            }
        }
    }

    @Test("an axis of several coordinates has one lengthscale")
    func sharedLengthscale() throws {
        let points = [0.1, 0.7, 0, 0.5, 0, 0.7, 0.9, 0.7, 0]
        let posterior = HyperparameterPosterior(points: points, values: [1, -1, 0.5], axes: [0, 1, 1])
        let place = [-0.5, -0.25, 0.1, -3]
        let gradient = try #require(posterior(place)).gradient
        #expect(gradient.count == 4)
        var (low, high) = (place, place)
        low[1] -= 1e-5
        high[1] += 1e-5
        let slope = (try #require(posterior(high)).value - (try #require(posterior(low)).value)) / 2e-5
        #expect(abs(gradient[1] - slope) < 1e-7)
    }

    @Test("L-BFGS finds the least value of Rosenbrock's function")
    func rosenbrock() {
        let search = BoundedLBFGS(lower: [-5, -5], upper: [5, 5], iterations: 200)
        let found = search.minimize(from: [-1.2, 1], Self.rosenbrock)
        #expect(abs(found[0] - 1) < 1e-4 && abs(found[1] - 1) < 1e-4)
    }

    @Test("L-BFGS stops at a bound, from within and from outside")
    func bounds() {
        let search = BoundedLBFGS(lower: [-5, -5], upper: [0.5, 5], iterations: 200)
        for start in [[-1.2, 1], [3, 0.2]] {
            // On the bound x = 0.5 the least value is at y = 0.25.
            let found = search.minimize(from: start, Self.rosenbrock)
            #expect(found[0] == 0.5 && abs(found[1] - 0.25) < 1e-4, "\(found)")
        }
    }

    @Test("L-BFGS steps back where the function has no value")
    func undefined() {
        let search = BoundedLBFGS(lower: [-10], upper: [10])
        // -log(1 - x) - log(x) / 2 has its minimum at 1/3, and is defined in (0, 1).
        let found = search.minimize(from: [0.9]) { x in
            guard x[0] > 0, x[0] < 1 else { return nil }
            return (
                -PortableMath.log(1 - x[0]) - PortableMath.log(x[0]) / 2, [1 / (1 - x[0]) - 0.5 / x[0]]
            )
        }
        #expect(abs(found[0] - 1.0 / 3) < 1e-4)
        #expect(search.minimize(from: [20]) { _ in nil } == [10])
    }

    @Test("fits are due after 5% more trials, and after 64")
    func sizes() {
        #expect((4...39).allSatisfy { HyperparameterFits.size(for: $0) == $0 })
        #expect([40, 41, 42, 43].map(HyperparameterFits.size) == [40, 40, 42, 42])
        for count in [50, 100, 1000, 5000] {
            let size = HyperparameterFits.size(for: count)
            #expect(size <= count && count - size <= min(count / 20 + 1, 64))
            #expect(HyperparameterFits.size(for: size) == size)
        }
    }

    private static func rosenbrock(_ x: [Double]) -> BoundedLBFGS.Sample? {
        let (a, b) = (1 - x[0], x[1] - x[0] * x[0])
        return (a * a + 100 * b * b, [-2 * a - 400 * x[0] * b, 200 * b])
    }
}
