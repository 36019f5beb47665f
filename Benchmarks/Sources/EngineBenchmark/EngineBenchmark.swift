import Foundation

/// Measures the engines of search and training: answers each request, a line of JSON on standard input, with a line of
/// JSON.
///
/// The process stays, so that measurements of several peers can take turns without paying for each one's start.
@main
struct EngineBenchmark {
    static func main() throws {
        var experiments = Experiments()
        var networks = TrainedNetworks()
        while let line = readLine() {
            let answer: any Encodable
            switch try JSONDecoder().decode(Request.self, from: Data(line.utf8)) {
            case .convergence(let request):
                answer = try request.answer(
                    with: experiments.experiment(
                        layers: request.layers, switchEvery: request.dynamics?.switchEvery))
            case .training(let request):
                answer = try request.answer(with: &networks)
            }
            try FileHandle.standardOutput.write(contentsOf: JSONEncoder().encode(answer) + Data("\n".utf8))
        }
    }
}
