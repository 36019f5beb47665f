/// The artifacts that are a trial's log: texts for people.
///
/// Two evaluations of a trial may write different logs, since these may tell times and places. So stores and replays do
/// not compare them.
public enum TrialLog: String, Sendable, Hashable, CaseIterable {
    /// The end of what a program wrote to standard output, and to standard error.
    case stdout
    /// The end of what a program wrote to standard error.
    case stderr
    /// Why earlier attempts to evaluate the trial failed, a line for each.
    case attempts
}
