/// What the stochastic quantizer draws for: each purpose has draws of its own. The raw value is the input's index in the
/// key of the draws.
enum DrawPurpose: Int {
    case learning = 0
    case measuringTraining = 1
    case measuringTest = 2
}
