/// What is wrong with a request.
enum BenchmarkError: Error {
    case unknownProblem(String)
    case unknownSampler(String)
}
