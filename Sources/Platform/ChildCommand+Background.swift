extension ChildCommand {
    /// As `run()`, on a thread of its own, so that any number can run at once and tasks can wait for them.
    ///
    /// Cancelling the task stops the child as a request does; what the outcome then says is still returned.
    public func runInBackground() async throws(SystemError) -> ChildOutcome {
        var command = self
        let cancellation = try StopRequest()
        command.stopRequests.append(cancellation)
        let result = await withTaskCancellationHandler { [command] in
            await withCheckedContinuation { continuation in
                let body: @Sendable () -> Void = { continuation.resume(returning: command.result()) }
                do throws(SystemError) {
                    try BackgroundThread.start(body)
                } catch {
                    continuation.resume(returning: Result<ChildOutcome, SystemError>.failure(error))
                }
            }
        } onCancel: {
            cancellation.stop()
        }
        return try result.get()
    }

    private func result() -> Result<ChildOutcome, SystemError> {
        do throws(SystemError) { return .success(try run()) } catch { return .failure(error) }
    }
}
