/// What a call has brought, with what it has used and what that says about the provider.
struct CallResult: Sendable {
    let reply: Result<Reply, ModelError>
    let usage: Usage?
    let isEstimated: Bool
    /// True for ill, false for well, nil for nothing to be seen.
    let isIllness: Bool?

    var error: ModelError? { if case .failure(let error) = reply { error } else { nil } }

    /// - Parameters:
    ///   - passed: what of the answer has come as pieces.
    ///   - isDeadline: whether the call's limit is the one of the whole request, which says nothing about the
    ///     provider.
    init(
        _ ending: TimeBound.Ending<Result<Reply, ModelError>>, _ name: String, _ passed: PieceGate.Passed,
        _ estimate: RequestEstimate, after time: Duration, isDeadline: Bool
    ) {
        let seen = RequestEstimate.tokens(ofBytes: passed.bytes)
        switch ending {
        case .returned(.success(let reply)):
            let isCounted = reply.usage.input != nil || reply.usage.output != nil
            let answered = RequestEstimate.tokens(ofBytes: reply.message.parts.reduce(0) { $0 + $1.size })
            self.reply = .success(reply)
            usage = isCounted ? reply.usage : Usage(input: estimate.input, output: answered)
            (isEstimated, isIllness) = (!isCounted, false)
        case .returned(.failure(let error)):
            reply = .failure(error)
            let isFree = error.isFree && passed.firstAt == nil
            usage = isFree ? nil : Usage(input: estimate.input, output: seen)
            (isEstimated, isIllness) = (!isFree, error.kind.isIllness)
        case .late:
            let text = "'\(name)' has not answered within \(time.seconds)"
            reply = .failure(ModelError(.timeout, text, isFree: false))
            // It may well go on there, and then it is paid.
            usage = Usage(input: estimate.input, output: seen)
            (isEstimated, isIllness) = (true, isDeadline ? nil : true)
        case .cancelled:
            reply = .failure(ModelError(.cancelled, "stopped", isFree: false))
            usage = Usage(input: estimate.input, output: seen)
            (isEstimated, isIllness) = (true, nil)
        }
    }

    /// Writes down what is known.
    func note(in attempt: inout CallAttempt) {
        (attempt.usage, attempt.isEstimated) = (usage, isEstimated)
        switch reply {
        case .success(let reply): attempt.requestID = reply.requestID
        case .failure(let error):
            (attempt.status, attempt.requestID) = (error.status, error.requestID)
            attempt.retryAfterMilliseconds = error.retryAfter?.milliseconds
        }
    }
}
