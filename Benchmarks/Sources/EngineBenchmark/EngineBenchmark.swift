import Foundation

/// Measures the engine: answers each request, a line of JSON on standard input, with a line of JSON.
///
/// The process stays, so that measurements of several peers can take turns without paying for each one's start.
@main
struct EngineBenchmark {
    static func main() throws {
        var experiments = Experiments()
        while let line = readLine() {
            let request = try JSONDecoder().decode(Request.self, from: Data(line.utf8))
            let answer = try request.answer(with: experiments.experiment(layers: request.layers))
            try FileHandle.standardOutput.write(contentsOf: JSONEncoder().encode(answer) + Data("\n".utf8))
        }
    }
}
