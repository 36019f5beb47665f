/// Studies that together have every key of study files.
enum StudiesOfEveryKey {
    static let texts = convergence + training + programs

    private static let network = "layers: [6, 5, 3], weights: {seed: 1}, input: {seed: 2}"

    private static let convergence = [
        """
        name: shared
        objective: {convergence: {\(network), steps: 50, minimize: meanError, noise: {seed: 3}, multistable: allow}}
        sampler: {random: {stream: numpy, seed: 1234, significantDigits: 3}}
        trials: 8
        repeat: {seeds: 3, prune: {race: {cohort: 4}}}
        confirm: {top: 2, networks: "17..18:117..118"}
        points:
          - {epsilon: 0.5, lambda: {layers: [1/t, 1/t, 0.5]}, quantizer: stochastic, decoder: aligned, clock: surprise}
        space:
          epsilon: {layers: [{initial: {from: 0.1, to: 1, log: true}, exponent: [0.5, 1]}, 1/sqrt(t)]}
          lambda:
            - {family: shifted, initial: 1, exponent: 0.5, offset: {from: 1, to: 20}}
            - {family: hold-then-power, initial: 1, exponent: 0.5, hold: 6, floor: 0.01}
            - {exponential: {initial: 1, tau: 20}}
          quantizer: [sigma-delta, stochastic]
          decoder: [paper, aligned]
          clock: {surprise: {threshold: {from: 1.5, to: 3}, fastRate: 0.3, slowRate: 0.05, refractory: [10, 20]}}
        """,
        """
        name: switching
        objective:
          convergence:
            networks: [{weights: {seed: 1, bits: 8}}, {weights: {seed: 2}, input: {seed: 4}}]
            layers: [6, 5, 3]
            combine: geometricMean
            inputs: {switchEvery: 10, count: 3, seed: 7}
            steps: 50
            minimize: [{errorAt: 20}, synapticOperations]
        sampler: {grid: {rounding: none}}
        points:
          - {epsilon: 0.9, code: adaptiveDelta, parent: paper-5000/4333}
        space:
          epsilon: {constant: {from: 0.5, to: 1, count: 4}}
          code: {adaptiveDelta: {input: {increase: 1.5, decrease: 0.5}, others: {initialStep: [0.1, 0.25]}}}
        """,
        """
        name: seeds
        objective: {convergence: {layers: [6, 3], weights: {seed: 1}, input: {seeds: [2, 3]}, steps: 50, minimize: meanError}}
        sampler: {cmaes: {seed: 2, generation: 4, lag: 0, significantDigits: 4}}
        scheduler: {successiveHalving: {eta: 2, first: 10}}
        trials: 8
        confirm: {top: 1, networks: [{layers: [6, 3], weights: {seed: 5}, input: {seed: 6}}]}
        space:
          epsilon: {family: power-law, initial: {from: 0.1, to: 1}, exponent: {from: 0, to: 1}}
          lambda: {family: exponential, initial: 1, tau: {from: 1, to: 20}}
          quantizer: sigma-delta
          clock: steps
        """,
        """
        name: code
        objective: {convergence: {\(network), steps: 50, minimize: {errorAt: 20}}}
        sampler: {sobol: {seed: 2}}
        trials: 8
        space:
          epsilon: {family: constant, constant: {from: 0.5, to: 1}}
          code: {adaptiveDelta: {smallestStep: 1e-7, largestStep: {from: 0.3, to: 0.9}}}
        """,
        """
        name: points
        objective: {convergence: {\(network), steps: 50, minimize: finalError}}
        sampler: points
        points:
          - {epsilon: 1/t, lambda: 1, quantizer: threshold}
        """,
    ]

    private static let training = [
        """
        name: training
        objective:
          training:
            data: mnist
            protocol: official
            subset: {train: 100, test: 50}
            hidden: [20]
            epochs: 3
            minibatch: 10
            steps: {negative: 20, positive: 4}
            beta: {size: 0.5, sign: random}
            rates: [0.1, 0.05]
            continueNegativePhase: false
            gradient: one-sided
            precision: float64
            weights: {bits: 8}
            seed: 5
            minimize: testError
            keepWeights: true
        sampler: {tpe: {}}
        scheduler: {median: {every: 1}}
        trials: 8
        confirm: {top: 1, seeds: [10, 11]}
        points:
          - {epsilon: 0.5, lambda: 1, quantizer: sigma-delta, seed: 3, negativeSteps: 5, positiveSteps: 3}
          - {continuous: 0.5, seed: 4}
        space:
          epsilon: {initial: {from: 0.2, to: 1.4}, exponent: {from: 0, to: 0.6}}
          lambda: 1
          quantizer: sigma-delta
          negativeSteps: {from: 5, to: 20, step: 5}
          positiveSteps: [3, 4]
        """
    ]

    private static let programs = [
        """
        name: program
        objective:
          program:
            command: [python3, train.py, "--rate={rate}"]
            timeout: 30 min
            maximize: accuracy
            steps: 27
            environment: {OMP_NUM_THREADS: 1, NAME: word}
            directory: .
            retries: 2
            seed: 4
        sampler: {random: {seed: 1}}
        scheduler: {hyperband: {first: 1}}
        trials: 27
        points:
          - {rate: 0.01, solver: adam, layers: 2, units: 8, deep: true, parent: other/7}
        space:
          rate: {from: 1e-5, to: 0.1, log: true}
          solver: [sgd, adam]
          momentum: {from: 0, to: 0.9, step: 0.1, when: {solver: sgd}}
          layers: {from: 1, to: 4, integer: true}
          units: {values: [8, 16], when: {layers: [2, 3]}}
          deep: [true, false]
        """,
        """
        name: imported
        objective: {told: {minimize: loss, steps: 81, values: [accuracy, seconds]}}
        sampler: {random: {seed: 1}}
        scheduler: {patience: {reports: 5, every: 2}}
        trials: 20
        imported: 3
        space:
          - x: {from: 0, to: 1}
          - y: 3
        """,
        """
        name: 2024
        objective: {told: {minimize: loss, steps: 9}}
        sampler: {random: {seed: 1}}
        scheduler: {median: {cohort: 8}}
        trials: 16
        space: {x: {from: 0, to: 1}}
        """,
        """
        name: gp
        objective: {told: {minimize: loss, steps: 9}}
        sampler: {gp: {generation: 4}}
        scheduler: {successiveHalving: {first: 3}}
        trials: 16
        space: {x: {from: 0, to: 1}}
        """,
        """
        name: grid
        objective: {told: {minimize: loss}}
        sampler:
          grid:
        space: {x: {from: 0, to: 1, count: 5}, y: {from: 1, to: 9, step: 2}}
        """,
    ]
}
