@testable import Engine

/// What the engine says to a call that it does not obey; nil where it does.
func refusal(of body: () async throws -> some Any) async -> String? {
    do {
        _ = try await body()
        return nil
    } catch { return EngineError(error).message }
}
