/// The purpose of the stochastic quantizer's draws. Each purpose has draws of its own: its raw value takes the place of
/// the input's index in the key.
enum DrawPurpose: Int {
    case learning = 0
    case measuringTraining = 1
    case measuringTest = 2
}
