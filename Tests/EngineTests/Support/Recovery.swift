import Engine
import Testing
import Workflow

/// Performs a workflow, and then again from every moment at which its process might have been killed.
///
/// - Parameters:
///   - text: the workflow; it must come to its end by itself.
///   - place: an empty sandbox, or one with what the workflow needs.
///   - check: what has to hold at every end, beside that all references and the state of all steps are those
///     of the run that nobody has disturbed.
func expectSameEndFromEveryMoment(
    _ text: String, in place: EngineSandbox, workflows: [String: String] = [:],
    sourceLocation: SourceLocation = #_sourceLocation,
    check: (RunState) async throws -> Void = { _ in }
) async throws {
    try await expectSameEndFromEveryMoment(
        in: place, workflows: workflows, sourceLocation: sourceLocation, check: check
    ) { change in
        try await place.perform(text, workflows: workflows, change)
    }
}

/// The same for anything that records something about a run and brings it to an end.
///
/// - Parameter perform: gets what its engines have to do to be watched, and gives where the run stands then.
func expectSameEndFromEveryMoment(
    in place: EngineSandbox, workflows: [String: String] = [:],
    sourceLocation: SourceLocation = #_sourceLocation,
    check: (RunState) async throws -> Void = { _ in },
    perform: ((inout EngineConfiguration) -> Void) async throws -> RunState
) async throws {
    let moments = Moments(of: place)
    let undisturbed = try await perform { $0.observe = moments.observer }
    try #require(undisturbed.phase.isOver, sourceLocation: sourceLocation)
    try await check(undisturbed)
    let references = try place.references()
    for number in 0..<(try moments.number() - 1) {
        for withEffects in [false, true] {
            try moments.restore(number, withEffects: withEffects)
            let state = try await place.resume(undisturbed.id, workflows: workflows)
            let moment = "killed behind record \(number) \(withEffects ? "with" : "without") its effects"
            #expect(state.phase == undisturbed.phase, "\(moment)", sourceLocation: sourceLocation)
            for (id, step) in undisturbed.steps {
                let again = state.steps[id]
                #expect(again?.status == step.status, "\(moment): \(id)", sourceLocation: sourceLocation)
                #expect(
                    again?.result.lasting == step.result.lasting, "\(moment): \(id)",
                    sourceLocation: sourceLocation)
                #expect(
                    again?.compensation == step.compensation, "\(moment): \(id)",
                    sourceLocation: sourceLocation)
            }
            let found = try place.references()
            #expect(found == references, "\(moment)", sourceLocation: sourceLocation)
            try await check(state)
        }
    }
}

extension StepResult {
    /// All but the names of runs, which are others when their step has begun anew.
    fileprivate var lasting: StepResult {
        var result = self
        result.effects.removeAll { if case .runStarted = $0 { true } else { false } }
        return result
    }
}
