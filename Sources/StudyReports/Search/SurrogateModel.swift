import HyperparameterSearch

/// The surrogate model of a search: the value that it expects for each parameter, and the trials that it proposes next.
public struct SurrogateModel: Sendable {
    /// The value that the model expects for one parameter, averaged over the others.
    public struct Effect: Sendable {
        public var parameter: Parameter
        /// `[place]`: the parameter's values; for names, their indices in the domain's list.
        public var places: [Double]
        /// `[place]`, in units of the searched value: the expected value, and the ends of its 95% band.
        public var mean: [Double]
        public var low: [Double]
        public var high: [Double]

        public init(parameter: Parameter, places: [Double], mean: [Double], low: [Double], high: [Double]) {
            self.parameter = parameter
            self.places = places
            self.mean = mean
            self.low = low
            self.high = high
        }
    }

    public var effects: [Effect]
    /// The parameters that the model proposes next.
    public var next: [TrialParameters]
    /// The number of trials that the model has learned.
    public var learned: Int

    public init(effects: [Effect], next: [TrialParameters], learned: Int) {
        self.effects = effects
        self.next = next
        self.learned = learned
    }
}
