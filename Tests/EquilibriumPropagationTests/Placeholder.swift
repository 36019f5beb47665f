import Testing

@testable import EquilibriumPropagation
