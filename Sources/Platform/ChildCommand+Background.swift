extension ChildCommand {
    /// As `run()`, on a thread of its own, so that any number can run at once and tasks can wait for them.
    ///
    /// Cancelling the task stops the child as `stop` does; what the outcome then says is still returned.
    public func runInBackground() async throws(SystemError) -> ChildOutcome {
        var command = self
        let stop: StopRequest
        if let own = command.stop { stop = own } else { stop = try StopRequest() }
        command.stop = stop
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
            stop.stop()
        }
        return try result.get()
    }

    private func result() -> Result<ChildOutcome, SystemError> {
        do throws(SystemError) { return .success(try run()) } catch { return .failure(error) }
    }
}
